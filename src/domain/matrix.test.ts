import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from '../core/assert'
import type { Values } from '../core/field'
import type { OpBody, StoredRecord } from '../core/op'
import { placesOf, type Place } from '../core/place'
import type { Me } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { grant as GRANT } from './directory'
import { REGISTRY } from './registry'
import {
  createMoves, holdsRecords, isVisible, mayAccounts, mayAudit, mayCount, mayEdit, mayExport, mayList, mayRead, mayReport, maySearch, mayWrite, reachesStream, seesPersonal,
  unsentRight,
} from './role'
import { RIGHTS, type Export, type Role } from './roleTable'

/**
 * S01, S03: what the county was promised, written down apart from what decides it, and compared cell by cell. The tables below are the
 * promise: read from what each role is there for, not from `roleTable`. `docs/authorisation.md` is made of them.
 *
 * Letters: R sees that it is there, as a row or opened · P sees names, telephones and what was told, pictures too · E edits, adds to it ·
 * C writes down a new one · X brings it to its end · W declares it void · A hands it out · M puts it together with another.
 */
const ROLES = Object.keys(GRANT.fields.role.options) as Role[]

/** Where the role is held, and what the record has to do with the person. A record in a compartment is open by the first two alone. */
const RELATIONS = ['wrote', 'named', 'unit', 'raised', 'place', 'nextPlace', 'nextTown'] as const
type Relation = (typeof RELATIONS)[number]
const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  wrote: '自己录的', named: '指名经办的', unit: '交给本单位的', raised: '上报到县的', place: '本范围其他的', nextPlace: '邻村的', nextTown: '别的乡镇的',
}
type Row = Readonly<Partial<Record<Relation, string>>>
const everywhere = (letters: string): Row => ({ wrote: letters, named: letters, unit: letters, raised: letters, place: letters })

/** Whoever has a role that works with cases and is named in one, handles it (包案). */
const HANDLES = 'RPECXW'
const EXPECTED: Readonly<Record<string, Readonly<Partial<Record<Role, Row>>>>> = {
  dispute: {
    gridWorker: { ...everywhere('RP'), wrote: HANDLES, named: HANDLES, unit: HANDLES },
    mediator: everywhere('RPECXWM'),
    handler: { wrote: HANDLES, named: HANDLES, unit: HANDLES },
    dispatcher: { ...everywhere('RPECWM'), named: 'RPECXWM' },
    judicial: everywhere('RPECXWM'),
    clerk: { ...everywhere('R'), named: HANDLES },
    leader: { ...everywhere('R'), named: HANDLES },
    countyCentre: { ...everywhere('R'), raised: 'RPEX', named: HANDLES, nextPlace: 'R', nextTown: 'R' },
    countyJudicial: { ...everywhere('R'), named: HANDLES, nextPlace: 'R', nextTown: 'R' },
  },
  matter: {
    gridWorker: { ...everywhere('RP'), wrote: HANDLES, named: HANDLES, unit: HANDLES },
    mediator: { ...everywhere('RP'), wrote: HANDLES, named: HANDLES, unit: HANDLES },
    handler: { wrote: HANDLES, named: HANDLES, unit: HANDLES },
    dispatcher: everywhere('RPECXWAM'),
    judicial: { ...everywhere('RP'), named: HANDLES },
    clerk: { ...everywhere('R'), named: HANDLES },
    leader: { ...everywhere('R'), named: HANDLES },
    countyCentre: { ...everywhere('R'), named: HANDLES, nextPlace: 'R', nextTown: 'R' },
    countyJudicial: { ...everywhere('R'), named: HANDLES, nextPlace: 'R', nextTown: 'R' },
  },
  outreach: {
    gridWorker: { ...everywhere('RP'), wrote: 'RPECW', named: 'RPECW', unit: 'RPECW' },
    mediator: { ...everywhere('RP'), wrote: 'RPECW', named: 'RPECW', unit: 'RPECW' },
    handler: { wrote: 'RPECW', named: 'RPECW', unit: 'RPECW' },
    dispatcher: everywhere('RPECW'), judicial: everywhere('RPECW'), clerk: everywhere('RPECW'),
    leader: { ...everywhere('R'), named: 'RPECW' },
    countyCentre: { ...everywhere('R'), named: 'RPECW', nextPlace: 'R', nextTown: 'R' },
    countyJudicial: { ...everywhere('R'), named: 'RPECW', nextPlace: 'R', nextTown: 'R' },
  },
  roster: {
    gridWorker: everywhere('R'), mediator: everywhere('R'), dispatcher: everywhere('RECW'), judicial: everywhere('RECW'), clerk: everywhere('RECW'), leader: everywhere('R'),
    countyCentre: { ...everywhere('R'), nextPlace: 'R', nextTown: 'R' }, countyJudicial: { ...everywhere('R'), nextPlace: 'R', nextTown: 'R' },
    admin: everywhere('RECW'),
  },
  grant: { security: everywhere('REC') },
}

