import type { StreamChanges } from '../core/protocol'

/** Whether every change in (from, to] is the `n` of a record or inside `bare`: nothing was left out (1…n 无缺号). */
export function covers({ from, to, records, bare }: Pick<StreamChanges, 'from' | 'to' | 'records' | 'bare'>): boolean {
  const ranges = [...records.map(({ n }) => [n, n] as const), ...bare].sort((a, b) => a[0] - b[0])
  let reached = from
  for (const [first, last] of ranges) {
    if (first > reached + 1) return false
    reached = Math.max(reached, last)
  }
  return reached >= to
}
