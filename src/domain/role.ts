import { unreachable } from '../core/assert'
import { fits, liveRows } from '../core/field'
import type { OpBody, Refusal, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { isWithin, within, type Places } from '../core/place'
import type { Grant, Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { LEVELS } from './disputeCodes'
import { ACTIONS, APART, FROM_ABOVE, RIGHTS, VILLAGER, type Export, type Permit, type Reach, type Rights } from './roleTable'
import { REGISTRY, type Kind } from './registry'

/**
 * Who may see and do what: pure, the same on the phone (what is offered) and on the server (what is done). A role holds at a
 * place and everything below it; without a grant nothing is allowed.
 */

/** The author of what villagers say on the public page of a matter: one for all of them, so that nothing tells who it was. */
export const VILLAGER_PERSON = '00000000-0000-4000-8000-000000000001'

/** Who rates on the public page: in one township, the rating of a matter and nothing else. `ratedVia` of such an op is `villager`. */
export function villagerOf(town: string, county: string): Me {
  return { person: VILLAGER_PERSON, name: '群众', county, unit: null, roles: [VILLAGER], grants: [{ role: VILLAGER, place: town, stream: town }] }
}

/** The places a person's grants name, by stream. */
export interface Scope {
  readonly stream: string
  readonly places: readonly string[]
}

export function scopeOf(me: Me): readonly Scope[] {
  const streams = [...new Set(me.grants.map((grant) => grant.stream))]
  return streams.map((stream) => ({ stream, places: me.grants.filter((grant) => grant.stream === stream).map((grant) => grant.place) }))
}

/** Field roles keep records on the phone; the others read online. */
export function holdsRecords(role: string): boolean {
  return rightsOf(role)?.holdsRecords === true
}

/** Every place of a stream whose records the person's phone may hold. */
export function placesInScope(me: Me, places: Places, stream: string): readonly string[] {
  const roots = me.grants.filter((grant) => grant.stream === stream && holdsRecords(grant.role)).map((grant) => grant.place)
  return [...new Set(roots.flatMap((root) => within(places, root)))]
}

/** The county's kinds every phone gets: what is needed to read and write records. Who holds which role is not, nor what only offices work with. */
export function pulledKinds(): readonly string[] {
  return Object.values(REGISTRY).filter((type) => type.stream === 'county' && !NOT_PULLED.includes(type.kind)).map((type) => type.kind)
}
const NOT_PULLED: readonly string[] = ['grant', 'template', 'ownFigure', 'profile'] satisfies readonly Kind[]

/** Whether the person's phone may hold the record. */
export function isVisible(me: Me, type: RecordType, places: Places, record: StoredRecord): boolean {
  const held = me.grants.filter((grant) => holdsRecords(grant.role))
  return !isProtectedFrom(me, type, record) && reaching({ ...me, grants: held }, type, places, record).length > 0
}

/** 家暴, 未成年人: only the named handler and whoever wrote it see more than a number. */
export function isProtectedFrom(me: Me, type: RecordType, record: StoredRecord): boolean {
  if (type.protectedWhen === undefined || !fits(type.protectedWhen, record.values)) return false
  return record.createdBy !== me.person && !isNamed(me, record)
}

/** Whether any grant reaches a stream: one in that township, or one for the whole county. The county's own stream is for whoever holds a role. */
export function reachesStream(me: Me, stream: string): boolean {
  return me.grants.some((grant) => stream === me.county || grant.stream === stream || grant.stream === me.county)
}

/** The same of an id that comes from outside: what is no township of this county, and no county, is reached by nobody. */
export function reachesNamed(me: Me, places: Places, stream: string): boolean {
  return own(places.byId, stream) !== undefined && reachesStream(me, stream)
}

/** Whether one may be given somebody else's record of the kind, to write it as one's own: `place` null when nobody knows where it belongs. */
export function mayReceive(me: Me, type: RecordType, places: Places, stream: string, place: string | null): boolean {
  return me.grants.some((grant) => {
    const isThere = place === null ? grant.stream === stream || grant.stream === me.county : isWithin(places, place, grant.place)
    const permit = permitOf(grant.role, type.kind)
    return isThere && permit?.changes !== undefined && permit.edits === true
  })
}

/** What a person has to do with what a township's phones could not hand in: 待接收 and devices. */
export function unsentRight(me: Me, places: Places, stream: string): Rights['unsent'] {
  const held = me.grants.filter((grant) => isWithin(places, stream, grant.place)).map((grant) => rightsOf(grant.role)?.unsent ?? null)
  return held.find((right) => right === 'takes') ?? held.find((right) => right === 'passesOn') ?? null
}

/** Counts of a place. */
export function mayCount(me: Me, places: Places, place: string): boolean {
  return me.grants.some((grant) => rightsOf(grant.role)?.board === true && isWithin(places, place, grant.place))
}

/** Reading and writing the report of a place; freezing is writing. */
export function mayReport(me: Me, places: Places, place: string, what: 'read' | 'write'): boolean {
  return me.grants.some((grant) => {
    const report = rightsOf(grant.role)?.report
    return (report === 'write' || report === what) && isWithin(places, place, grant.place)
  })
}

/** Tables to take away from a place. What stands in them follows from `mayRead` and `seesPersonal`. */
export function mayExport(me: Me, places: Places, place: string, what: Export): boolean {
  return me.grants.some((grant) => rightsOf(grant.role)?.exports.includes(what) === true && isWithin(places, place, grant.place))
}

/** How the people of a place sign in. Whose in particular: `mayKeepAccount` (domain/accountRight.ts). */
export function mayAccounts(me: Me, places: Places, place: string): boolean {
  return me.grants.some((grant) => rightsOf(grant.role)?.accounts === true && isWithin(places, place, grant.place))
}

/** The trail of what everybody did. */
export function mayAudit(me: Me): boolean {
  return me.grants.some((grant) => rightsOf(grant.role)?.audit === true)
}

/** Whether records of a kind are shown to the person at all, be it without personal values. Which ones: `mayRead`. */
export function mayList(me: Me, type: RecordType): boolean {
  if (type.stream === 'county' && type.kind !== 'grant') return true
  return me.grants.some((grant) => permitOf(grant.role, type.kind) !== undefined)
}

/** Whether all records of a kind below a place may be looked through at once, and whether by the names in them too; protected ones apart. */
export function maySearch(me: Me, type: RecordType, places: Places, place: string): 'no' | 'open' | 'personal' {
  const permits = me.grants.filter((grant) => isWithin(places, place, grant.place)).flatMap((grant) => permitOf(grant.role, type.kind) ?? [])
  const whole = permits.filter((permit) => permit.reads === 'places')
  if (whole.length === 0) return 'no'
  return whole.some((permit) => permit.personal === true) ? 'personal' : 'open'
}

/** One record, as a row or opened. */
export function mayRead(me: Me, type: RecordType, places: Places, record: StoredRecord): boolean {
  if (isProtectedFrom(me, type, record)) return false
  if (type.stream === 'county' && type.kind !== 'grant') return true
  return reaching(me, type, places, record).length > 0
}

/** Names, telephones and what was told, of one record. */
export function seesPersonal(me: Me, type: RecordType, places: Places, record: StoredRecord): boolean {
  return !isProtectedFrom(me, type, record) && reaching(me, type, places, record).some((permit) => permit.personal !== undefined && (permit.personal === true || reaches(permit.personal, me, record)))
}

export interface Change {
  readonly type: RecordType
  readonly body: OpBody
  readonly stream: string
  /** null: it is created. */
  readonly before: StoredRecord | null
  readonly after: StoredRecord
}

/** Null when the person may. The role must hold where the record was and where it would be. */
export function mayWrite(person: Me, places: Places, { type, body, before, after }: Change): Refusal | null {
  const me = fromAbove(person, places, type, body, before)
  if (before !== null && isProtectedFrom(me, type, before)) return { code: 'notAllowed' }
  if (apartMoves(type, body).some((move) => isApart(me, type, move, before ?? after))) return { code: 'notAllowed' }
  if (type.kind === 'grant' && (after.values.person === me.person || after.values.role === VILLAGER)) return { code: 'notAllowed' }
  const home = homeOf(type, after)
  if (home !== null && own(places.byId, home) === undefined) return { code: 'unknownPlace' }
  const isCapable = me.grants.some((grant) => allows(permitOf(grant.role, type.kind), body)) || isNamed(me, before ?? after)
  if (!isCapable) return { code: 'notAllowed' }
  const states = before === null ? [after] : [before, after]
  // Whose it is counts as it was: sending a matter back is the last thing one does to it. Where it is counts before and after.
  const isAllowed = states.every((state) => permitsAt(me, type, places, state, before ?? state).some((permit) => allows(permit, body) && mayName(permit, type, body) && reaches(permit.changes, me, before ?? state)))
  if (isAllowed) return null
  const isInScope = states.every((state) => permitsAt(me, type, places, state).length > 0)
  return { code: isInScope ? 'notAllowed' : 'outOfScope' }
}

/** The person, without roles held below the level the record was raised to where only that level may answer: in a move, or by an edit of where it was sent. */
function fromAbove(me: Me, places: Places, type: RecordType, body: OpBody, before: StoredRecord | null): Me {
  const rule = own<{ readonly moves: readonly string[]; readonly to: string }>(FROM_ABOVE, type.kind)
  if (rule === undefined || before === null) return me
  const to = LEVEL_ORDER.indexOf(String(before.values[rule.to]))
  const isWaiting = rule.moves.some((move) => own(type.moves, move)?.from.includes(before.stage) === true)
  const isLowered = isWaiting && own(body.set, rule.to) !== undefined && LEVEL_ORDER.indexOf(String(body.set[rule.to])) < to
  if (!isLowered && !(body.kind === 'move' && rule.moves.includes(body.move))) return me
  return { ...me, grants: me.grants.filter(({ place }) => LEVEL_ORDER.indexOf(own(places.byId, place)?.level ?? '') >= to) }
}
const LEVEL_ORDER: readonly string[] = Object.keys(LEVELS)

/** What a form may be opened for: moves by name, in the type's order. `canMove` says which of them fit the record's stage. */
export function movesAllowed(me: Me, type: RecordType, places: Places, record: StoredRecord): readonly string[] {
  return Object.keys(type.moves).filter((move) => mayWrite(me, places, changeless(type, { kind: 'move', move, set: {} }, record)) === null)
}

export function mayEdit(me: Me, type: RecordType, places: Places, record: StoredRecord): boolean {
  return mayWrite(me, places, changeless(type, { kind: 'edit', set: {} }, record)) === null
}

/** Moves by which the person may create a record of the kind, somewhere. */
export function createMoves(me: Me, type: RecordType): readonly string[] {
  const creating = Object.entries(type.moves).filter(([, move]) => move.from.length === 0).map(([name]) => name)
  return creating.filter((move) => me.grants.some((grant) => allows(permitOf(grant.role, type.kind), { kind: 'create', move, set: {} })))
}

/** Whether the person may write records of the kind down for whoever did the work (代录). */
export function mayEnterForOthers(me: Me, type: RecordType): boolean {
  return me.grants.some((grant) => permitOf(grant.role, type.kind)?.changes === 'places')
}

function changeless(type: RecordType, body: OpBody, record: StoredRecord): Change {
  return { type, body, stream: '', before: record, after: record }
}

/** Permits that reach the record for reading. */
function reaching(me: Me, type: RecordType, places: Places, record: StoredRecord): readonly Permit[] {
  return permitsAt(me, type, places, record).filter((permit) => reaches(permit.reads, me, record))
}

/** Permits on the kind from grants at the record's place; a named handler has a handler's, whatever the role is that works there (包案). `whose` says who is named. */
function permitsAt(me: Me, type: RecordType, places: Places, record: StoredRecord, whose: StoredRecord = record): readonly Permit[] {
  const home = homeOf(type, record)
  const inForce = me.grants.filter((grant) => holdsAt(grant, me, places, home))
  const isHandler = isNamed(me, whose) && inForce.some((grant) => canBeNamed(grant.role))
  const roles = [...inForce.map((grant) => grant.role), ...(isHandler ? ['handler'] : [])]
  return roles.flatMap((role) => permitOf(role, type.kind) ?? [])
}

/** Whoever administers, grants or audits sees no case by being named in it (三权分立). */
export function canBeNamed(role: string): boolean {
  return rightsOf(role)?.board === true
}

/** What belongs to the whole county is for those who hold their role there. */
function holdsAt(grant: Grant, me: Me, places: Places, home: string | null): boolean {
  return home === null ? grant.stream === me.county : isWithin(places, home, grant.place)
}

/** The place a record belongs to; null is the county itself. A place belongs to the one above it. */
function homeOf(type: RecordType, record: StoredRecord): string | null {
  const home = record.values[homeField(type)]
  return typeof home === 'string' ? home : null
}

export function homeField(type: RecordType): string {
  return type.placed ?? (type.kind === 'place' ? 'parent' : 'place')
}

function allows(permit: Permit | undefined, body: OpBody): boolean {
  if (permit === undefined) return false
  if (body.kind === 'edit') return permit.edits === true
  return permit.moves === 'all' || (permit.moves ?? []).includes(body.move)
}

/** Who may not edit says in a move what the move asks, and nothing by the way: a handler, a name, a compartment. */
function mayName(permit: Permit, type: RecordType, body: OpBody): boolean {
  const move = body.kind === 'edit' ? undefined : own(type.moves, body.move)
  if (permit.edits === true || move === undefined) return permit.edits === true
  const asked = [...move.asks, ...(move.needs ?? []), ...Object.keys(move.sets ?? {})]
  return [...Object.keys(body.set), ...Object.keys(body.rows ?? {})].every((name) => asked.includes(name))
}

function reaches(reach: Reach | undefined, me: Me, record: StoredRecord): boolean {
  switch (reach) {
    case undefined:
      return false
    case 'places':
      return true
    case 'own':
      return isOwn(me, record)
    case 'raised':
      return RAISED.fields.some((field) => record.values[field] === RAISED.level)
    default:
      return unreachable(reach)
  }
}
/** Taken up to the county, or waiting for it. */
export const RAISED = { fields: ['level', 'escalateTo'], level: 'county' satisfies keyof typeof LEVELS } as const

/** Entered by the person, or in the hands of the person or of the person's unit. */
function isOwn(me: Me, record: StoredRecord): boolean {
  if (record.createdBy === me.person || isNamed(me, record)) return true
  const helpers = liveRows(record.values.helpers).map(([, row]) => row.values.unit)
  return me.unit !== null && [record.values.leadUnit, record.values.unit, record.values.transferUnit, ...helpers].includes(me.unit)
}

function isNamed(me: Me, record: StoredRecord): boolean {
  return record.values.handler === me.person
}

/** Acts of somebody else than who did the work: whoever handled it, or, if nobody is named, whoever entered it. */
export function isApart(me: Me, type: RecordType, move: string, record: StoredRecord): boolean {
  const doer = record.values.handler ?? record.createdBy
  return doer === me.person && (own<readonly string[]>(APART, type.kind) ?? []).includes(move)
}

/** Whether an op says what somebody else than the doer has to say. */
export function answersApart(type: RecordType, body: OpBody): boolean {
  return apartMoves(type, body).some((move) => (own<readonly string[]>(APART, type.kind) ?? []).includes(move))
}

/** The move itself, and the moves whose answers are written without them: a rating is no less a rating in an edit. */
function apartMoves(type: RecordType, body: OpBody): readonly string[] {
  const named = (own<readonly string[]>(APART, type.kind) ?? []).filter((move) => own(type.moves, move)?.asks.some((name) => own(body.set, name) !== undefined) === true)
  return body.kind === 'edit' ? named : [body.move, ...named]
}

export function permitOf(role: string, kind: string): Permit | undefined {
  const permits = own<Readonly<Record<string, Permit | undefined>>>(ACTIONS, role)
  return permits === undefined ? undefined : own(permits, kind)
}

export function rightsOf(role: string): Rights | undefined {
  return own<Rights>(RIGHTS, role)
}