/** Of a whole place, at which the role is held. Nothing of it holds anywhere else. */
const PLACE_RIGHTS = ['board', 'report', 'writeReport', 'registers', 'statistics', 'subsidies', 'search', 'audit', 'unsent', 'accounts', 'complaints', 'requests', 'phone'] as const
type PlaceRight = (typeof PLACE_RIGHTS)[number]
const PLACE_WORDS: Readonly<Record<PlaceRight, string>> = {
  board: '看板', report: '看报告', writeReport: '写报告、定稿', registers: '导出台账', statistics: '导出统计表', subsidies: '以案定补', search: '查找', audit: '看审计',
  unsent: '没传上来的', accounts: '账号', complaints: '投诉建议', requests: '个人信息请求', phone: '存在手机',
}
const EXPECTED_PLACE: Readonly<Record<Role, Readonly<Partial<Record<PlaceRight, string>>>>> = {
  gridWorker: { board: '✓', search: '✓', phone: '✓' },
  mediator: { board: '✓', registers: '✓', subsidies: '本人', search: '✓', phone: '✓' },
  handler: { board: '✓', phone: '✓' },
  dispatcher: { board: '✓', report: '✓', registers: '✓', statistics: '✓', search: '✓', unsent: '接收' },
  judicial: { board: '✓', report: '✓', writeReport: '✓', registers: '✓', statistics: '✓', subsidies: '✓', search: '✓', requests: '受理' },
  clerk: { board: '✓', report: '✓', writeReport: '✓', registers: '✓', statistics: '✓', search: '无姓名' },
  leader: { board: '✓', report: '✓', registers: '✓', statistics: '✓', search: '无姓名' },
  countyCentre: { board: '✓', report: '✓', registers: '✓', search: '无姓名' },
  countyJudicial: { board: '✓', report: '✓', registers: '✓', statistics: '✓', subsidies: '✓', search: '无姓名', requests: '受理' },
  admin: { unsent: '转出', accounts: '✓', complaints: '✓' },
  security: { requests: '同意' },
  auditor: { audit: '✓' },
}

const HOME: Readonly<Record<Role, string>> = {
  gridWorker: 'stone', mediator: 'stone', handler: 'east', dispatcher: 'east', judicial: 'east', clerk: 'east', leader: 'east',
  countyCentre: 'county', countyJudicial: 'county', admin: 'east', security: 'east', auditor: 'county',
}
const at = (id: string, level: string, parent: string | null): Place => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const places = placesOf([
  at('county', 'county', null), at('east', 'township', 'county'), at('west', 'township', 'county'), at('stone', 'village', 'east'), at('hill', 'village', 'east'),
  at('farm', 'village', 'west'),
])
const streamOf = (place: string): string => (place === 'county' ? 'county' : place === 'west' || place === 'farm' ? 'west' : 'east')
const personOf = (role: Role, place: string = HOME[role]): Me =>
  ({ person: 'me', name: '我', county: 'county', unit: 'station', roles: [role], grants: [{ role, place, stream: streamOf(place) }] })

