import type { StreamTruth } from './county'
import { cellsOf, type Cell, type Run } from './run'

/** A record as its ops say, one after the other. */
export interface Folded {
  readonly stage: string
  /** Path → what stands there, null when it was cleared, and the device that put it there. */
  readonly cells: ReadonlyMap<string, Written>
}
interface Written {
  readonly value: Cell | boolean | null
  readonly device: string
}

export interface Made {
  readonly records: ReadonlyMap<string, Folded>
  /** How often a value came to stand where another stood. */
  readonly effects: ReadonlyMap<Cell, number>
  readonly faults: readonly string[]
}

const STAGES: Readonly<Record<string, string>> = { register: 'registered', accept: 'accepted', withdraw: 'withdrawn' }

/** The oracle's own reading of a township's ops: what an op says holds, but for what it names as a conflict. */
export function fold(run: Run, { applied }: StreamTruth): Made {
  const records = new Map<string, { stage: string; readonly cells: Map<string, Written> }>()
  const effects = new Map<Cell, number>()
  const faults: string[] = []
  for (const { op, conflicts } of applied) {
    const { body, device } = op
    const record = records.get(op.record) ?? { stage: '', cells: new Map<string, Written>() }
    if ((body.kind === 'create') !== (record.stage === '')) faults.push(`record ${op.record} was created twice, or not at all`)
    if (record.stage === 'withdrawn') faults.push(`record ${op.record} was withdrawn, and an op took effect on it`)
    records.set(op.record, record)
    const typed = cellsOf(body)
    const kept = new Set(conflicts.map(({ path }) => path))
    for (const [path, value] of [...Object.entries(body.set), ...typed] as readonly (readonly [string, Written['value']])[]) {
      const last = record.cells.get(path)
      if (kept.has(path) || last?.value === value) continue
      record.cells.set(path, { value, device })
      const cell = typed.get(path)
      if (cell === undefined) continue
      effects.set(cell, (effects.get(cell) ?? 0) + 1)
      if (last !== undefined && isUnseen(run, last, cell, device)) faults.push(`${path} of ${op.record}: ${cell} replaced ${String(last.value)}, which its writer had not seen`)
    }
    if (body.kind !== 'edit') record.stage = STAGES[body.move] ?? record.stage
  }
  return { records, effects, faults }
}

function isUnseen(run: Run, last: Written, cell: Cell, device: string): boolean {
  return last.value !== null && last.device !== device && !ancestors(run, cell).has(last.value)
}

/** What its writer had seen there, what the writer of that had seen, and so on. */
export function ancestors(run: Pick<Run, 'seen'>, value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  for (const before of run.seen.get(value as Cell) ?? []) {
    if (before === undefined || found.has(before)) continue
    found.add(before)
    ancestors(run, before, found)
  }
  return found
}
