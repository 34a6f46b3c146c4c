import { networkOf } from '../code/budget'

/** Wrong sign-ins of one address: thirty a minute. Right ones do not count, for a carrier gives one address to a whole county. */
export interface AddressTries {
  readonly waits: (address: string) => boolean
  /** False: that address waits. Taken before anything is judged, so that a thousand at once are thirty too. */
  readonly take: (address: string) => boolean
  /** It was right, or no try at all. */
  readonly giveBack: (address: string) => void
}

const A_MINUTE = 30
const MOST = 50_000

/** In memory: another process counts for itself. */
export function createAddressTries(now: () => number): AddressTries {
  const tries = new Map<string, { readonly minute: number; count: number }>()
  const minuteNow = (): number => Math.floor(now() / 60_000)
  return {
    waits(address) {
      const found = tries.get(networkOf(address))
      return found?.minute === minuteNow() && found.count >= A_MINUTE
    },
    take(from) {
      const address = networkOf(from)
      const minute = minuteNow()
      const found = tries.get(address)
      const here = found?.minute === minute ? found : { minute, count: 0 }
      if (here.count >= A_MINUTE) return false
      here.count += 1
      tries.set(address, here)
      const [oldest] = tries.keys()
      if (tries.size > MOST && oldest !== undefined) tries.delete(oldest)
      return true
    },
    giveBack(address) {
      const found = tries.get(networkOf(address))
      if (found !== undefined && found.count > 0) found.count -= 1
    },
  }
}
