import fc from 'fast-check'
import { must } from '../../src/core/assert'
import type { Patch } from '../../src/core/op'
import type { WriteInput } from '../../src/client/client'
import { createBench, edited, newDispute, saved, shown, type Bench, type Held } from './bench'
import type { Fate } from './network'

/** Random histories of two phones of two people: what they write, and what happens to their networks, programs and server meanwhile. */

const FATES: readonly Fate[] = ['through', 'lost', 'answerLost', 'twice', 'portal', 'cut']
export const FIELDS = ['people', 'households', 'summary'] as const

export type Act =
  | { readonly kind: 'create'; readonly who: number }
  | { readonly kind: 'edit'; readonly who: number; readonly record: number; readonly field: number }
  | { readonly kind: 'accept' | 'withdraw'; readonly who: number; readonly record: number }
  | { readonly kind: 'network'; readonly who: number; readonly fates: readonly number[] }
  | { readonly kind: 'restart'; readonly who: number }
  | { readonly kind: 'settle'; readonly who: number; readonly mine: boolean }
  | { readonly kind: 'die'; readonly who: number; readonly call: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'backup' }
  | { readonly kind: 'restore' }

const who = fc.nat({ max: 1 })
const record = fc.nat({ max: 3 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create' as const), who }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('edit' as const), who, record, field: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'withdraw' as const), who, record }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('network' as const), who, fates: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const), who, mine: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('die' as const), who, call: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 40_000 }) }) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'restore' as const }, { kind: 'backup' as const }) },
)

export const acts: fc.Arbitrary<readonly Act[]> = fc.array(act, { minLength: 20, maxLength: 60, size: 'max' })

export interface Run {
  readonly bench: Bench
  readonly phones: readonly Held[]
  readonly ids: string[]
  /** Every save a phone confirmed. */
  readonly acknowledged: { readonly record: string; readonly set: Patch }[]
  /** Value → the values its writer saw in the field when writing it; every value is written as a new one. */
  readonly seen: Map<unknown, Set<unknown>>
  /** Conflicts that were settled. */
  readonly settled: Set<string>
  values: number
  backup: ReturnType<Bench['server']['backup']> | null
}

/** Two phones that both hold the same two records. */
export async function startHistory(seed: number): Promise<Run> {
  const bench = createBench(seed)
  const phones = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const run: Run = { bench, phones, ids: [], acknowledged: [], seen: new Map(), settled: new Set(), values: 0, backup: null }
  for (const phone of phones) run.ids.push(await saved(phone.client().write(newDispute(patchOf(run, 0)))))
  await bench.world.settle()
  return run
}

export async function perform(run: Run, one: Act): Promise<void> {
  const { bench } = run
  if (one.kind === 'pass') await bench.world.pass(one.ms)
  else if (one.kind === 'backup') run.backup = bench.server.backup()
  else if (one.kind === 'restore') {
    if (run.backup !== null) bench.server.restore(run.backup)
    run.backup = null
  } else await performOn(run, must(run.phones[one.who], 'a phone'), one)
}

/** A good network for long enough: what one phone brings to the server reaches the other. */
export async function calm({ bench, phones }: Run): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    for (const phone of phones) await phone.online()
    await bench.world.pass(130_000)
  }
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
      // In the middle of a save; it may never answer.
      void writeOn(run, phone, { kind: 'edit', who: one.who, record: one.call, field: one.call })
      await run.bench.world.pass(5_000)
      phone.kill()
      phone.disk.faults.dieAt = Infinity
      await phone.restart()
      break
    case 'settle':
      await settleOn(run, phone, one.mine)
      break
    default:
      await writeOn(run, phone, one)
  }
}

async function settleOn(run: Run, phone: Held, mine: boolean): Promise<void> {
  const item = phone.client().sync.getState().attention[0]
  if (item?.reason.kind !== 'conflict') return
  if ((await phone.client().settle(item, mine ? 'mine' : 'stored'))?.kind === 'refused') return
  run.settled.add(item.id)
  if (mine) for (const { mine: value, stored } of item.reason.conflicts) saw(run, value, stored)
}

async function writeOn(run: Run, phone: Held, one: Extract<Act, { readonly kind: 'create' | 'edit' | 'accept' | 'withdraw' }>): Promise<void> {
  const input = one.kind === 'create' ? newDispute(patchOf(run, 0)) : inputOn(run, phone, one)
  if (input === null) return
  const before = input.record === null ? undefined : shown(phone.client(), input.record)?.values
  const answer = await phone.client().write(input)
  if (answer.kind !== 'saved') return
  if (input.record === null) run.ids.push(answer.record)
  for (const [name, value] of Object.entries(input.body.set)) saw(run, value, before?.[name])
  run.acknowledged.push({ record: answer.record, set: input.body.set })
}

function inputOn(run: Run, phone: Held, one: Extract<Act, { readonly kind: 'edit' | 'accept' | 'withdraw' }>): WriteInput | null {
  const id = run.ids[one.record % run.ids.length]
  if (id === undefined || shown(phone.client(), id) === undefined) return null
  if (one.kind === 'edit') return edited(id, patchOf(run, one.field))
  return { kind: 'dispute', record: id, body: { kind: 'move', move: one.kind, set: one.kind === 'withdraw' ? { withdrawReason: '重复' } : {} } }
}

function patchOf(run: Run, field: number): Patch {
  run.values += 1
  const name = FIELDS[field % FIELDS.length] ?? 'people'
  return { [name]: name === 'summary' ? `第${run.values}稿` : run.values }
}

function saw(run: Run, value: unknown, before: unknown): void {
  run.seen.set(value, (run.seen.get(value) ?? new Set()).add(before))
}
