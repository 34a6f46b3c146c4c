import fc from 'fast-check'
import { canMove } from '../core/apply'
import { EMPTY_CONFIG, type Config } from '../core/config'
import { must } from '../core/assert'
import { own } from '../core/own'
import type { Op, OpBody, StoredRecord } from '../core/op'
import { addDays, type Day } from '../core/period'
import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { LEVELS } from '../domain/disputeCodes'
import { REGISTRY, type Kind } from '../domain/registry'
import { judge, type Bench, type Judged } from './judge'

const [COUNTY, TOWN, VILLAGE, UNIT, PERSON] = [1, 2, 3, 4, 5].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`) as [string, string, string, string, string]
const RECORDS = [6, 7, 8].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`)
const at = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const CONFIG: Config = { ...EMPTY_CONFIG, places: placesOf([at(COUNTY, 'county', null), at(TOWN, 'township', COUNTY), at(VILLAGE, 'village', TOWN)]), settings: { [`字号@${TOWN}`]: '甲' } }
const LAST_DAY: Day = '2027-12-31'

/** Somebody who may do everything in the township; what may not be done is then a matter of stages and rules alone. */
const ME: Me = {
  person: PERSON, name: '', county: COUNTY, unit: UNIT, roles: ['mediator'],
  grants: ['mediator', 'dispatcher', 'leader'].map((role) => ({ role, place: TOWN, stream: TOWN })),
}

function benchOn(today: Day): Bench {
  return { types: REGISTRY, config: CONFIG, stream: TOWN, isCounty: false, me: ME, today, records: new Map(), serials: new Map() }
}

function put(bench: Bench, kind: Kind, record: string, body: OpBody): Judged {
  const base = bench.records.get(record)?.n ?? 0
  const op: Op = { id: '', device: 'D', seq: 1, schema: 1, kind, record, base, body, claimedAt: '' }
  // A villager is called back by somebody else than who did the work.
  const me = body.kind === 'move' && body.move === 'rate' ? { ...ME, person: UNIT } : ME
  return judge({ ...bench, me }, op, Math.max(0, ...[...bench.records.values()].map(({ n }) => n)) + 1)
}

