import { apply } from '../core/apply'
import type { Config } from '../core/config'
import { isPersonal, type Values } from '../core/field'
import type { Conflict, Op, Outcome, Refusal, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { isDay, yearOf, type Day } from '../core/period'
import { ancestry, placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import { fieldAt, givenBy, type RecordType, type Registry } from '../core/recordType'
import { placeOf, withOption, withSetting } from '../domain/config'
import { answersApart, mayEnterForOthers, mayRead, mayWrite, seesPersonal } from '../domain/role'
import { grantProblem } from '../domain/granting'
import { mergeProblem, mergeTarget } from '../domain/merging'
import { DOING } from '../domain/roleTable'
import { caseNumber, numberDays } from '../domain/numbering'
import { noteDoer } from './beside'
import { optionRefusal } from '../domain/optionRule'
import { endedProblem, placeProblem } from '../domain/placeRules'
import { settingRefusal } from '../domain/settingRule'

/** One township while a batch is judged: what earlier ops of the batch did is seen by later ones. */
export interface Bench {
  readonly types: Registry
  /** In a county's own stream it moves with the batch: a village may follow its township in one push. */
  config: Config
  readonly stream: string
  readonly isCounty: boolean
  readonly me: Me
  readonly today: Day
  /** Records by id, as the ops judged so far left them. */
  readonly records: Map<string, StoredRecord>
  /** What kind a record is that ops are about, whatever they say it is. */
  readonly kinds?: ReadonlyMap<string, string>
  /** Records that only others may see, by what they are or by what they lead to. */
  readonly closed?: ReadonlySet<string>
  /** Who did the work, of records whose answer has to come from somebody else. */
  readonly doers?: Map<string, Set<string>>
  /** Last number given per `name/year`. */
  readonly serials: Map<string, number>
}

export interface Judged {
  readonly op: Op
  /** The configuration it was judged under. */
  readonly configN: number
  readonly outcome: Outcome
  readonly given: Values
}

/** Judges one op at change `n`; on success the bench holds the new version. Authorisation comes first and covers where the record was and where it would be. */
export function judge(bench: Bench, op: Op, n: number): Judged {
  const type = own(bench.types, op.kind)
  if (type === undefined) return refused(bench, op, { code: 'unknownKind' })
  if ((type.stream === 'county') !== bench.isCounty) return refused(bench, op, { code: 'wrongStream' })
  const before = bench.records.get(op.record) ?? null
  const untouched = otherKind(bench, op, before) ?? (before === null ? null : untouchable(bench, type, op, before))
  if (untouched !== null) return refused(bench, op, untouched)
  const author = { person: bench.me.person, roles: bench.me.roles, unit: bench.me.unit }
  const asGiven = (given: Values): Outcome => apply(bench.types, bench.config, before, honest(op, n), { n, author, today: bench.today, given })
  const wanted = unnumberedFields(type, op, before)
  // Numbered in the year that the op seems to lead to; once more, if what became of it is of another year.
  const guess = giveNumbers(bench, op.kind, wanted, { ...before?.values, ...op.body.set } as Values)
  const first = asGiven(guess.values)
  const given = first.kind === 'applied' ? giveNumbers(bench, op.kind, wanted, first.record.values) : guess
  const isGuessed = wanted.every((name) => given.values[name] === guess.values[name])
  const outcome = tellable(bench, type, before)(isGuessed ? first : asGiven(given.values))
  if (outcome.kind === 'rejected') return refused(bench, op, outcome.refusal)
  const refusal = placeRefusal(bench, type, outcome.record) ?? mayWrite(bench.me, bench.config.places, { type, body: op.body, stream: bench.stream, before, after: outcome.record }) ?? settingRefusal(bench.config, before, outcome.record) ?? optionRefusal(bench.config, before, outcome.record)
    ?? directoryRefusal(bench, type, before, outcome.record)
  if (refusal !== null) return refused(bench, op, refusal)
  bench.records.set(op.record, outcome.record)
  noteDoing(bench, op)
  const used = given.commit(outcome.record.values)
  const judged = { op, configN: bench.config.n, outcome, given: used }
  if (bench.isCounty) bench.config = configAfter(bench.config, outcome.record)
  return judged
}

/**
 * Nobody has seen a change that was never given out. A base like that is of a history that a restore ended, or made up, and would
 * overwrite everything unseen: it counts as having seen nothing.
 */
export function honest(op: Op, n: number): Op {
  return op.base < n ? op : { ...op, base: 0 }
}

export function refused(bench: Bench, op: Op, refusal: Refusal): Judged {
  return { op, configN: bench.config.n, outcome: { kind: 'rejected', refusal }, given: {} }
}

/** An id is of one record and one kind: what lies under it must not be read, judged or sealed as something else. */
function otherKind({ kinds }: Bench, { record, kind, body }: Op, before: StoredRecord | null): Refusal | null {
  const known = before?.kind ?? kinds?.get(record) ?? kind
  return known === kind ? null : { code: body.kind === 'create' ? 'recordExists' : 'noRecord' }
}

/** What is refused before anything is made of it. */
function untouchable(bench: Bench, type: RecordType, op: Op, before: StoredRecord): Refusal | null {
  return hiddenRefusal(bench, type, op, before) ?? (hasDone(bench, type, op) ? { code: 'notAllowed' } : mergeRefusal(bench, type, op, before))
}

function noteDoing({ doers, me }: Bench, { body, kind, record }: Op): void {
  const isDoing = body.kind === 'move' && (own<readonly string[]>(DOING, kind) ?? []).includes(body.move)
  if (doers !== undefined && isDoing) noteDoer(doers, record, me.person)
}

/** Of a record its author may not read, a refusal tells nothing: neither its stage nor a value of it. */
function hiddenRefusal(bench: Bench, type: RecordType, op: Op, before: StoredRecord): Refusal | null {
  const { me, config, stream } = bench
  if (bench.closed?.has(op.record) === true) return { code: 'notAllowed' }
  if (mayRead(me, type, config.places, before)) return null
  return mayWrite(me, config.places, { type, body: op.body, stream, before, after: before }) ?? { code: 'notAllowed' }
}

/** Whoever handled it and then took their own name off it is still whoever handled it; those who write down for others (代录) are not. */
function hasDone({ me, doers }: Bench, type: RecordType, op: Op): boolean {
  return doers?.get(op.record)?.has(me.person) === true && answersApart(type, op.body) && !mayEnterForOthers(me, type)
}

/** The other record of a merge is of the same kind and township, or the bench does not hold it; one its author may not read is as good as none. */
function mergeRefusal({ me, config, records, closed }: Bench, type: RecordType, { body }: Op, before: StoredRecord): Refusal | null {
  const target = mergeTarget(body)
  // One that stood in the record before was written by something else than a merge, and looked at by nobody.
  if (target === null) return body.kind === 'move' && body.move === 'merge' ? { code: 'missing', fields: ['mergedInto'] } : null
  const found = records.get(target)
  const survivor = found !== undefined && closed?.has(target) !== true && found.kind === type.kind && mayRead(me, type, config.places, found) ? found : null
  const say = mergeProblem(type, before, target, survivor)
  return say === null ? null : { code: 'rule', say }
}

/** Names and what was told stand in no conflict that goes back to somebody who may read the record only without them. */
function tellable(bench: Bench, type: RecordType, before: StoredRecord | null): (outcome: Outcome) => Outcome {
  if (before === null || seesPersonal(bench.me, type, bench.config.places, before)) return (outcome) => outcome
  const open = (conflicts: readonly Conflict[]): readonly Conflict[] =>
    conflicts.map((conflict) => (isPersonalPath(type, conflict.path) ? { ...conflict, stored: null } : conflict))
  return (outcome) => {
    if (outcome.kind === 'applied') return { ...outcome, conflicts: open(outcome.conflicts) }
    const { refusal } = outcome
    return refusal.code === 'changedMeanwhile' ? { kind: 'rejected', refusal: { ...refusal, conflicts: open(refusal.conflicts) } } : outcome
  }
}

function isPersonalPath(type: RecordType, path: string): boolean {
  const [name = '', , cell] = path.split('/')
  const field = fieldAt(type, cell === undefined ? name : `${name}.${cell}`)
  return field === undefined || isPersonal(field)
}

function configAfter(config: Config, record: StoredRecord): Config {
  switch (record.kind) {
    case 'place':
      return { ...config, n: record.n, places: placesOf([...Object.values(config.places.byId).filter((place) => place.id !== record.id), placeOf(record)]) }
    case 'setting':
      return { ...config, n: record.n, settings: withSetting(config.settings, record) }
    case 'option':
      return { ...config, n: record.n, options: withOption(config.options, record) }
    default:
      return { ...config, n: record.n }
  }
}

/** What the tree of places, and who holds which role, do not allow. Of a grant's person the bench holds every other. */
function directoryRefusal({ config, records, today }: Bench, type: RecordType, before: StoredRecord | null, after: StoredRecord): Refusal | null {
  const say = type.kind === 'place' ? placeProblem(config.places, today, before, after)
    : type.kind === 'grant' ? grantProblem(after, [...records.values()].filter(({ kind }) => kind === 'grant'))
    : endedProblem(config.places, type, before, after, today)
  return say === null ? null : { code: 'rule', say }
}

/** A record belongs to one township for ever: its place must lie in the stream it was pushed to. */
function placeRefusal(bench: Bench, type: RecordType, after: StoredRecord): Refusal | null {
  if (type.placed === null || bench.isCounty) return null
  const place = after.values[type.placed]
  if (typeof place !== 'string') return null
  const path = ancestry(bench.config.places, place)
  if (path.length === 0) return { code: 'unknownPlace' }
  return path.some((step) => step.id === bench.stream) ? null : { code: 'wrongStream' }
}

/** Serial fields the op may be given and the record does not have yet. */
function unnumberedFields(type: RecordType, { body }: Op, before: StoredRecord | null): readonly string[] {
  return givenBy(type, body.kind === 'edit' ? null : body.move, before?.stage ?? '').filter((name) => before?.values[name] === undefined)
}

/**
 * The next numbers of the serial fields a move gives and the record does not have yet, in the year that follows from what the op
 * makes of the record. Only a committed op uses them up, so a refusal leaves no gap.
 */
function giveNumbers(bench: Bench, kind: string, names: readonly string[], after: Values): Numbers {
  const values: Record<string, string> = {}
  const offered: { readonly name: string; readonly key: string; readonly next: number }[] = []
  for (const name of names) {
    const field = `${kind}.${name}`
    const year = yearOf(numberDays(field).map((day) => after[day]).find(isDay) ?? bench.today)
    const key = `${field}/${year}`
    const next = (bench.serials.get(key) ?? 0) + 1
    offered.push({ name, key, next })
    values[name] = caseNumber(bench.config, bench.stream, field, year, next)
  }
  const commit = (stored: Values): Values => {
    const used = offered.filter(({ name }) => stored[name] === values[name])
    for (const { key, next } of used) bench.serials.set(key, next)
    return Object.fromEntries(used.map(({ name }) => [name, values[name] ?? '']))
  }
  return { values, commit }
}

interface Numbers {
  /** What the op may take. */
  readonly values: Values
  /** Uses up, and returns, those it took. */
  readonly commit: (stored: Values) => Values
}
