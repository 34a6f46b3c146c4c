import type { Values } from '../core/field'
import { showsMedia } from '../core/namedMedia'
import type { OpBody, StoredRecord } from '../core/op'
import { placesOf, type Place } from '../core/place'
import type { Me } from '../core/protocol'
import { grant } from './directory'
import { REGISTRY, TYPES, type Kind } from './registry'
import {
  createMoves, holdsRecords, isProtectedFrom, isVisible, mayAudit, mayCount, mayEdit, mayExport, mayList, mayRead, mayReport, mayWrite, movesAllowed, placesInScope,
  pulledKinds, scopeOf, seesPersonal, villagerOf,
} from './role'
import { ACTIONS, APART, RIGHTS, VILLAGER, type Export, type Permit, type Role } from './roleTable'

const ROLES = Object.keys(grant.fields.role.options) as Role[]
const COUNTY = 'county'
const places = placesOf([
  at(COUNTY, 'county', null), at('east', 'township', COUNTY), at('west', 'township', COUNTY), at('stone', 'village', 'east'), at('hill', 'village', 'east'),
  at('stone1', 'group', 'stone'),
])

function at(id: string, level: string, parent: string | null): Place {
  return { id, name: id, level, parent, order: 0, from: null, until: null }
}

function person(...grants: readonly (readonly [role: Role, place: string])[]): Me {
  const streamOf = (place: string) => (place === COUNTY ? COUNTY : place === 'west' ? 'west' : 'east')
  return {
    person: 'me', name: '我', county: COUNTY, unit: 'station', roles: grants.map(([role]) => role),
    grants: grants.map(([role, place]) => ({ role, place, stream: streamOf(place) })),
  }
}

function record(kind: Kind, values: Values, createdBy = 'other'): StoredRecord {
  return { id: 'r', kind, stage: Object.keys(TYPES[kind].stages)[0] ?? '', values, written: [], n: 1, createdBy }
}

function write(me: Me, kind: Kind, body: OpBody, before: StoredRecord | null, after: StoredRecord): string {
  return mayWrite(me, places, { type: REGISTRY[kind] ?? TYPES.dispute, body, stream: 'east', before, after })?.code ?? 'yes'
}

const move = (name: string): OpBody => ({ kind: 'move', move: name, set: {} })
const create = (name: string): OpBody => ({ kind: 'create', move: name, set: {} })
const EDIT: OpBody = { kind: 'edit', set: {} }

describe('the table', () => {
  test('speaks of every role there is, and of no other', () => {
    expect(Object.keys(ACTIONS).sort()).toEqual([...ROLES, VILLAGER].sort())
    expect(Object.keys(RIGHTS).sort()).toEqual([...ROLES].sort())
  })

  test('gives every move of every kind to somebody, and names no move that does not exist', () => {
    for (const [kind, type] of Object.entries(REGISTRY)) {
      const permits = ROLES.flatMap((role) => (ACTIONS[role] as Readonly<Record<string, Permit | undefined>>)[kind] ?? [])
      const given = permits.flatMap((permit) => (permit.moves === 'all' ? Object.keys(type.moves) : (permit.moves ?? [])))
      expect([kind, [...new Set(given)].sort()]).toEqual([kind, Object.keys(type.moves).sort()])
    }
  })

  test('lets nobody change what they cannot read, nor edit without a reach', () => {
    for (const permits of Object.values(ACTIONS)) {
      for (const permit of Object.values(permits)) {
        if (permit.reads === 'own') expect(permit.changes).not.toBe('places')
        if (permit.edits === true || permit.moves !== undefined) expect(permit.changes).toBeDefined()
      }
    }
  })

  test('shows personal values to those who work on cases, and to no one who reads counts or administers', () => {
    const aboutPeople = ['dispute', 'matter', 'screening'] as const
    const seeing = ROLES.filter((role) => aboutPeople.some((kind) => ACTIONS[role][kind]?.personal === true))
    expect(seeing).toEqual(['gridWorker', 'mediator', 'handler', 'dispatcher', 'judicial'])
  })

  test('shows the pictures of a record to whoever may write them anew', () => {
    const blind = ROLES.flatMap((role) => Object.entries(ACTIONS[role])
      .filter(([kind, permit]) => showsMedia(TYPES[kind as Kind]) && permit.edits === true && permit.personal !== true && permit.personal !== permit.changes).map(([kind]) => `${role}: ${kind}`))
    expect(blind).toEqual([])
  })

  test('keeps administering, granting and auditing apart', () => {
    const granting = ROLES.filter((role) => ACTIONS[role].grant !== undefined)
    expect(granting).toEqual(['security'])
    expect(Object.keys(ACTIONS.security)).toEqual(['grant'])
    expect(ROLES.filter((role) => RIGHTS[role].audit)).toEqual(['auditor'])
    for (const role of ['admin', 'security', 'auditor'] as const) {
      expect(RIGHTS[role].board).toBe(false)
      expect(ACTIONS[role].dispute ?? ACTIONS[role].matter).toBeUndefined()
    }
  })

  test('names only moves that exist as acts of somebody else', () => {
    expect(APART.matter?.every((name) => name in TYPES.matter.moves)).toBe(true)
  })
})

