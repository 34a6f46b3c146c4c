import { Session } from 'node:inspector/promises'
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN
  return { median: Math.round(middle), min: Math.round(sorted[0] ?? NaN), max: Math.round(sorted[sorted.length - 1] ?? NaN) }
}

/** A row of a table: how many, median, 95 %, most. */
export function rowOf(name: string, times: readonly number[]): readonly (string | number)[] {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return [name, times.length, at(0.5), at(0.95), at(1)]
}

/** What every result must be read with. */
export function circumstances(): { readonly day: string; readonly node: string; readonly cores: number; readonly load: readonly number[] } {
  return { day: new Date().toISOString().slice(0, 10), node: process.version, cores: cpus().length, load: loadavg().map((value) => Math.round(value * 100) / 100) }
}

/**
 * Milliseconds of this process by part, of one run of `work`. A sample belongs to the innermost source file on its stack that
 * `parts` knows; the rest is the engine itself (garbage, idle is left out).
 */
export async function cpuByPart(work: () => Promise<unknown>, parts: Readonly<Record<string, readonly string[]>>): Promise<Readonly<Record<string, number>>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 500 })
  await session.post('Profiler.start')
  await work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  const fileAt = filesOfBundle()
  const partByFile = new Map(Object.entries(parts).flatMap(([part, files]) => files.map((file) => [file, part] as const)))
  const parentById = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)))
  const nodeById = new Map(profile.nodes.map((node) => [node.id, node]))
  const partById = new Map<number, string | null>()
  const partOf = (id: number): string | null => {
    const known = partById.get(id)
    if (known !== undefined) return known
    const node = nodeById.get(id)
    const { functionName = '', url = '', lineNumber = 0 } = node?.callFrame ?? {}
    const own = functionName === '(idle)' || functionName === '(program)' ? null : url.endsWith(__filename) ? partByFile.get(fileAt(lineNumber)) : undefined
    const parent = parentById.get(id)
    const part = own !== undefined ? own : parent === undefined ? 'engine' : partOf(parent)
    partById.set(id, part)
    return part
  }
  const total: Record<string, number> = {}
  profile.samples?.forEach((id, i) => {
    const part = partOf(id)
    if (part !== null) total[part] = (total[part] ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1000
  })
  return Object.fromEntries(Object.entries(total).map(([part, ms]) => [part, Math.round(ms)]))
}

/** esbuild writes the name of each source file above its part of the bundle. */
function filesOfBundle(): (line: number) => string {
  const marks = readFileSync(__filename, 'utf8').split('\n').flatMap((text, line) => {
    const file = /^\/\/ ((?:src|node_modules|bench|test)\/\S+)$/.exec(text)?.[1]
    return file === undefined ? [] : [{ line, file }]
  })
  return (line) => {
    let [low, high] = [0, marks.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((marks[middle]?.line ?? 0) <= line) low = middle
      else high = middle
    }
    return marks[low]?.file ?? ''
  }
}

/** A line per row, columns as wide as their widest cell. */
export function tableText(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)))
  return rows.map((row) => row.map((cell, i) => (typeof cell === 'number' ? String(cell).padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ').trimEnd()).join('\n')
}
