interface Done<T> {
  success(value: T): void
  fail(failure: { readonly errMsg: string }): void
}

/**
 * A host call with callbacks as a promise; rejects with the host's words. Taro wraps some calls in promises of their own, which
 * would also reject, unheard.
 */
export function called<T>(call: (done: Done<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const own = call({ success: resolve, fail: ({ errMsg }) => reject(new Error(errMsg)) })
    if (own instanceof Promise) own.catch(() => undefined)
  })
}

/** A host stopped in the background may forget to call back at all; whoever waited would hold up everything behind it. */
export async function calledInTime<T>(call: (done: Done<T>) => unknown): Promise<T> {
  let callOff = (): void => undefined
  const tooLate = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(TOO_LATE)), PATIENCE_MS)
    callOff = () => clearTimeout(timer)
  })
  try {
    return await Promise.race([called(call), tooLate])
  } finally {
    callOff()
  }
}

/** Whether it was the host's silence: nothing is known then of what was asked. */
export function isSilence(failure: unknown): boolean {
  return failure instanceof Error && failure.message === TOO_LATE
}

const TOO_LATE = 'the host did not answer'
const PATIENCE_MS = 15_000