describe('where', () => {
  test('a role holds in its place and everything below, and nowhere else', () => {
    const me = person(['mediator', 'stone'])
    const closing = (place: string) => write(me, 'dispute', move('close'), record('dispute', { place }), record('dispute', { place }))
    expect(closing('stone1')).toBe('yes')
    expect(closing('hill')).toBe('outOfScope')
    expect(closing('east')).toBe('outOfScope')
  })

  test('a record cannot be moved to a place out of scope, or unknown', () => {
    const me = person(['mediator', 'stone'])
    const before = record('dispute', { place: 'stone' })
    expect(write(me, 'dispute', EDIT, before, record('dispute', { place: 'hill' }))).toBe('outOfScope')
    expect(write(me, 'dispute', EDIT, before, record('dispute', { place: 'nowhere' }))).toBe('unknownPlace')
  })

  test('a phone gets the places of field roles only', () => {
    const me = person(['gridWorker', 'hill'], ['leader', 'east'])
    expect(placesInScope(me, places, 'east')).toEqual(['hill'])
    expect(placesInScope(person(['gridWorker', 'stone']), places, 'east')).toEqual(['stone', 'stone1'])
    expect(placesInScope(me, places, 'west')).toEqual([])
    expect(scopeOf(me)).toEqual([{ stream: 'east', places: ['hill', 'east'] }])
  })

  test('a handler of the township holds only assigned records there, even when a grid worker in one village', () => {
    const me = person(['gridWorker', 'hill'], ['handler', 'east'])
    const visible = (values: Values) => isVisible(me, TYPES.dispute, places, record('dispute', values))
    expect(visible({ place: 'hill' })).toBe(true)
    expect(visible({ place: 'stone' })).toBe(false)
    expect(visible({ place: 'stone', unit: 'station' })).toBe(true)
  })

  test('the county is not for those who hold their role in a township', () => {
    const template = (values: Values) => record('template', values)
    expect(write(person(['clerk', 'east']), 'template', create('add'), null, template({ place: 'east' }))).toBe('yes')
    expect(write(person(['clerk', 'east']), 'template', create('add'), null, template({}))).toBe('outOfScope')
    expect(write(person(['countyJudicial', COUNTY]), 'template', create('add'), null, template({}))).toBe('yes')
  })

  test('an administrator of a township adds villages below it, and the first place of all is added by the county', () => {
    const place = (parent: string | null) => record('place', parent === null ? { name: '新' } : { name: '新', parent })
    expect(write(person(['admin', 'east']), 'place', create('add'), null, place('east'))).toBe('yes')
    expect(write(person(['admin', 'east']), 'place', create('add'), null, place('west'))).toBe('outOfScope')
    expect(write(person(['admin', 'east']), 'place', create('add'), null, place(null))).toBe('outOfScope')
    expect(write(person(['admin', COUNTY]), 'place', create('add'), null, place(null))).toBe('yes')
  })
})

