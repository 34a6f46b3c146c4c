import { isIPv6 } from 'node:net'

/** A number of requests in each minute for everybody together: what a crowd of addresses may ask of the database. */
export interface Budget {
  /** False when this minute's are used up. */
  take(): boolean
}

export function createBudget(now: () => number, most: number): Budget {
  let minute = 0
  let left = most
  return {
    take() {
      const current = Math.floor(now() / 60_000)
      if (current !== minute) [minute, left] = [current, most]
      left -= 1
      return left >= 0
    },
  }
}

/** Whom an address stands for: of IPv6, where one household has 2^64 of them, the network. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address.toLowerCase())
  if (mapped?.[1] !== undefined) return mapped[1]
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  return [...first, ...Array<string>(missing).fill('0'), ...last].slice(0, 4).map((part) => part.replace(/^0+(?=.)/, '')).join(':')
}