/** For a role of the whole county the next village and the next town are its own; for one of a township, the next village is. */
function placeOf(relation: Relation): string {
  if (relation === 'nextTown') return 'farm'
  return relation === 'nextPlace' ? 'hill' : 'stone'
}
function recordOf(kind: string, relation: Relation, compartment: string | null): StoredRecord {
  const of: Values = {
    wrote: {}, named: { handler: 'me' }, unit: { unit: 'station', leadUnit: 'station' }, raised: { level: 'county' }, place: {}, nextPlace: {}, nextTown: {},
  }[relation]
  const type = must<RecordType>(REGISTRY[kind], kind)
  const values = { place: placeOf(relation), ...of, ...(compartment === null ? {} : { compartment }) }
  return { id: 'r', kind, stage: Object.keys(type.stages)[0] ?? '', values, written: [], n: 1, createdBy: relation === 'wrote' ? 'me' : 'other' }
}

const ENDS = ['close', 'resolve']
const LETTERS: Readonly<Record<string, (me: Me, type: RecordType, record: StoredRecord) => boolean>> = {
  R: (me, type, record) => mayRead(me, type, places, record),
  P: (me, type, record) => seesPersonal(me, type, places, record),
  E: (me, type, record) => mayEdit(me, type, places, record),
  C: (me, type, record) => createMoves(me, type).some((move) => writes(me, type, { kind: 'create', move, set: {} }, null, { ...record, createdBy: me.person })),
  X: (me, type, record) => Object.keys(type.moves).some((move) => ENDS.includes(move) && moves(me, type, move, record)),
  W: (me, type, record) => type.moves.withdraw !== undefined && moves(me, type, 'withdraw', record),
  A: (me, type, record) => type.moves.assign !== undefined && moves(me, type, 'assign', record),
  M: (me, type, record) => type.moves.merge !== undefined && moves(me, type, 'merge', record),
}
function writes(me: Me, type: RecordType, body: OpBody, before: StoredRecord | null, after: StoredRecord): boolean {
  return mayWrite(me, places, { type, body, stream: 'east', before, after }) === null
}
function moves(me: Me, type: RecordType, move: string, record: StoredRecord): boolean {
  return writes(me, type, { kind: 'move', move, set: {} }, record, record)
}

/** A township's roles reach the next village; a village's do not. */
function expected(kind: string, role: Role, relation: Relation, isProtected: boolean): string {
  const row = EXPECTED[kind]?.[role] ?? {}
  if (isProtected && relation !== 'wrote' && relation !== 'named') return ''
  if (relation === 'nextPlace' && row.nextPlace === undefined) return HOME[role] === 'east' ? (row.place ?? '') : ''
  return row[relation] ?? ''
}
const COMPARTMENTS = [null, 'minor', 'domestic'] as const

