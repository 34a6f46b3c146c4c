import type { Account } from './account'
import { parsed } from './shape'
import type { Device, Sockets } from './platform/ports'

/**
 * Hears that a stream has moved; what moved is pulled. Whoever hears nothing finds out at the next pull. `hearing` is told when a line opens
 * and when it is gone: a line that hangs counts as open.
 */
export interface Poker {
  /** Opens, and opens again after every close. */
  start(): void
  stop(): void
}

export function createPoker(account: Account, sockets: Sockets, device: Device, chance: () => number, hear: (stream: string, n: number) => void, hearing: (isHeard: boolean) => void): Poker {
  let failures = 0
  let isWanted = false
  let round = 0
  let close = (): void => undefined

  async function open(): Promise<void> {
    const mine = (round += 1)
    const answer = await account.call('POST', '/api/ticket')
    if (!isWanted || mine !== round) return
    const ticket = answer.kind === 'ok' ? ticketOf(answer.body) : null
    if (ticket === null) return again(mine)
    hearing(true)
    const socket = sockets.open(`/api/poke?ticket=${encodeURIComponent(ticket)}`, {
      onText(text) {
        failures = 0
        const poke = parsed(text)
        if (mine === round && isPoke(poke)) hear(poke.stream, poke.n)
      },
      onClose: () => again(mine),
    })
    close = () => socket.close()
  }

  function again(mine: number): void {
    if (!isWanted || mine !== round) return
    hearing(false)
    const pause = chance() * Math.min(LONGEST_MS, SHORTEST_MS * 2 ** failures)
    failures += 1
    const callOff = device.after(pause, () => void open())
    close = callOff
  }

  return {
    start() {
      if (isWanted) return
      isWanted = true
      failures = 0
      void open()
    },
    stop() {
      isWanted = false
      hearing(false)
      round += 1
      close()
      close = () => undefined
    },
  }
}

const SHORTEST_MS = 1_000
const LONGEST_MS = 60_000

function ticketOf(body: unknown): string | null {
  const ticket = typeof body === 'object' && body !== null ? (body as { readonly ticket?: unknown }).ticket : null
  return typeof ticket === 'string' ? ticket : null
}

function isPoke(raw: unknown): raw is { readonly stream: string; readonly n: number } {
  if (typeof raw !== 'object' || raw === null) return false
  const { stream, n } = raw as { readonly stream?: unknown; readonly n?: unknown }
  return typeof stream === 'string' && typeof n === 'number'
}