describe('who', () => {
  test('a grid worker changes own entries, not those of others in the same village', () => {
    const me = person(['gridWorker', 'stone'])
    const mine = record('dispute', { place: 'stone' }, 'me')
    const theirs = record('dispute', { place: 'stone' })
    expect(mayEdit(me, TYPES.dispute, places, mine)).toBe(true)
    expect(mayEdit(me, TYPES.dispute, places, theirs)).toBe(false)
    expect(write(me, 'dispute', move('close'), theirs, theirs)).toBe('notAllowed')
    expect(mayRead(me, TYPES.dispute, places, theirs)).toBe(true)
  })

  test('the unit a matter was given to works on it, also as a helper', () => {
    const me = person(['handler', 'east'])
    const led = record('matter', { place: 'hill', leadUnit: 'station' })
    const helped = record('matter', { place: 'hill', leadUnit: 'x', helpers: { h1: { values: { unit: 'station' } } } })
    const foreign = record('matter', { place: 'hill', leadUnit: 'x' })
    expect([led, helped, foreign].map((one) => movesAllowed(me, TYPES.matter, places, one).includes('resolve'))).toEqual([true, true, false])
    expect([led, foreign].map((one) => seesPersonal(me, TYPES.matter, places, one))).toEqual([true, false])
  })

  test('only a leader explains in writing, and only dispatching assigns', () => {
    const one = record('matter', { place: 'hill' })
    const able = (role: Role, name: string) => movesAllowed(person([role, 'east']), TYPES.matter, places, one).includes(name)
    expect(ROLES.filter((role) => able(role, 'explain'))).toEqual(['leader'])
    expect(ROLES.filter((role) => able(role, 'assign'))).toEqual(['dispatcher'])
  })

  test('who may not edit says in a move only what it asks: nobody urges a matter and makes himself its handler by the way', () => {
    const before = { ...record('matter', { place: 'stone' }), stage: 'handling' }
    const urging = (me: Me, set: OpBody['set'], rows: OpBody['rows'] = { urges: { u1: { set: { on: '2026-06-01' } } } }) =>
      write(me, 'matter', { kind: 'move', move: 'urge', set, rows }, before, { ...before, values: { ...before.values, ...set } as Values })
    for (const me of [person(['leader', 'east']), person(['countyCentre', COUNTY])]) {
      expect(urging(me, {})).toBe('yes')
      expect(urging(me, { handler: 'me' })).toBe('notAllowed')
      expect(urging(me, {}, { urges: { u1: { set: {} } }, people: { p1: { set: { name: '换了' } } } })).toBe('notAllowed')
    }
    expect(urging(person(['dispatcher', 'east']), { handler: 'me' })).toBe('yes')
  })

  test('whoever handled a matter does not rate it; who only took it down may call back', () => {
    const me = person(['dispatcher', 'east'])
    const rating = (values: Values, by: string) => write(me, 'matter', move('rate'), record('matter', values, by), record('matter', values, by))
    expect(rating({ place: 'hill', handler: 'me' }, 'other')).toBe('notAllowed')
    expect(rating({ place: 'hill', handler: 'other' }, 'me')).toBe('yes')
    expect(rating({ place: 'hill' }, 'me')).toBe('notAllowed')
  })

  test('whoever handled a matter does not write its rating by an edit or in another move either', () => {
    const me = person(['handler', 'east'])
    const before = { ...record('matter', { place: 'hill', handler: 'me' }), stage: 'fedBack' }
    const bodies = (set: OpBody['set']): readonly OpBody[] => [{ kind: 'edit', set }, { kind: 'move', move: 'feedBack', set }]
    const writing = (who: Me, set: OpBody['set']) => bodies(set).map((body) => write(who, 'matter', body, before, { ...before, values: { ...before.values, ...set } as Values }))
    expect(writing(me, { reply: '修好了' })).toEqual(['yes', 'yes'])
    for (const set of [{ rating: 'satisfied' }, { ratedOn: '2026-06-01' }, { ratedVia: 'villager' }, { rating: null }]) expect(writing(me, set)).toEqual(['notAllowed', 'notAllowed'])
    expect(writing({ ...person(['dispatcher', 'east']), person: 'another' }, { rating: 'satisfied' })).toEqual(['yes', 'yes'])
  })

  test('a villager rates, in that township, and does nothing else; what was protected stays so, and nobody is granted it', () => {
    const me = villagerOf('east', COUNTY)
    const rated = (values: Values) => write(me, 'matter', move('rate'), record('matter', values), record('matter', values))
    expect([rated({ place: 'hill' }), rated({ place: 'hill', handler: 'other' })]).toEqual(['yes', 'yes'])
    expect([rated({ place: 'west' }), rated({ place: 'hill', compartment: 'minor' })]).toEqual(['outOfScope', 'notAllowed'])
    expect(movesAllowed(me, TYPES.matter, places, record('matter', { place: 'hill' }))).toEqual(['rate'])
    expect(mayEdit(me, TYPES.matter, places, record('matter', { place: 'hill' }))).toBe(false)
    expect(seesPersonal(me, TYPES.matter, places, record('matter', { place: 'hill' }))).toBe(false)
    expect(Object.values(TYPES).flatMap((type) => [...createMoves(me, type), ...movesAllowed(me, type, places, record(type.kind, { place: 'hill' }))])).toEqual(['rate'])
    expect([mayCount(me, places, 'hill'), mayExport(me, places, 'hill', 'registers'), mayAudit(me), isVisible(me, TYPES.matter, places, record('matter', { place: 'hill' }))]).toEqual([false, false, false, false])
    const granted = record('grant', { person: 'somebody', role: VILLAGER, place: 'east' })
    expect(write(person(['security', COUNTY]), 'grant', create('add'), null, granted)).toBe('notAllowed')
  })

  test('a leader reads rows without names, until named as the handler of a case', () => {
    const me = person(['leader', 'east'])
    const theirs = record('dispute', { place: 'hill' })
    const taken = record('dispute', { place: 'hill', handler: 'me' })
    expect([mayRead(me, TYPES.dispute, places, theirs), seesPersonal(me, TYPES.dispute, places, theirs)]).toEqual([true, false])
    expect(write(me, 'dispute', move('mediate'), theirs, theirs)).toBe('notAllowed')
    expect([seesPersonal(me, TYPES.dispute, places, taken), write(me, 'dispute', move('mediate'), taken, taken)]).toEqual([true, 'yes'])
  })

  test('nobody grants a role to oneself', () => {
    const me = person(['security', COUNTY])
    const granting = (to: string) => write(me, 'grant', create('add'), null, record('grant', { person: to, role: 'leader', place: 'east' }, 'me'))
    expect(granting('somebody')).toBe('yes')
    expect(granting('me')).toBe('notAllowed')
  })

  test('a protected case exists for its handler and its writer, whatever role the others have', () => {
    const values = { place: 'stone', compartment: 'minor' }
    const hidden = record('dispute', values)
    for (const role of ROLES) {
      const me = person([role, COUNTY], [role, 'east'])
      expect(isProtectedFrom(me, TYPES.dispute, hidden)).toBe(true)
      expect([mayRead(me, TYPES.dispute, places, hidden), seesPersonal(me, TYPES.dispute, places, hidden), isVisible(me, TYPES.dispute, places, hidden)]).toEqual([false, false, false])
      expect(movesAllowed(me, TYPES.dispute, places, hidden)).toEqual([])
    }
    const handler = record('dispute', { ...values, handler: 'me' })
    expect(seesPersonal(person(['gridWorker', 'stone']), TYPES.dispute, places, handler)).toBe(true)
    expect(seesPersonal(person(['gridWorker', 'stone']), TYPES.dispute, places, record('dispute', values, 'me'))).toBe(true)
  })

  test('anybody who may change a case may close the compartment over it', () => {
    const before = record('dispute', { place: 'stone' })
    expect(write(person(['mediator', 'stone']), 'dispute', EDIT, before, record('dispute', { place: 'stone', compartment: 'domestic' }))).toBe('yes')
  })

  test('whoever sent a dispute up does not send it lower, or nowhere, by an edit, to take it over', () => {
    const before = { ...record('dispute', { place: 'stone', level: 'village', escalateTo: 'township' }, 'me'), stage: 'escalating' }
    const sending = (me: Me, escalateTo: string | null, stage = 'escalating') => {
      const at = { ...before, stage }
      return write(me, 'dispute', { kind: 'edit', set: { escalateTo } }, at, { ...at, values: { ...at.values, ...(escalateTo === null ? {} : { escalateTo }) } })
    }
    const village = person(['mediator', 'stone'])
    expect([null, 'group', 'branch'].map((to) => sending(village, to))).toEqual(['notAllowed', 'notAllowed', 'notAllowed'])
    expect([sending(village, 'county'), sending(village, 'branch', 'mediating'), sending(person(['mediator', 'east']), 'branch')]).toEqual(['yes', 'yes', 'yes'])
    expect(mayEdit(village, TYPES.dispute, places, before)).toBe(true)
  })
})