/* eslint-disable max-depth, complexity -- A product is its loops. */
test('S01: every role, relation, compartment and action is decided as it was promised, on every channel', () => {
  const wrong: string[] = []
  let cells = 0
  const check = (what: readonly unknown[], is: boolean | string, should: boolean | string): void => {
    cells += 1
    if (is !== should) wrong.push(`${what.join(' ')}: ${String(is)}, promised ${String(should)}`)
  }
  for (const kind of Object.keys(EXPECTED)) {
    const type = must<RecordType>(REGISTRY[kind], kind)
    for (const role of ROLES) for (const relation of RELATIONS) for (const compartment of type.protectedWhen === undefined ? [null] : COMPARTMENTS) {
      const me = personOf(role)
      const record = recordOf(kind, relation, compartment)
      const should = expected(kind, role, relation, compartment !== null)
      for (const [letter, decide] of Object.entries(LETTERS)) {
        // Creating is of the person, not of the record: below.
        if (letter === 'C') continue
        check([kind, role, relation, compartment, letter], decide(me, type, record), should.includes(letter))
      }
      const reads = should.includes('R')
      // Channels: each has a door of its own in role.ts, and none may be wider than what is read.
      check([kind, role, relation, compartment, 'pull'], isVisible(me, type, places, record), reads && holdsRecords(role))
      check([kind, role, relation, compartment, 'drill'], mayList(me, type) && mayRead(me, type, places, record), reads)
      const found = maySearch(me, type, places, String(record.values.place))
      if (found !== 'no' && compartment === null) check([kind, role, relation, 'search'], reads, true)
      if (found === 'personal' && compartment === null) check([kind, role, relation, 'search names'], should.includes('P'), true)
      check([kind, role, relation, compartment, 'foreign county'], mayRead({ ...me, county: 'elsewhere', grants: [{ role, place: 'elsewhere', stream: 'elsewhere' }] }, type, places, record), false)
    }
    for (const role of ROLES) for (const where of ['stone', 'hill', 'farm'] as const) {
      const relation: Relation = where === 'stone' ? 'wrote' : where === 'hill' ? 'nextPlace' : 'nextTown'
      const base = EXPECTED[kind]?.[role] ?? {}
      const isCreator = (base.wrote ?? '').includes('C')
      const isThere = where === 'stone' || HOME[role] === 'county' || (where === 'hill' && HOME[role] === 'east')
      const record = { ...recordOf(kind, relation, null), values: { place: where } }
      check([kind, role, where, 'C'], must(LETTERS.C, 'C')(personOf(role), type, record), isCreator && isThere)
    }
  }
  expect(wrong).toEqual([])
  expect(cells).toBeGreaterThan(8_000)
})

test('S03: of whole places nobody has more than was promised, and nothing anywhere else', () => {
  const wrong: string[] = []
  const actual = (role: Role, me: Me, place: string): Readonly<Record<PlaceRight, string>> => {
    const tick = (is: boolean): string => (is ? '✓' : '')
    const exported = (what: Export): string => tick(mayExport(me, places, place, what))
    const unsent = unsentRight(me, places, place)
    const right = RIGHTS[role]
    const isHere = place !== 'farm' || HOME[role] === 'county'
    return {
      board: tick(mayCount(me, places, place)), report: tick(mayReport(me, places, place, 'read')), writeReport: tick(mayReport(me, places, place, 'write')),
      registers: exported('registers'), statistics: exported('statistics'), subsidies: exported('subsidies') || (exported('ownSubsidies') === '' ? '' : '本人'),
      search: { no: '', open: '无姓名', personal: '✓' }[maySearch(me, must<RecordType>(REGISTRY.dispute, 'dispute'), places, place)],
      audit: tick(mayAudit(me)), unsent: unsent === null ? '' : { takes: '接收', passesOn: '转出' }[unsent], accounts: tick(mayAccounts(me, places, place)),
      complaints: tick(right.complaints && isHere), requests: isHere && right.personalRequests !== null ? { proposes: '受理', approves: '同意' }[right.personalRequests] : '',
      phone: tick(holdsRecords(role) && isHere),
    }
  }
  for (const role of ROLES) for (const place of [HOME[role], 'farm']) {
    const is = actual(role, personOf(role), place)
    for (const right of PLACE_RIGHTS) {
      const isPromised = place === HOME[role] || HOME[role] === 'county' || right === 'audit'
      const should = isPromised ? EXPECTED_PLACE[role][right] ?? '' : ''
      if (is[right] !== should) wrong.push(`${role} at ${place}, ${right}: ${is[right]}, promised ${should}`)
    }
    if (reachesStream(personOf(role), 'west') !== (HOME[role] === 'county')) wrong.push(`${role} is poked of the next town`)
  }
  expect(wrong).toEqual([])
})

