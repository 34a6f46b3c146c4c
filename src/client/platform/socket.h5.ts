import type { SocketEvents, Sockets } from './ports'

export function createSockets(): Sockets {
  return { open }
}

function open(path: string, events: SocketEvents): { close(): void } {
  const { protocol, host } = window.location
  let isOver = false
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${path}`)
  socket.onmessage = ({ data }) => { if (!isOver && typeof data === 'string') events.onText(data) }
  // An error is always followed by a close.
  socket.onclose = () => {
    if (isOver) return
    isOver = true
    events.onClose()
  }
  return {
    close() {
      isOver = true
      socket.close()
    },
  }
}
