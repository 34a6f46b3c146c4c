import fc from 'fast-check'
import { createBench, edited, newDispute, saved, shown, type Bench, type Held } from '../../test/standin/bench'
import type { Fate } from '../../test/standin/network'
import { TOWN } from '../../test/standin/town'
import { must } from '../core/assert'
import type { Op, Patch, StoredRecord } from '../core/op'
import type { WriteInput } from './client'

/**
 * Two phones of two people, random writes, networks that lose, double and garble, restarts and deaths in the middle of anything.
 * Afterwards, with a good network: both phones show what the server has, every op was judged once, and no value that somebody
 * wrote was replaced by somebody who had not seen it, unless both values stand in 需核对.
 */

const FATES: readonly Fate[] = ['through', 'lost', 'answerLost', 'twice', 'portal', 'cut']

type Act =
  | { readonly kind: 'create'; readonly who: number; readonly people: number }
  | { readonly kind: 'edit'; readonly who: number; readonly record: number; readonly field: number; readonly value: number }
  | { readonly kind: 'accept' | 'withdraw'; readonly who: number; readonly record: number }
  | { readonly kind: 'network'; readonly who: number; readonly fates: readonly number[] }
  | { readonly kind: 'restart'; readonly who: number }
  | { readonly kind: 'settle'; readonly who: number; readonly mine: boolean }
  | { readonly kind: 'die'; readonly who: number; readonly call: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore' }

const who = fc.nat({ max: 1 })
const record = fc.nat({ max: 4 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), who, people: fc.nat({ max: 9 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), who, record, field: fc.nat({ max: 2 }), value: fc.nat({ max: 1000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'withdraw' as const), who, record }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('network' as const), who, fates: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const), who, mine: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), who, call: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 70_000 }) }) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'restore' as const }, { kind: 'backup' as const }) },
)

const FIELDS = ['people', 'households', 'summary'] as const

function patchOf(field: number, value: number): Patch {
  const name = FIELDS[field % FIELDS.length] ?? 'people'
  return { [name]: name === 'summary' ? `第${value}稿` : value }
}

interface Run {
  readonly bench: Bench
  readonly phones: readonly Held[]
  readonly ids: string[]
  /** What each phone was told is saved, per op of the journal. */
  readonly acknowledged: { readonly record: string; readonly set: Patch }[]
  readonly settled: Set<string>
  backup: ReturnType<Bench['server']['backup']> | null
}

async function start(seed: number): Promise<Run> {
  const bench = createBench(seed)
  return { bench, phones: [await bench.phoneOf('zhang'), await bench.phoneOf('wang')], ids: [], acknowledged: [], settled: new Set(), backup: null }
}

async function perform(run: Run, one: Act): Promise<void> {
  const { bench } = run
  if (one.kind === 'pass') await bench.world.pass(one.ms)
  else if (one.kind === 'backup') run.backup = bench.server.backup()
  else if (one.kind === 'restore') {
    if (run.backup !== null) bench.server.restore(run.backup)
    run.backup = null
  } else await performOn(run, must(run.phones[one.who], 'a phone'), one)
}

async function performOn(run: Run, phone: Held, one: Extract<Act, { readonly who: number }>): Promise<void> {
  switch (one.kind) {
    case 'network': {
      let at = 0
      phone.way.fate = () => FATES[one.fates[(at += 1) % one.fates.length] ?? 0] ?? 'through'
      break
    }
    case 'restart':
      await phone.restart()
      break
    case 'die':
      phone.disk.faults.dieAt = phone.disk.calls() + one.call
      phone.disk.faults.tear = 0.5
      await run.bench.world.pass(5_000)
      phone.kill()
      phone.disk.faults.dieAt = Infinity
      await phone.restart()
      break
    case 'settle': {
      const item = phone.client().sync.getState().attention[0]
      if (item?.reason.kind !== 'conflict') break
      if ((await phone.client().settle(item, one.mine ? 'mine' : 'stored'))?.kind !== 'refused') run.settled.add(item.id)
      break
    }
    default:
      await writeOn(run, phone, one)
  }
}

async function writeOn(run: Run, phone: Held, one: Extract<Act, { readonly kind: 'create' | 'edit' | 'accept' | 'withdraw' }>): Promise<void> {
  const input = one.kind === 'create' ? newDispute({ people: one.people }) : inputOn(run, phone, one)
  const answer = input === null ? null : await phone.client().write(input)
  if (input === null || answer?.kind !== 'saved') return
  if (one.kind === 'create') run.ids.push(answer.record)
  run.acknowledged.push({ record: answer.record, set: one.kind === 'create' ? { people: one.people } : input.body.set })
}