test('S03: two who hold everything between them and none of it alone: roles in one person add up, and no more', () => {
  const type = must<RecordType>(REGISTRY.dispute, 'dispute')
  const record = recordOf('dispute', 'place', null)
  const both: Me = { ...personOf('admin', 'east'), roles: ['admin', 'gridWorker'], grants: [{ role: 'admin', place: 'east', stream: 'east' }, { role: 'gridWorker', place: 'hill', stream: 'east' }] }
  expect(mayRead(both, type, places, record)).toBe(false)
  expect(mayRead(both, type, places, { ...record, values: { place: 'hill' } })).toBe(true)
  expect(mayRead({ ...personOf('admin', 'east') }, type, places, { ...record, values: { place: 'stone', handler: 'me' } })).toBe(false)
  expect(mayRead({ ...personOf('auditor') }, type, places, { ...record, values: { place: 'stone', handler: 'me' } })).toBe(false)
})

const PATH = join(__dirname, '../../docs/authorisation.md')
test('the table a county signs says what was promised', () => {
  // WRITE_DOCS=1 npx jest src/domain/matrix.test.ts --selectProjects unit
  if (process.env.WRITE_DOCS === '1') writeFileSync(PATH, documented())
  else expect(readFileSync(PATH, 'utf8')).toBe(documented())
})

function documented(): string {
  const label = (role: Role): string => GRANT.fields.role.options[role].label
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.map((row) => `| ${row.map((cell) => cell || '—').join(' | ')} |`)].join('\n')
  const WORDS: Readonly<Record<string, string>> = { R: '看', P: '见姓名', E: '改', C: '录', X: '办结', W: '作废', A: '交办', M: '合并' }
  const inWords = (letters: string): string => [...letters].filter((letter) => letter !== 'C').map((letter) => must(WORDS[letter], letter)).join('、')
  const kinds = Object.keys(EXPECTED).map((kind) => `### ${must<RecordType>(REGISTRY[kind], kind).label}\n\n${table(
    ['角色', '录新的', ...RELATIONS.map((relation) => RELATION_WORDS[relation])],
    ROLES.map((role) => [label(role), (EXPECTED[kind]?.[role]?.wrote ?? '').includes('C') ? '✓' : '', ...RELATIONS.map((relation) => inWords(expected(kind, role, relation, false)))]),
  )}\n`)
  return `# Who may see and do what

Made by \`src/domain/matrix.test.ts\` from the table the program is held to; the test compares every cell with what the program decides
(\`src/domain/roleTable.ts\`, \`role.ts\`) and this page with the table. The Chinese tables are what a county signs.

A role is held at a place and reaches what lies below it. The tables stand for a 网格员 and a 调解员 of one village, roles of one township, and
county roles of the county; 邻村 is another village of the same township. What stands in no cell is refused, and a refusal does not tell whether the
thing exists.

## 记录

${kinds.join('\n')}
## 只许承办人看的（涉未成年人、涉家庭暴力）

只有“自己录的”和“指名经办的”两列有效，同上表；其他人看不到那一件，统计和看板里只多一句“另有 N 件仅承办人可见”。并入这样一件的、转成这样一件的、由这样一件转来的，同样对待。
这样的记录不下发到别人的手机，不进导出的表格，没有公开的码，不能合并。管理员、安全管理员、审计员即使被写成经办人也看不到。

## 一个地方的

${table(['角色', ...PLACE_RIGHTS.map((right) => PLACE_WORDS[right])], ROLES.map((role) => [label(role), ...PLACE_RIGHTS.map((right) => EXPECTED_PLACE[role][right] ?? '')]))}

## Where it is enforced

- \`src/domain/role.ts\` decides, on the phone (what is offered) and on the server (what is done), from \`roleTable.ts\`, the record types'
  \`protectedWhen\` and \`carries.ts\`.
- Every statement over record versions carries a \`Sight\` made from the person who asks (\`src/domain/sight.ts\`, \`src/server/sightSql.ts\`): a
  route that forgot to ask gets nothing. The few readers that see everything name a reason (\`src/server/everything.ts\`), and
  \`.dependency-cruiser.cjs\` names them.
- \`src/server/http/access.ts\` has one row for each route; the server does not start with a route that has none.
- \`test/server/access*.test.ts\` ask every route as every role.
`
}
