/**
 * Per field (and `rows/row/cell`) the change that last wrote it and the device that did: [change, device, paths], in the order of the
 * changes; every path stands once. Most fields of a record are written by the same few changes, and as a map of every field this was
 * half of what travels. Paths are sorted: an op read back from the database names its fields in another order.
 */
export type Written = readonly (readonly [n: number, device: string, paths: readonly string[]])[]

/** Who wrote a path last; undefined when nobody has. */
export function lastWriter(written: Written, path: string): { readonly n: number; readonly device: string } | undefined {
  const last = written.find(([, , paths]) => paths.includes(path))
  return last === undefined ? undefined : { n: last[0], device: last[1] }
}

/** These paths are written by this change now. */
export function withWriter(written: Written, paths: readonly string[], n: number, device: string): Written {
  if (paths.length === 0) return written
  const now = new Set(paths)
  const before = written.flatMap(([at, by, others]) => {
    const kept = others.filter((path) => !now.has(path))
    return kept.length === 0 ? [] : [[at, by, kept] as const]
  })
  return [...before, [n, device, [...now].sort()]]
}