function inputOn({ ids }: Run, phone: Held, one: Extract<Act, { readonly kind: 'edit' | 'accept' | 'withdraw' }>): WriteInput | null {
  const id = ids[one.record % Math.max(1, ids.length)]
  if (id === undefined || shown(phone.client(), id) === undefined) return null
  if (one.kind === 'edit') return edited(id, patchOf(one.field, one.value))
  return { kind: 'dispute', record: id, body: { kind: 'move', move: one.kind, set: one.kind === 'withdraw' ? { withdrawReason: '重复' } : {} } }
}

async function calm({ bench, phones }: Run): Promise<void> {
  // Twice around: what the first brings to the server, the second brings to the other phone.
  for (let i = 0; i < 4; i += 1) {
    for (const phone of phones) await phone.online()
    await bench.world.pass(130_000)
  }
}

/** The parts that the server decides. */
function essence({ id, stage, values, n, createdBy }: StoredRecord): unknown {
  return { id, stage, values, n, createdBy }
}

function check({ bench, phones, acknowledged, settled }: Run): void {
  const town = must(bench.server.streams.get(TOWN), 'the town')
  const truth = [...town.records.values()].map(essence)
  const opIds = town.changes.map(({ op }) => op.id)
  expect(new Set(opIds).size).toBe(opIds.length)
  for (const phone of phones) {
    const state = phone.client().sync.getState()
    expect(state).toMatchObject({ status: 'idle', waiting: 0, unreadable: 0 })
    expect(state.streams.every(({ complete }) => complete)).toBe(true)
    const unsettled = new Set(state.attention.filter(({ reason }) => reason.kind !== 'conflict').map(({ op }) => op.record))
    const known = new Set(town.records.keys())
    const here = [...phone.client().view.getState().records.values()].filter((one) => one.kind === 'dispute' && (known.has(one.id) || !unsettled.has(one.id)))
    expect(here.map(essence).sort(byId)).toEqual([...truth].sort(byId))
  }
  // Every acknowledged value is somewhere: in an op the server judged, or in 需核对 of its author.
  const everywhere = [...town.changes.map(({ op }) => op), ...phones.flatMap((phone) => phone.client().sync.getState().attention.map(({ op }) => op))]
  for (const { record: id, set } of acknowledged) {
    expect(everywhere.some((op) => op.record === id && Object.entries(set).every(([name, value]) => op.body.set[name] === value))).toBe(true)
  }
  // Whatever kept somebody else's value stands in its author's 需核对, or was settled there.
  const told = new Set([...settled, ...phones.flatMap((phone) => phone.client().sync.getState().attention.map(({ id }) => id))])
  const conflicting = [...town.results.values()].flatMap(({ result }) => ('conflicts' in result && result.conflicts.length > 0 ? [result.id] : []))
  expect(conflicting.filter((id) => !told.has(id))).toEqual([])
  for (const [id, { values }] of town.records) {
    for (const name of FIELDS) expect([id, name, values[name]]).toEqual([id, name, recounted(town.changes.filter((change) => change.record === id), name)])
  }
}

function byId(a: unknown, b: unknown): number {
  return (a as StoredRecord).id < (b as StoredRecord).id ? -1 : 1
}

/** A field from the ops alone: a value is replaced only by an op of the same phone, or by one whose author had seen it. */
function recounted(changes: readonly { readonly n: number; readonly op: Op }[], name: string): unknown {
  let last: { readonly n: number; readonly device: string; readonly value: unknown } | undefined
  for (const { n, op } of changes) {
    const value = op.body.set[name]
    const mayReplace = last === undefined || last.device === op.device || last.n <= op.base
    if (value !== undefined && mayReplace && last?.value !== value) last = { n, device: op.device, value }
  }
  return last?.value
}

test('whatever happens on the way, both phones end with what the server has; nothing is lost, done twice or silently replaced', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.array(act, { minLength: 5, maxLength: 40 }), async (seed, acts) => {
    const run = await start(seed)
    for (const one of acts) await perform(run, one)
    await calm(run)
    check(run)
  }), { numRuns: Number(process.env.SIM_RUNS ?? 60), ...(process.env.SIM_SEED === undefined ? {} : { seed: Number(process.env.SIM_SEED) }) })
}, 600_000)

test('the same seed gives the same run', async () => {
  const acts: readonly Act[] = [{ kind: 'create', who: 0, people: 1 }, { kind: 'network', who: 1, fates: [1, 2, 0] }, { kind: 'edit', who: 1, record: 0, field: 1, value: 5 }, { kind: 'pass', ms: 9000 }]
  const trace = async (): Promise<string> => {
    const run = await start(7)
    for (const one of acts) await perform(run, one)
    await calm(run)
    return JSON.stringify(run.bench.server.log.map(({ path, body }) => [path, body]))
  }
  expect(await trace()).toBe(await trace())
})

test('a record written on one phone is saved there first', async () => {
  const run = await start(3)
  run.phones[0]?.offline()
  const id = await saved(must(run.phones[0], 'a phone').client().write(newDispute()))
  expect(shown(must(run.phones[0], 'a phone').client(), id)?.sync).toBe('onPhone')
})
