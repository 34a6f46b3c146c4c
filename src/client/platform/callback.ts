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
