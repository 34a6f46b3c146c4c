import { apply, canMove } from '../core/apply'
import { EMPTY_CONFIG } from '../core/config'
import type { Values } from '../core/field'
import type { Op, OpBody, Patch, RowPatches, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { dispute } from './dispute'
import { matter } from './matter'
import { REGISTRY } from './registry'
import { mayEdit, mayWrite, movesAllowed, villagerOf } from './role'

/**
 * Who may do what in which stage, written down by hand a second time: every stage × move × role is walked, and what does not stand here must be
 * refused. Whoever changes a stage, a move or a right changes a line here too.
 */

/** One letter each: the roles in the order of the grant form, and the villager. */
const ROLES = {
  G: 'gridWorker', M: 'mediator', H: 'handler', D: 'dispatcher', J: 'judicial', K: 'clerk', L: 'leader', C: 'countyCentre', U: 'countyJudicial', A: 'admin',
  S: 'security', R: 'auditor', V: 'villager',
} as const
type Letter = keyof typeof ROLES
const ADMINISTERS: readonly Letter[] = ['A', 'S', 'R']

interface Line {
  /** Stages; none: it begins there. */
  readonly from: string
  /** Roles on anybody's record of their places. */
  readonly all: string
  /** Roles beside them on what they entered, or what was given to them or their unit. */
  readonly own?: string
  /** Roles beside them on what was taken up to the county. */
  readonly raised?: string
  /** Of what was taken up, only by those at that level or above. */
  readonly fromAbove?: true
  /** Not by whoever did the work. */
  readonly apart?: true
  readonly set?: Patch
  readonly rows?: RowPatches
  /** What a record has to say before it is offered, and what it may say so that it is not. */
  readonly when?: Values
  readonly unless?: readonly Values[]
}

const [VILLAGE, UNIT, OTHER, ME] = [1, 2, 3, 4].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`) as [string, string, string, string]
const ROW = { a1: { set: { on: '2026-03-20' } } }
const WORK = 'registered accepted mediating escalating referring closed archived'

const DISPUTE: Readonly<Record<string, Line>> = {
  register: { from: '', all: 'GMHDJ', set: { type: 'land', place: VILLAGE } },
  settleOnSpot: { from: '', all: 'GMHDJ', set: { type: 'land', place: VILLAGE, form: 'oral' } },
  failOnSpot: { from: '', all: 'GMHDJ', set: { type: 'land', place: VILLAGE } },
  accept: { from: 'registered', all: 'MDJ', own: 'GH' },
  decline: { from: 'registered', all: 'MDJ', set: { declineReason: '已立案' } },
  mediate: { from: 'accepted mediating', all: 'MJ', own: 'GH', raised: 'C', rows: { sessions: ROW } },
  inquire: { from: 'accepted mediating', all: 'MJ', own: 'GH', raised: 'C', rows: { inquiries: ROW } },
  close: { from: 'accepted mediating', all: 'MJ', own: 'GH', raised: 'C', set: { result: 'success', form: 'oral', agreement: '各退一步' } },
  extend: { from: 'accepted mediating', all: 'MJ', own: 'GH', raised: 'C', set: { extendedTo: '2026-05-01' } },
  escalate: { from: 'accepted mediating', all: 'MJ', own: 'GH', set: { escalateTo: 'township', escalateReason: '谈不拢' } },
  takeOver: { from: 'escalating', all: 'MDJ', raised: 'C', fromAbove: true },
  sendDown: { from: 'escalating', all: 'MDJ', raised: 'C', fromAbove: true, set: { sendDownReason: '村里能办' } },
  refer: { from: 'accepted mediating', all: 'MJ', own: 'GH', raised: 'C', set: { transferTo: '县法院' } },
  referralTaken: { from: 'referring', all: 'MDJ', own: 'GH', raised: 'C' },
  referralReturned: { from: 'referring', all: 'MDJ', own: 'GH', raised: 'C', set: { returnReason: '不归我们管' } },
  reportPolice: { from: WORK, all: 'MDJ', own: 'GH', raised: 'C', set: { reportedAt: '9点', reportedTo: '派出所' } },
  fulfil: { from: 'closed', all: 'MJ', own: 'GH', raised: 'C', set: { fulfilment: 'done' }, unless: [{ result: 'failed' }] },
  followUp: { from: 'closed archived', all: 'MJ', own: 'GH', raised: 'C', rows: { followUps: ROW }, unless: [{ result: 'dropped' }] },
  applyCourt: { from: 'closed archived', all: 'MJ', own: 'GH', raised: 'C', when: { courtConfirmation: 'wanted' }, unless: [{ result: 'failed' }, { courtConfirmation: 'applied' }] },
  courtDecided: {
    from: 'closed archived', all: 'MJ', own: 'GH', raised: 'C', set: { courtConfirmation: 'confirmed' }, when: { courtConfirmation: 'applied' },
    unless: [{ courtConfirmation: 'wanted' }, { courtConfirmation: 'confirmed' }],
  },
  archive: { from: 'closed', all: 'MJ', own: 'GH' },
  correct: { from: 'closed archived', all: 'MDJ', own: 'GH' },
  confirmRoute: { from: 'closed archived', all: 'MJ', when: { route: 'gridWorker' }, unless: [{ route: 'mediation' }] },
  reopen: { from: 'closed archived', all: 'MJ' },
  merge: { from: WORK, all: 'MDJ', set: { mergedInto: OTHER } },
  unmerge: { from: 'merged', all: 'MDJ' },
  withdraw: { from: `${WORK} declined`, all: 'MDJ', own: 'GH', set: { withdrawReason: '记重了' } },
  edit: { from: 'registered accepted mediating escalating referring closed', all: 'MDJ', own: 'GH', raised: 'C', set: { amount: 100 } },
}

const IN_HANDS = 'assigned signed handling'
const ENDED = 'resolved fedBack rated answered archived'

const MATTER: Readonly<Record<string, Line>> = {
  register: { from: '', all: 'GMHD', set: { kind: 'help', place: VILLAGE } },
  answerOnSpot: { from: '', all: 'GMHD', set: { kind: 'help', place: VILLAGE } },
  assign: { from: 'registered', all: 'D', set: { leadUnit: UNIT } },
  answer: { from: 'registered', all: 'D', own: 'GMH' },
  sign: { from: 'assigned', all: 'D', own: 'GMH' },
  handle: { from: 'signed handling', all: 'D', own: 'GMH', rows: { steps: ROW } },
  resolve: { from: 'signed handling', all: 'D', own: 'GMH' },
  sendBack: { from: 'assigned signed', all: 'D', own: 'GMH', set: { sendBackReason: '不归我们管' } },
  reassign: { from: IN_HANDS, all: 'D', set: { leadUnit: UNIT } },
  urge: { from: IN_HANDS, all: 'DLC', rows: { urges: ROW } },
  askExtension: { from: IN_HANDS, all: 'D', own: 'GMH', set: { extendTo: '2026-05-01', extendReason: '等配件' }, unless: [{ extensionAsked: true }] },
  extend: { from: IN_HANDS, all: 'DL', when: { extensionAsked: true, extendTo: '2026-05-01' }, unless: [{ extensionAsked: false }] },
  refuseExtension: { from: IN_HANDS, all: 'DL', set: { extendRefusal: '等不得' }, when: { extensionAsked: true }, unless: [{ extensionAsked: false }] },
  feedBack: { from: 'resolved', all: 'D', own: 'GMH' },
  rate: { from: 'answered fedBack', all: 'DV', own: 'GMH', apart: true, set: { rating: 'satisfied' } },
  archive: { from: 'rated', all: 'D', own: 'GMH', unless: [{ rating: 'dissatisfied' }] },
  archiveUnrated: { from: 'fedBack', all: 'D' },
  reopen: { from: 'rated', all: 'D', when: { rating: 'dissatisfied' }, unless: [{ rating: 'fairly' }, { reworked: true }] },
  explain: { from: 'rated', all: 'L', set: { explanation: '两次都上门看过' }, when: { rating: 'dissatisfied', reworked: true }, unless: [{ reworked: false }, { rating: 'satisfied' }] },
  becomeDispute: { from: `registered ${IN_HANDS}`, all: 'D', own: 'GMH', set: { becameDispute: OTHER } },
  refer: { from: `registered ${IN_HANDS}`, all: 'D', own: 'H', set: { referTo: '县信访局' } },
  merge: { from: `registered ${IN_HANDS}`, all: 'D', set: { mergedInto: OTHER } },
  unmerge: { from: 'merged', all: 'D' },
  reportPolice: { from: `registered ${IN_HANDS} ${ENDED}`, all: 'D', own: 'GMH', set: { reportedAt: '9点', reportedTo: '派出所' } },
  correct: { from: `${ENDED} referred becameDispute`, all: 'D', own: 'GMH' },
  withdraw: { from: `registered ${IN_HANDS} ${ENDED} referred becameDispute`, all: 'D', own: 'GMH', set: { withdrawReason: '记重了' } },
  edit: { from: `registered ${IN_HANDS} resolved fedBack rated`, all: 'D', own: 'GMH', set: { summary: '改一个字' } },
}

/** What a record of a stage says, as its moves would have left it. */
function valuesAt(kind: string, stage: string): Values {
  if (kind === 'dispute') {
    const isAccepted = !['registered', 'declined'].includes(stage)
    const isClosed = ['closed', 'archived'].includes(stage)
    return {
      type: 'land', place: VILLAGE, reportedOn: '2026-03-01', ...(isAccepted ? { acceptedOn: '2026-03-02', levelAccepted: 'village', level: 'village', dueOn: '2026-04-02' } : {}),
      ...(isClosed ? { closedOn: '2026-03-10', effectiveOn: '2026-03-10', result: 'success', form: 'oral', levelClosed: 'village' } : {}),
      ...(stage === 'escalating' ? { escalateTo: 'township' } : {}), ...(stage === 'referring' ? { transferTo: '县法院' } : {}),
      ...(stage === 'merged' ? { mergedInto: OTHER, stageMerged: 'mediating' } : {}),
    }
  }
  const isGiven = [...IN_HANDS.split(' '), 'resolved', 'fedBack', 'rated'].includes(stage)
  return {
    kind: 'help', place: VILLAGE, receivedOn: '2026-03-02', ...(isGiven ? { leadUnit: OTHER, assignedOn: '2026-03-03', dueOn: '2026-03-12' } : {}),
    ...([...ENDED.split(' '), 'referred', 'becameDispute'].includes(stage) ? { resolvedOn: '2026-03-10', outcome: 'handled' } : {}),
    ...(stage === 'rated' ? { rating: 'satisfied', ratedOn: '2026-03-15' } : {}), ...(stage === 'merged' ? { mergedInto: OTHER, stageMerged: 'signed' } : {}),
  }
}

/** Whose it is, seen by the person who acts. */
const SITUATIONS = {
  theirs: { createdBy: 'somebody', values: {} },
  mine: { createdBy: ME, values: {} },
  named: { createdBy: 'somebody', values: { handler: ME } },
  ours: { createdBy: 'somebody', values: { leadUnit: UNIT, unit: UNIT } },
  raised: { createdBy: 'somebody', values: { level: 'county' } },
} as const
type Situation = keyof typeof SITUATIONS

const at = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const places = placesOf([at('county', 'county', null), at('town', 'township', 'county'), at(VILLAGE, 'village', 'town')])

function person(letter: Letter): Me {
  if (letter === 'V') return villagerOf('town', 'county')
  const isCounty = letter === 'C' || letter === 'U'
  const [role, place] = [ROLES[letter], isCounty ? 'county' : 'town']
  return { person: ME, name: '', county: 'county', unit: UNIT, roles: [role], grants: [{ role, place, stream: place }] }
}
const PEOPLE = (Object.keys(ROLES) as Letter[]).map((letter) => [letter, person(letter)] as const)

function mayBy(line: Line, letter: Letter, situation: Situation, stage: string): boolean {
  const isDoer = letter !== 'V' && (situation === 'mine' || situation === 'named')
  if (line.apart === true && isDoer) return false
  const isOutOfReach = line.fromAbove === true && situation === 'raised' && stage === 'escalating'
  if (line.all.includes(letter) && !isOutOfReach) return true
  if (letter === 'V') return false
  if (situation === 'raised') return line.raised?.includes(letter) === true
  // A named handler has a handler's part, whatever else the person is (包案); whoever administers, grants or audits has none (三权分立).
  if (situation === 'named') return line.own?.includes('H') === true && !ADMINISTERS.includes(letter)
  return situation !== 'theirs' && line.own?.includes(letter) === true
}

function recordAt(type: RecordType, stage: string, situation: Situation, more: Values): StoredRecord {
  const { createdBy, values } = SITUATIONS[situation]
  const raised = situation === 'raised' && stage === 'escalating' ? { level: 'township', escalateTo: 'county' } : {}
  return { id: 'r', kind: type.kind, stage, values: { ...valuesAt(type.kind, stage), ...values, ...raised, ...more }, written: [], n: 1, createdBy }
}

function act(type: RecordType, name: string, line: Line, before: StoredRecord | null): { readonly body: OpBody; readonly after: StoredRecord | string } {
  const content = { set: line.set ?? {}, ...(line.rows === undefined ? {} : { rows: line.rows }) }
  const body: OpBody = name === 'edit' ? { kind: 'edit', ...content } : { kind: before === null ? 'create' : 'move', move: name, ...content }
  const op: Op = { id: 'o', device: 'd', seq: 1, schema: 1, kind: type.kind, record: 'r', base: before?.n ?? 0, body, claimedAt: '' }
  const outcome = apply(REGISTRY, EMPTY_CONFIG, before, op, { n: 2, author: { person: ME, roles: [], unit: UNIT }, today: '2026-04-20' })
  return { body, after: outcome.kind === 'applied' ? outcome.record : outcome.refusal.code }
}

describe.each([['dispute', dispute, DISPUTE], ['matter', matter, MATTER]] as const)('%s', (_kind, fixed, table) => {
  const type: RecordType = fixed
  const lines = Object.entries(table)
  /** What is offered does not depend on what a move asks of the values: asked once for all moves. */
  const known = new Map<string, ReadonlySet<string>>()
  const offered = (stage: string, situation: Situation, letter: Letter, me: Me): ReadonlySet<string> => {
    const key = `${stage} ${situation} ${letter}`
    const record = recordAt(type, stage, situation, {})
    const found = known.get(key) ?? new Set([...movesAllowed(me, type, places, record), ...(mayEdit(me, type, places, record) ? ['edit'] : [])])
    known.set(key, found)
    return found
  }

  test('the table speaks of every move, and of stages there are', () => {
    expect(Object.keys(table).sort()).toEqual([...Object.keys(type.moves), 'edit'].sort())
    expect(lines.flatMap(([, { from }]) => from.split(' ')).filter((stage) => stage !== '' && own(type.stages, stage) === undefined)).toEqual([])
  })

  test.each(lines.filter(([, { from }]) => from === ''))('%s begins a record, for those who may', (name, line) => {
    const { body, after } = act(type, name, line, null)
    if (typeof after === 'string') throw new Error(after)
    const may = PEOPLE.filter(([, me]) => mayWrite(me, places, { type, body, stream: 'town', before: null, after: { ...after, createdBy: me.person } }) === null)
    expect(may.map(([letter]) => letter).sort().join('')).toBe([...line.all].sort().join(''))
    expect(Object.keys(type.stages).map((stage) => act(type, name, line, recordAt(type, stage, 'theirs', {})).after)).toEqual(Object.keys(type.stages).map(() => 'unknownMove'))
  })

  test.each(lines.filter(([, { from }]) => from !== ''))('%s, in every stage, by every role', (name, line) => {
    const wrong: string[] = []
    const situations = (Object.keys(SITUATIONS) as Situation[]).filter((situation) => situation !== 'raised' || (type.kind === 'dispute' && name !== 'escalate'))
    for (const stage of Object.keys(type.stages)) {
      const isHere = line.from.split(' ').includes(stage)
      for (const situation of situations) {
        const before = recordAt(type, stage, situation, line.when ?? {})
        const { body, after } = act(type, name, line, before)
        const found = typeof after === 'string' ? after : 'applied'
        const wanted = isHere ? 'applied' : name === 'edit' ? 'stageClosed' : 'stageMoved'
        if (found !== wanted) wrong.push(`${stage} ${situation}: ${found}`)
        const move = own(type.moves, name)
        if (move !== undefined && canMove(move, before) !== isHere) wrong.push(`${stage} ${situation}: offered`)
        for (const [letter, me] of PEOPLE) {
          const mine = mayBy(line, letter, situation, stage)
          const may = offered(stage, situation, letter, me).has(name)
          if (may !== mine) wrong.push(`${stage} ${situation} ${letter}: offered ${String(may)}`)
          if (typeof after === 'string') continue
          const isTaken = mayWrite(me, places, { type, body, stream: 'town', before, after }) === null
          if (isTaken !== mine) wrong.push(`${stage} ${situation} ${letter}: taken ${String(isTaken)}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test.each(lines.filter(([, { unless }]) => unless !== undefined))('%s is not offered where it has no sense', (name, line) => {
    for (const values of line.unless ?? []) {
      for (const stage of line.from.split(' ')) {
        const { form: _form, ...fitting } = { ...recordAt(type, stage, 'theirs', line.when ?? {}).values, ...values }
        expect([stage, values, act(type, name, line, { ...recordAt(type, stage, 'theirs', {}), values: fitting }).after]).toEqual([stage, values, 'stageMoved'])
      }
    }
  })

  test('nobody does anything to a protected record but who handles it or wrote it', () => {
    for (const [letter, me] of PEOPLE.filter(([each]) => each !== 'V')) {
      for (const stage of Object.keys(type.stages)) {
        const hidden = (situation: Situation) => recordAt(type, stage, situation, { compartment: 'minor' })
        expect([letter, stage, movesAllowed(me, type, places, hidden('theirs')), mayEdit(me, type, places, hidden('ours'))]).toEqual([letter, stage, [], false])
      }
    }
    expect(movesAllowed(person('V'), type, places, recordAt(type, 'archived', 'theirs', { compartment: 'domestic' }))).toEqual([])
    expect(movesAllowed(person('M'), type, places, recordAt(type, 'registered', 'mine', { compartment: 'minor' })).length).toBeGreaterThan(0)
  })

  test('whoever holds no role there does nothing there', () => {
    for (const [letter] of PEOPLE) {
      const me = { ...person(letter), grants: [{ role: ROLES[letter], place: 'elsewhere', stream: 'elsewhere' }] }
      for (const situation of Object.keys(SITUATIONS) as Situation[]) expect([letter, movesAllowed(me, type, places, recordAt(type, 'registered', situation, {}))]).toEqual([letter, []])
    }
  })
})

test('nobody in the village takes over, or sends back to themselves, what the village sent up', () => {
  const raised = recordAt(dispute, 'escalating', 'mine', {})
  const inVillage: Me = { ...person('M'), grants: [{ role: 'mediator', place: VILLAGE, stream: 'town' }] }
  expect(movesAllowed(inVillage, dispute, places, raised)).not.toEqual(expect.arrayContaining(['takeOver']))
  expect(movesAllowed(inVillage, dispute, places, raised)).not.toEqual(expect.arrayContaining(['sendDown']))
  expect(movesAllowed(person('M'), dispute, places, raised)).toEqual(expect.arrayContaining(['takeOver', 'sendDown']))
})