describe('what else', () => {
  test('counts are for those who work or lead there', () => {
    expect(mayCount(person(['leader', 'east']), places, 'stone1')).toBe(true)
    expect(mayCount(person(['leader', 'east']), places, 'west')).toBe(false)
    expect(ROLES.filter((role) => !mayCount(person([role, 'east']), places, 'east'))).toEqual(['admin', 'security', 'auditor'])
  })

  test('the report is written by 党政办 and 司法所, and read by others', () => {
    expect(ROLES.filter((role) => mayReport(person([role, 'east']), places, 'east', 'write'))).toEqual(['judicial', 'clerk'])
    expect(mayReport(person(['leader', 'east']), places, 'east', 'read')).toBe(true)
    expect(mayReport(person(['clerk', 'east']), places, 'east', 'read')).toBe(true)
    expect(mayReport(person(['clerk', 'east']), places, 'west', 'read')).toBe(false)
  })

  test('tables are taken away by those who answer for them, each from their own places', () => {
    const takers = (what: Export): readonly Role[] => ROLES.filter((role) => mayExport(person([role, 'east']), places, 'stone', what))
    expect(takers('registers')).toEqual(['mediator', 'dispatcher', 'judicial', 'clerk', 'leader', 'countyCentre', 'countyJudicial'])
    expect(takers('statistics')).toEqual(['dispatcher', 'judicial', 'clerk', 'leader', 'countyJudicial'])
    expect(takers('subsidies')).toEqual(['judicial', 'countyJudicial'])
    expect(takers('ownSubsidies')).toEqual(['mediator'])
    expect(mayExport(person(['judicial', 'east']), places, 'west', 'registers')).toBe(false)
  })

  test('three roles hold records on the phone', () => {
    expect(ROLES.filter(holdsRecords)).toEqual(['gridWorker', 'mediator', 'handler'])
    expect(holdsRecords('constructor')).toBe(false)
  })

  test('who holds which role never leaves the server', () => {
    expect(pulledKinds()).toEqual(['place', 'unit', 'person', 'option', 'setting'])
    expect(mayList(person(['leader', 'east']), TYPES.grant)).toBe(false)
    expect(mayList(person(['leader', 'east']), TYPES.place)).toBe(true)
    expect(mayList(person(['auditor', COUNTY]), TYPES.dispute)).toBe(false)
    expect(mayAudit(person(['auditor', COUNTY]))).toBe(true)
  })

  test('what may be begun follows from the grants', () => {
    expect(createMoves(person(['gridWorker', 'stone']), TYPES.dispute)).toEqual(['register', 'settleOnSpot', 'failOnSpot'])
    expect(createMoves(person(['leader', 'east']), TYPES.dispute)).toEqual([])
    expect(createMoves(person(['clerk', 'east']), TYPES.work)).toEqual(['record'])
  })

  test('a person without a grant may nothing', () => {
    const me = person()
    const one = record('dispute', { place: 'stone', handler: 'me' }, 'me')
    expect([mayRead(me, TYPES.dispute, places, one), seesPersonal(me, TYPES.dispute, places, one), mayCount(me, places, 'stone'), mayAudit(me)]).toEqual([false, false, false, false])
    for (const type of Object.values(TYPES)) expect(createMoves(me, type)).toEqual([])
    expect(write(me, 'dispute', EDIT, one, one)).toBe('outOfScope')
  })
})

test('a handler sends back what was in the unit’s hands, though afterwards it is in nobody’s', () => {
  const me = person(['handler', 'east'])
  const inHand = record('matter', { place: 'stone', leadUnit: 'station' })
  expect(write(me, 'matter', move('sendBack'), inHand, record('matter', { place: 'stone' }))).toBe('yes')
  expect(write(me, 'matter', move('sendBack'), record('matter', { place: 'stone', leadUnit: 'elsewhere' }), record('matter', { place: 'stone' }))).not.toBe('yes')
})
