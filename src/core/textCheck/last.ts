/** `at(-1)` is younger than the oldest phones. */
export function last<T>(all: readonly T[]): T | undefined {
  return all[all.length - 1]
}