describe('numbers', () => {
  const settle = { type: 'land', place: VILLAGE, form: 'written' } as const
  const numbersOf = (bench: Bench, record: string) => [must(bench.records.get(record), record).values.caseNo, must(bench.records.get(record), record).values.agreementNo]

  test('an agreement is numbered in the year it was made, its case in the year it began', () => {
    const bench = benchOn('2027-01-20')
    const id = must(RECORDS[0], 'a record')
    put(bench, 'dispute', id, { kind: 'create', move: 'register', set: { type: 'land', place: VILLAGE, reportedOn: '2026-12-20' } })
    put(bench, 'dispute', id, { kind: 'move', move: 'accept', set: { acceptedOn: '2026-12-20' } })
    put(bench, 'dispute', id, { kind: 'move', move: 'close', set: { result: 'success', form: 'written', agreement: '各退一步' } })
    expect(numbersOf(bench, id)).toEqual(['甲调〔2026〕1号', '甲调协〔2027〕1号'])
  })

  test('what was signed after the turn of the year counts there, what was settled on the spot is numbered at once', () => {
    const bench = benchOn('2027-01-20')
    const [first, second, third] = RECORDS as [string, string, string]
    put(bench, 'dispute', first, { kind: 'create', move: 'settleOnSpot', set: { ...settle, acceptedOn: '2026-12-30' } })
    put(bench, 'dispute', second, { kind: 'create', move: 'settleOnSpot', set: { ...settle, acceptedOn: '2026-12-30', effectiveOn: '2027-01-02' } })
    put(bench, 'dispute', third, { kind: 'create', move: 'settleOnSpot', set: { ...settle, acceptedOn: '2026-12-31', form: 'oral' } })
    expect([first, second, third].map((id) => numbersOf(bench, id))).toEqual([
      ['甲调〔2026〕1号', '甲调协〔2026〕1号'], ['甲调〔2026〕2号', '甲调协〔2027〕1号'], ['甲调〔2026〕3号', undefined],
    ])
    put(bench, 'dispute', third, { kind: 'move', move: 'correct', set: { form: 'written' } })
    expect(numbersOf(bench, third)).toEqual(['甲调〔2026〕3号', '甲调协〔2026〕2号'])
  })

  test('an agreement that is made a written one by an edit has its number like any other', () => {
    const bench = benchOn('2026-06-20')
    const id = must(RECORDS[0], 'a record')
    put(bench, 'dispute', id, { kind: 'create', move: 'register', set: { type: 'land', place: VILLAGE } })
    put(bench, 'dispute', id, { kind: 'move', move: 'accept', set: {} })
    put(bench, 'dispute', id, { kind: 'move', move: 'close', set: { result: 'success', form: 'oral', agreement: '各退一步' } })
    put(bench, 'dispute', id, { kind: 'edit', set: { people: 3 } })
    expect(numbersOf(bench, id)).toEqual(['甲调〔2026〕1号', undefined])
    expect(put(bench, 'dispute', id, { kind: 'edit', set: { form: 'written' } }).given).toEqual({ agreementNo: '甲调协〔2026〕1号' })
    expect(numbersOf(bench, id)).toEqual(['甲调〔2026〕1号', '甲调协〔2026〕1号'])
    expect(gaps(bench)).toEqual([])
  })

  test('a township runs each register by itself, and a refusal takes no number', () => {
    const bench = benchOn('2026-06-20')
    const [first, second, third] = RECORDS as [string, string, string]
    put(bench, 'dispute', first, { kind: 'create', move: 'settleOnSpot', set: { ...settle, type: 'nonsense' } })
    put(bench, 'dispute', second, { kind: 'create', move: 'settleOnSpot', set: settle })
    put(bench, 'matter', third, { kind: 'create', move: 'register', set: { kind: 'help', place: VILLAGE } })
    expect([bench.records.has(first), ...numbersOf(bench, second), ...numbersOf(bench, third)]).toEqual([false, '甲调〔2026〕1号', '甲调协〔2026〕1号', '甲说〔2026〕1号', undefined])
  })
})

/** One thing tried: a move that the record could take, or now and then any, answered as its form would ask. */
interface Try {
  readonly record: number
  readonly pick: number
  readonly isWild: boolean
  readonly answers: Readonly<Record<string, string | boolean>>
  readonly isHasty: boolean
  readonly row: string
  readonly on: Day
}

/** Mostly one day, so that a walk comes far; now and then another, before or after. */
const someDay = fc.oneof({ weight: 9, arbitrary: fc.constant('2026-06-20') }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-06-01', days)) })
const word = fc.constantFrom('甲', '乙')
const ANSWERS: Readonly<Record<string, fc.Arbitrary<string | boolean>>> = {
  acceptedOn: someDay, closedOn: someDay, effectiveOn: someDay, result: fc.constantFrom('success', 'success', 'failed', 'dropped', 'transferred'), form: fc.constantFrom('oral', 'written'),
  agreement: word, toldOtherWays: fc.constant(true), escalateTo: fc.constantFrom(...Object.keys(LEVELS)), escalateReason: word, escalatedOn: someDay, sendDownReason: word,
  transferTo: word, transferredOn: someDay, returnReason: word, courtConfirmation: fc.constantFrom('wanted', 'confirmed'), courtAppliedOn: someDay, courtDecidedOn: someDay,
  fulfilment: fc.constantFrom('done', 'not'), withdrawReason: word, declineReason: word, extendedTo: someDay, mergedInto: fc.constantFrom(...RECORDS), reportedAt: word, reportedTo: word,
  reportedToPoliceOn: someDay, reportedOn: someDay, summary: word, receivedOn: someDay, resolvedOn: someDay, leadUnit: fc.constant(UNIT), dueOn: someDay, extendTo: someDay,
  extendReason: word, extendRefusal: word, sendBackReason: word, rating: fc.constantFrom('satisfied', 'dissatisfied'), ratedOn: someDay, fedBackOn: someDay, explanation: word,
  becameDispute: fc.constant(UNIT), referTo: word,
}

const someTry: fc.Arbitrary<Try> = fc.record({
  record: fc.nat(RECORDS.length - 1), pick: fc.nat(999), isWild: often(1, 6), answers: fc.record(ANSWERS), isHasty: often(1, 9), row: fc.constantFrom('r1', 'r2', 'r3'), on: someDay,
})
function often(times: number, of: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: of }).map((number) => number <= times)
}

