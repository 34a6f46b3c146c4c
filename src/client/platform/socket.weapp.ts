import Taro from '@tarojs/taro'
import { serverUrl } from './address.weapp'
import type { SocketEvents, Sockets } from './ports'

export function createSockets(): Sockets {
  return { open }
}

function open(path: string, events: SocketEvents): { close(): void } {
  let isOver = false
  let task: Taro.SocketTask | null = null
  const end = (): void => {
    if (isOver) return
    isOver = true
    events.onClose()
  }
  // Taro answers a promise of the task; the host may refuse it at once (five sockets are the most).
  Taro.connectSocket({ url: serverUrl.replace(/^http/, 'ws') + path, fail: end }).then((opened) => {
    task = opened
    opened.onMessage(({ data }) => { if (!isOver && typeof data === 'string') events.onText(data) })
    opened.onClose(end)
    opened.onError(end)
    if (isOver) opened.close({})
  }, end)
  return {
    close() {
      isOver = true
      task?.close({})
    },
  }
}
