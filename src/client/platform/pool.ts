import { assert } from '../../core/assert'

/** Random bytes fetched ahead from a generator that answers only later. */
export interface Pool {
  /** Throws when there are not that many: a predictable id or nonce would be worse than stopping. */
  take(length: number): Uint8Array
  /** Resolves once there are enough for one save or one page of a pull. */
  ready(): Promise<void>
}

/** `fetch` answers that many bytes. A failure is told by `ready`, and tried again with its next call. */
export function createPool(fetch: (length: number) => Promise<Uint8Array>): Pool {
  let bytes = new Uint8Array(0)
  let used = 0
  let filling: Promise<void> | null = null

  function fill(): Promise<void> {
    filling ??= fetch(FILL).then(
      (fetched) => {
        const left = bytes.subarray(used)
        bytes = new Uint8Array(left.length + fetched.length)
        bytes.set(left)
        bytes.set(fetched, left.length)
        used = 0
        filling = null
      },
      (failure: unknown) => {
        filling = null
        throw failure
      },
    )
    return filling
  }

  return {
    take(length) {
      assert(bytes.length - used >= length, `${length} random bytes in the pool`)
      // A copy: what is left must not be reachable from what was given out, and the other way round.
      const taken = bytes.slice(used, used + length)
      bytes.fill(0, used, used + length)
      used += length
      if (bytes.length - used < ENOUGH) fill().catch(() => undefined)
      return taken
    },
    ready: () => (bytes.length - used < ENOUGH ? fill() : Promise.resolve()),
  }
}

const FILL = 32 * 1024
/** A page of a pull may write every segment of every stream, 24 bytes each. */
const ENOUGH = 8 * 1024