/** What leads on is done most often. What is needed is answered, unless in haste; of what else is asked, about half. An edit touches whatever it likes. */
function bodyOf(type: RecordType, before: StoredRecord | null, { pick, isWild, answers, isHasty, row, on }: Try): OpBody {
  const moves = Object.entries(type.moves)
  const fitting = moves.filter(([, move]) => (before === null ? move.from.length === 0 : canMove(move, before))).flatMap(([name, move]) => (move.quiet === true ? [name] : [name, name, name]))
  const names = isWild ? ['edit', ...moves.map(([name]) => name)] : before === null ? fitting : ['edit', ...fitting]
  const name = must(names[pick % names.length], 'a move')
  const { asks, needs = [] } = own(type.moves, name) ?? { asks: Object.keys(type.fields) }
  const isTold = (field: string, at: number): boolean => (isHasty ? (pick + at) % 3 === 0 : (needs.includes(field) || (pick + at) % (name === 'edit' ? 9 : 2) === 0))
  const told = Object.entries(answers).filter(([field], at) => field in type.fields && asks.includes(field) && isTold(field, at))
  const born = before === null ? { place: VILLAGE, ...(type.kind === 'dispute' ? { type: 'land' } : { kind: 'help' }) } : {}
  const rows = Object.fromEntries(needs.filter((field) => own(type.fields, field)?.kind === 'rows').map((field) => [field, { [row]: { set: { on } } }]))
  const content = { set: { ...born, ...Object.fromEntries(told) }, rows }
  return name === 'edit' ? { kind: 'edit', ...content } : { kind: before === null ? 'create' : 'move', move: name, ...content }
}

type Truth = readonly [what: string, holds: (record: StoredRecord) => boolean]
const has = ({ values }: StoredRecord, ...names: readonly string[]): boolean => names.every((name) => values[name] !== undefined)
const isIn = ({ stage }: StoredRecord, ...stages: readonly string[]): boolean => stages.includes(stage)
/** Each day and the next, where both are known. */
const inOrder = ({ values }: StoredRecord, ...days: readonly string[]): boolean =>
  days.every((day, at) => at === 0 || values[day] === undefined || values[days[at - 1] ?? ''] === undefined || String(values[days[at - 1] ?? '']) <= String(values[day]))

/** Whatever happened to it, this is true of a record. */
const TRUTHS: Readonly<Record<'dispute' | 'matter', readonly Truth[]>> = {
  dispute: [
    ['it has a number', (record) => has(record, 'caseNo')],
    ['a merged one knows where to and whence', (record) => !isIn(record, 'merged') || has(record, 'mergedInto', 'stageMerged')],
    ['a case in hand was accepted, and has its month', (record) => !isIn(record, 'accepted', 'mediating', 'escalating', 'referring', 'closed', 'archived') || has(record, 'acceptedOn', 'dueOn', 'level')],
    ['a closed one says how it ended', (record) => !isIn(record, 'closed', 'archived') || has(record, 'result', 'closedOn', 'difficulty', 'route', 'levelClosed')],
    ['success has an agreement, and nothing else has', (record) => (record.values.result === 'success') === has(record, 'form')],
    ['a written agreement of a closed case has a number', (record) => !isIn(record, 'closed', 'archived') || record.values.form !== 'written' || has(record, 'agreementNo')],
    ['what waits for a higher level says for which', (record) => !isIn(record, 'escalating') || has(record, 'escalateTo', 'escalatedOn')],
    ['what was referred says where', (record) => !isIn(record, 'referring') || has(record, 'transferTo', 'transferredOn')],
    ['days are in their order', (record) => inOrder(record, 'reportedOn', 'closedOn', 'effectiveOn') && inOrder(record, 'acceptedOn', 'closedOn', 'courtAppliedOn', 'courtDecidedOn')],
  ],
  matter: [
    ['it has a number', (record) => has(record, 'caseNo')],
    ['a merged one knows where to and whence', (record) => !isIn(record, 'merged') || has(record, 'mergedInto', 'stageMerged')],
    ['what is in hand has a unit and a day', (record) => !isIn(record, 'assigned', 'signed') || has(record, 'leadUnit', 'dueOn', 'assignedOn')],
    ['what is settled says how', (record) => !isIn(record, 'resolved', 'fedBack', 'rated', 'answered', 'referred', 'becameDispute') || has(record, 'resolvedOn', 'outcome')],
    ['what is rated was rated somehow', (record) => !isIn(record, 'rated') || has(record, 'rating', 'ratedVia', 'ratedOn')],
    ['days are in their order', (record) => inOrder(record, 'receivedOn', 'resolvedOn', 'ratedOn') && inOrder(record, 'receivedOn', 'dueOn')],
  ],
}

