import { createHash } from 'node:crypto'
import type { Act } from './acts'
import type { Server } from './county'
import { faultsOf, screenFaults } from './oracle'
import { perform } from './perform'
import { calm, startRun, type Run } from './run'

/** How one history ended. */
export interface Ended {
  /** Of a named case. */
  readonly name?: string
  readonly seed: number
  /** Broken laws; none: it holds. */
  readonly faults: readonly string[]
  /** Of every request, its fate and its answer: the same seed gives the same. */
  readonly trace: string
  /** Of all that stands there in the end, told alike for every server. */
  readonly outcome: string
  readonly lines: readonly string[]
  readonly tally: Readonly<Record<string, number>>
}

/** Everybody enters one record, and all have all they may: so that what follows meets. */
const BEGINNING: readonly Act[] = [
  ...[0, 1, 2].map((who): Act => ({ do: 'create', who, village: who % 2, secret: false, draft: false })), { do: 'pass', ms: 1_000 }, ...[0, 1, 2].map((who): Act => ({ do: 'sync', who })),
]

/** Lives through a history, lets everything calm down, and asks the oracle. A crash is a broken law like any other. */
export async function live(seed: number, history: readonly Act[], server: Server): Promise<Ended> {
  const run = await startRun(seed, server, history)
  const faults: string[] = []
  let outcome = ''
  const { trace, tally } = run.stage
  let isOver = Infinity
  try {
    for (const act of [...BEGINNING, ...history]) {
      await perform(run, act)
      faults.push(...screenFaults(run))
      if (faults.length > 0) break
    }
    await calm(run)
    // What the oracle itself asks is no part of the history.
    isOver = trace.length
    faults.push(...(await faultsOf(run)))
    outcome = digest(JSON.stringify(await outcomeOf(run)))
  } catch (fault) {
    faults.push(`the program stopped: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`)
  }
  return { seed, faults, trace: digest(trace.slice(0, isOver).join('\n')), outcome, lines: trace, tally: { ...tally, saves: run.saves.length, records: run.ids.length, acts: history.length } }
}

async function outcomeOf({ stage }: Run): Promise<unknown> {
  const { names, county, phones, codes } = stage
  const named = (device: string): string => codes.get(device) ?? device
  const streams = []
  for (const stream of [names.town, names.otherTown]) {
    const { n, applied, refused, records } = await county.state(stream)
    streams.push({
      n, applied: applied.map(({ n: own, op, conflicts }) => [own, op.id, named(op.device), op.seq, op.record, sortedKeys(op.body), sortedKeys(conflicts)]),
      refused: refused.map(({ id }) => id).sort(),
      records: records.map(({ written, ...record }) => sortedKeys({ ...record, written: written.map(([at, device, paths]) => [at, named(device), [...paths].sort()]) })).map((text) => JSON.stringify(text)).sort(),
    })
  }
  const shown = phones.map((phone) => {
    const { attention } = phone.client().sync.getState()
    return attention.map(({ op, reason }) => [op.id, sortedKeys(reason)])
  })
  return { streams, shown }
}

/** Databases don't keep the order of keys. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, sortedKeys(own)]))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
