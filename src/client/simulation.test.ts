import fc from 'fast-check'
import { acts, calm, FIELDS, perform, startHistory, type Act, type Run } from '../../test/standin/history'
import { TOWN } from '../../test/standin/town'
import { must } from '../core/assert'
import type { Op, StoredRecord } from '../core/op'

/**
 * Two phones of two people, random writes, networks that lose, double and garble, restarts, deaths in the middle of anything, and
 * a server that is put back. Afterwards, with a good network: both phones show what the server has, every op was judged once,
 * nothing acknowledged is lost, and nobody's value was replaced by somebody who had not seen it.
 * SIM_RUNS and SIM_SEED: more histories, or those of a failed run again.
 */
test('whatever happens on the way, both phones end with what the server has; nothing is lost, done twice or silently replaced', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), acts, async (seed, history) => {
    const run = await startHistory(seed)
    for (const one of history) await perform(run, one)
    await calm(run)
    phonesShowTheServer(run)
    nothingAcknowledgedIsLost(run)
    conflictsWereTold(run)
    nothingWasReplacedUnseen(run)
  }), { numRuns: Number(process.env.SIM_RUNS ?? 60), ...(process.env.SIM_SEED === undefined ? {} : { seed: Number(process.env.SIM_SEED) }) })
}, 3_600_000)

test('the same seed gives the same run', async () => {
  const history: readonly Act[] = [{ kind: 'create', who: 0 }, { kind: 'network', who: 1, fates: [1, 2, 0] }, { kind: 'edit', who: 1, record: 0, field: 1 }, { kind: 'pass', ms: 9000 }]
  const trace = async (): Promise<string> => {
    const run = await startHistory(7)
    for (const one of history) await perform(run, one)
    await calm(run)
    return JSON.stringify(run.bench.server.log.map(({ path, body }) => [path, body]))
  }
  expect(await trace()).toBe(await trace())
})

function townOf({ bench }: Run) {
  return must(bench.server.streams.get(TOWN), 'the town')
}

function phonesShowTheServer(run: Run): void {
  const town = townOf(run)
  const truth = [...town.records.values()].map(essence).sort(byId)
  const judged = town.changes.map(({ op }) => op.id)
  expect(new Set(judged).size).toBe(judged.length)
  for (const phone of run.phones) {
    const state = phone.client().sync.getState()
    expect(state).toMatchObject({ status: 'idle', waiting: 0, unreadable: 0 })
    expect(state.streams.every(({ complete }) => complete)).toBe(true)
    // A record whose creation was refused is shown as it was typed until it is settled; the server has none.
    const refused = new Set(state.attention.filter(({ reason }) => reason.kind !== 'conflict').map(({ op }) => op.record))
    const here = [...phone.client().view.getState().records.values()].filter(({ kind, id }) => kind === 'dispute' && (town.records.has(id) || !refused.has(id)))
    expect(here.map(essence).sort(byId)).toEqual(truth)
  }
}

/** The parts that the server decides. */
function essence({ id, stage, values, n, createdBy }: StoredRecord): Pick<StoredRecord, 'id' | 'stage' | 'values' | 'n' | 'createdBy'> {
  return { id, stage, values, n, createdBy }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}

/** Every value a phone confirmed stands in an op the server judged, or in 需核对 of its author. */
function nothingAcknowledgedIsLost(run: Run): void {
  const ops = [...townOf(run).changes.map(({ op }) => op), ...attentionOf(run)]
  const lost = run.acknowledged.filter(({ record, set }) => !ops.some((op) => op.record === record && Object.entries(set).every(([name, value]) => op.body.set[name] === value)))
  expect(lost).toEqual([])
}

function attentionOf({ phones }: Run): readonly Op[] {
  return phones.flatMap((phone) => phone.client().sync.getState().attention.map(({ op }) => op))
}

function conflictsWereTold(run: Run): void {
  const told = new Set([...run.settled, ...attentionOf(run).map(({ id }) => id)])
  expect(conflicting(run).filter((id) => !told.has(id))).toEqual([])
}

function conflicting(run: Run): readonly string[] {
  return [...townOf(run).results.values()].flatMap(({ result }) => ('conflicts' in result && result.conflicts.length > 0 ? [result.id] : []))
}

/** Not from `base`, which the phone states itself, but from what its screen showed when each value was written. */
function nothingWasReplacedUnseen(run: Run): void {
  const town = townOf(run)
  for (const [id, { values }] of town.records) {
    for (const name of FIELDS) {
      let last: { readonly value: unknown; readonly device: string } | undefined
      for (const { op } of town.changes.filter((change) => change.record === id && change.op.body.set[name] !== undefined)) {
        const result = must(town.results.get(op.id), 'the result of a judged op').result
        const isKept = 'conflicts' in result && result.conflicts.some(({ path }) => path === name)
        const value = op.body.set[name]
        if (isKept || value === last?.value) continue
        if (last !== undefined && last.device !== op.device) expect([name, value, [...ancestors(run, value)]]).toEqual([name, value, expect.arrayContaining([last.value])])
        last = { value, device: op.device }
      }
      expect(values[name]).toBe(last?.value)
    }
  }
}

/** What its writer had seen there, what the writer of that had seen, and so on. */
function ancestors(run: Run, value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  for (const before of run.seen.get(value) ?? []) {
    if (before === undefined || found.has(before)) continue
    found.add(before)
    ancestors(run, before, found)
  }
  return found
}