function untrue(kind: 'dispute' | 'matter', record: StoredRecord): readonly string[] {
  return TRUTHS[kind].filter(([, holds]) => !holds(record)).map(([what]) => `${record.stage}: ${what}`)
}

describe.each(['dispute', 'matter'] as const)('whatever is done to a %s, in whatever order', (kind) => {
  test('it never stands where its rules forbid, it can come back from a merge, and numbers have no gap', () => {
    fc.assert(fc.property(someTries, (tries) => {
      const bench = walked(kind, tries, (bench, before, after) => {
        expect(untrue(kind, after)).toEqual([])
        if (before !== null && after.stage === 'merged' && before.stage !== 'merged') backAgain(bench, kind, before)
      })
      expect(gaps(bench)).toEqual([])
    }), { numRuns: 25 })
  })

  test('such walks come into every stage', () => {
    const stages = new Set<string>()
    for (const tries of fc.sample(someTries, { numRuns: 25, seed: 5 })) walked(kind, tries, (_bench, _before, { stage }) => stages.add(stage))
    expect(Object.keys(must(REGISTRY[kind], kind).stages).filter((stage) => !stages.has(stage))).toEqual([])
  })
})

const someTries = fc.array(someTry, { minLength: 30, maxLength: 60, size: 'max' })

function walked(kind: Kind, tries: readonly Try[], see: (bench: Bench, before: StoredRecord | null, after: StoredRecord) => void): Bench {
  const bench = benchOn(LAST_DAY)
  for (const one of tries) {
    const id = must(RECORDS[one.record], 'a record')
    const before = bench.records.get(id) ?? null
    put(bench, kind, id, bodyOf(must<RecordType>(REGISTRY[kind], kind), before, one))
    const after = bench.records.get(id)
    if (after !== undefined && after !== before) see(bench, before, after)
  }
  return bench
}

/** A copy of the township in which the merge is undone at once: the record is what it was. */
function backAgain(bench: Bench, kind: Kind, before: StoredRecord): void {
  const copy: Bench = { ...bench, records: new Map(bench.records), serials: new Map(bench.serials) }
  put(copy, kind, before.id, { kind: 'move', move: 'unmerge', set: {} })
  const after = must(copy.records.get(before.id), 'the record')
  const named = Object.keys(must(bench.records.get(before.id), 'the record').values).filter((name) => !['mergedInto', 'stageMerged'].includes(name))
  expect([after.stage, after.values.mergedInto, after.values.stageMerged]).toEqual([before.stage, undefined, undefined])
  expect(named.filter((name) => before.values[name] !== undefined && after.values[name] === undefined)).toEqual([])
}

/** Serial numbers that were used up and stand on no record, or stand on two. */
function gaps({ records, serials }: Bench): readonly string[] {
  const given = [...records.values()].flatMap(({ values }) => [values.caseNo, values.agreementNo].filter((no) => no !== undefined).map(String)).sort()
  const used = [...serials].flatMap(([key, last]) => Array.from({ length: last }, (_, index) => `${wordOf(key)}〔${key.split('/')[1] ?? ''}〕${index + 1}号`)).sort()
  return given.join() === used.join() ? [] : [`given ${given.join()}`, `used ${used.join()}`]
}
function wordOf(key: string): string {
  if (key.startsWith('matter')) return '甲说'
  return key.includes('agreementNo') ? '甲调协' : '甲调'
}
