import { randomUUID } from 'node:crypto'
import { read, utils } from '@e965/xlsx'
import PizZip from 'pizzip'
import { must } from '../../src/core/assert'
import type { OpBody } from '../../src/core/op'
import type { FileLink, Me, Problem } from '../../src/core/protocol'
import { REGISTERS, type RegisterKind } from '../../src/domain/registers'
import { readAudit } from '../../src/server/audit/verify'
import { exportTable } from '../../src/server/exports/exportTable'
import { figures } from '../../src/server/read'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll, settled, type Planned } from './town'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const database = withDatabase()
let office: Office
let judicial: Me
let countyJudicial: Me

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  const { town, people } = office
  await office.strip('wang')
  await office.grant('wang', 'judicial', town.township)
  judicial = { ...people.wang, roles: ['judicial'], grants: [{ role: 'judicial', place: town.township, stream: town.township }] }
  countyJudicial = { ...people.zhou, roles: ['countyJudicial'], grants: [{ role: 'countyJudicial', place: town.county, stream: town.county }] }
  await fill()
})
afterAll(() => office.server.close())

const create = (kind: string, move: string, set: Extract<OpBody, { kind: 'create' }>['set']): Planned => ({ record: randomUUID(), kind, body: { kind: 'create', move, set } })

async function fill(): Promise<void> {
  const { town: { deps, township, east, west, groups, other }, people: { li, zhang, sun } } = office
  const [group = ''] = groups
  const partied: Planned = {
    record: randomUUID(), kind: 'dispute',
    body: {
      kind: 'create', move: 'settleOnSpot', rows: { parties: { r1: { set: { name: '陈大山', side: 'applicant', phone: '13800000000' } }, r2: { set: { name: '吴小河', side: 'respondent' } } } },
      set: { type: 'neighbour', place: group, acceptedOn: '2026-03-05', form: 'oral', amount: 120_050, people: 3, summary: '=HYPERLINK("http://x","排水沟")' },
    },
  }
  await pushAll(deps, li, township, deviceOf('li'), [
    partied,
    settled(randomUUID(), west, '2026-04-01', { type: 'marriage', form: 'written', amount: 30_000 }),
    settled(randomUUID(), township, '2026-05-02', { type: 'land', prevented: ['crime', 'massPetition'], preventedPeople: 7 }),
    { record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'failOnSpot', set: { type: 'land', place: east, acceptedOn: '2026-05-03', summary: '地界' } } },
    settled(randomUUID(), east, '2026-05-04', { summary: '不能外传的事', compartment: 'domestic' }),
    settled(randomUUID(), west, '2025-05-04'),
  ])
  await pushAll(deps, zhang, township, deviceOf('zhang'), [
    settled(randomUUID(), east, '2026-06-01'),
    create('dispute', 'register', { type: 'damages', place: east, reportedOn: '2026-06-02', summary: '还没受理的' }),
    create('matter', 'register', { kind: 'help', place: east, receivedOn: '2026-06-03', source: 'office', summary: '路灯不亮' }),
  ])
  await pushAll(deps, sun, township, deviceOf('sun'), [
    create('screening', 'record', { place: east, from: '2026-02-01', to: '2026-02-28', times: 5, prevented: 2, found: 3 }),
    create('roster', 'record', { item: 'mediator', person: li.person, place: east, employment: 'fullTime' }),
    create('roster', 'record', { item: 'mediator', person: li.person, place: west, employment: 'fullTime' }),
    create('roster', 'record', { item: 'committee', name: '东村调委会', place: east }),
  ])
  const qian: Me = { ...office.people.qian, roles: ['mediator'], grants: [{ role: 'mediator', place: other, stream: other }] }
  await pushAll(deps, qian, other, deviceOf('qian'), [settled(randomUUID(), other, '2026-03-01', { amount: 100 })])
}


/** The table as another program reads it: everything above it, its head, its rows by the head's words, everything below. */
interface Table {
  readonly name: string
  readonly notes: readonly string[]
  readonly head: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly closing: readonly string[]
  readonly strings: string
  readonly xml: string
}

function tableOf(bytes: Uint8Array, name: string): Table {
  const book = read(bytes, { type: 'array' })
  const lines = utils.sheet_to_json<unknown[]>(must(book.Sheets[book.SheetNames[0] ?? ''], 'a sheet'), { header: 1, defval: null })
  const [, , , head = [], ...rest] = [lines[0], lines[1], lines[2], (lines[3] ?? []).map(String), ...lines.slice(4)] as [unknown[], unknown[], unknown[], string[], ...unknown[][]]
  const isRow = (line: readonly unknown[]): boolean => line.slice(1).some((cell) => cell !== null)
  const zip = new PizZip(bytes)
  return {
    name, notes: lines.slice(0, 3).map((line) => String(line[0])), head,
    rows: rest.filter(isRow).map((line) => Object.fromEntries(head.map((label, i) => [label, line[i]]))),
    closing: rest.filter((line) => !isRow(line)).map((line) => String(line[0])),
    strings: zip.file('xl/sharedStrings.xml')?.asText() ?? '', xml: zip.file('xl/worksheets/sheet1.xml')?.asText() ?? '',
  }
}

async function taken(me: Me, what: string, place: string | null = null, stream = office.town.township, period = YEAR): Promise<Table> {
  const exported = await exportTable(office.town.deps, me, stream, { what, period, place })
  if (exported.kind !== 'file') throw new Error(JSON.stringify(exported))
  return tableOf(exported.bytes, exported.name)
}
const refused = async (me: Me, what: string, place: string | null = null, stream = office.town.township, period = YEAR) => {
  const exported = await exportTable(office.town.deps, me, stream, { what, period, place })
  return exported.kind === 'say' ? exported.say : exported.kind
}
const lineOf = (table: Table, label: string) => must(table.rows.find((row) => String(row['项目']).trim() === label), label)

test('the Ministry\'s table counts people\'s mediation only, by village in administrative order, and every total is the sum of its parts', async () => {
  const table = await taken(judicial, 'statistics')
  expect(table.head).toEqual(['项目', '单位', '合计', '东村', '西村', '甲乡本级'])
  const cells = (label: string) => ['合计', '东村', '西村', '甲乡本级'].map((column) => lineOf(table, label)[column])
  expect(cells('调解案件总数')).toEqual([5, 3, 1, 1])
  expect(cells('达成协议')).toEqual([4, 2, 1, 1])
  expect(cells('邻里')).toEqual([2, 2, 0, 0])
  expect(cells('协议涉及金额')).toEqual([1500.5, 1200.5, 300, 0])
  expect(cells('防止纠纷转化为刑事案件')).toEqual([1, 0, 0, 1])
  expect(cells('排查纠纷')).toEqual([5, 5, 0, 0])
  expect(cells('人民调解员')).toEqual([1, 1, 1, 0])
  for (const row of table.rows.filter((each) => each['项目'] !== '人民调解员' && each['项目'] !== '　　专职')) {
    expect([row['项目'], Number(row['东村']) + Number(row['西村']) + Number(row['甲乡本级'])]).toEqual([row['项目'], row['合计']])
  }
  expect(table.xml).not.toMatch(/<f[ >/]/)
})

test('a quarter has its own, and a village its groups', async () => {
  const quarter = await taken(judicial, 'statistics', null, office.town.township, { from: '2026-01-01', to: '2026-03-31' })
  expect([quarter.name, lineOf(quarter, '调解案件总数')['合计']]).toEqual(['甲乡人民调解统计表（2026年第一季度）.xlsx', 1])
  const village = await taken(judicial, 'statistics', office.town.east)
  expect(village.head.slice(2)).toEqual(['合计', '东村一组', '东村二组', '东村本级'])
})

test('a county has its townships in administrative order and a total', async () => {
  const table = await taken(countyJudicial, 'statistics', null, office.town.county)
  expect(table.head.slice(2)).toEqual(['合计', '甲乡', '乙乡'])
  expect(['合计', '甲乡', '乙乡'].map((column) => lineOf(table, '调解案件总数')[column])).toEqual([6, 5, 1])
})

test('a register has typed cells, whole names of places, and what its figures count', async () => {
  const table = await taken(judicial, 'dispute')
  expect(table.head.slice(0, 4)).toEqual(['序号', '编号', '状态', '当事人'])
  expect(table.rows.map((row) => row['受理日期'])).toEqual([46_086, 46_113, 46_144, 46_145, 46_174, null])
  expect(table.rows[0]).toMatchObject({
    '序号': 1, '状态': '已归档', '类型': '邻里', '在哪': '甲乡东村一组', '涉及金额（元）': 1200.5, '涉及人数（人）': 3, '协议': '口头协议', '途径': '人民调解',
    '当事人': '1. 姓名：陈大山，哪一方：申请人，联系方式：13800000000\n2. 姓名：吴小河，哪一方：被申请人', '怎么回事、怎么商定的': '=HYPERLINK("http://x","排水沟")',
  })
  expect(table.rows[5]).toMatchObject({ '状态': '待受理', '怎么回事、怎么商定的': '还没受理的' })
  expect(table.closing).toEqual(['另有 1 件仅承办人可见，不列出。'])
  const counted = await figures(office.town.deps, judicial, { stream: office.town.township, at: null, queries: REGISTERS.dispute.map((figure) => ({ figure, period: YEAR, place: null, by: null })) })
  if (counted.kind !== 'read') throw new Error(counted.kind)
  expect(counted.answer.results.reduce((sum, { value }) => sum + value, 0)).toBe(table.rows.length + 1)
  expect(table.xml).not.toMatch(/<f[ >/]/)
})

test('whoever sees no names gets none, and the sheet says who took it and when', async () => {
  const table = await taken(office.people.zhao, 'dispute')
  expect(table.rows).toHaveLength(6)
  for (const left of ['当事人', '怎么回事、怎么商定的', '照片（张）', '回访']) expect(table.head).not.toContain(left)
  expect(table.strings).not.toMatch(/陈大山|排水沟|还没受理的|不能外传/)
  expect(table.notes).toEqual(['矛盾纠纷台账', '甲乡　2026年　共 6 条', '赵 2026年6月15日 10:00 从说事簿导出'])
  expect((await taken(judicial, 'dispute')).notes[2]).toBe('王 2026年6月15日 10:00 从说事簿导出　含个人信息，只供工作使用，请妥善保管')
})

test('what only its handler sees is a number, in the handler\'s own table too', async () => {
  for (const me of [office.people.li, judicial, office.people.zhao]) {
    const table = await taken(me, 'dispute')
    expect([table.rows.length, table.closing]).toEqual([6, ['另有 1 件仅承办人可见，不列出。']])
    expect(table.strings).not.toContain('不能外传的事')
  }
})

test('every register can be taken, narrowed to a place', async () => {
  const sizes = await Promise.all((Object.keys(REGISTERS) as RegisterKind[]).map(async (kind) => [kind, (await taken(judicial, kind, office.town.east)).rows.length]))
  expect(Object.fromEntries(sizes)).toEqual({ dispute: 4, matter: 1, outreach: 0, screening: 1, work: 0, confirmation: 0, roster: 2 })
  const roster = await taken(judicial, 'roster')
  expect(roster.name).toBe('甲乡名册（2026年）.xlsx')
  expect(roster.rows.map((row) => row['人员'] ?? row['名称']).sort()).toEqual(['东村调委会', '李', '李'])
})

test('a county gets all its townships\' records, without names', async () => {
  const table = await taken(countyJudicial, 'dispute', null, office.town.county)
  expect([table.rows.length, table.name]).toEqual([7, '试县矛盾纠纷台账（2026年）.xlsx'])
  expect(table.rows.map((row) => row['在哪'])).toContain('乙乡')
  expect(table.strings).not.toMatch(/陈大山/)
})

test('nobody takes what is not theirs, and nobody learns what exists', async () => {
  const { town, people } = office
  expect(await Promise.all([
    refused(people.zhang, 'dispute'), refused(people.zhang, 'statistics'), refused(people.li, 'statistics'), refused(people.zhao, 'subsidies'), refused(people.zhou, 'roster'),
    refused(judicial, 'dispute', null, town.other), refused(judicial, 'dispute', town.other), refused(judicial, 'dispute', null, town.county),
    refused(judicial, 'grant'), refused(judicial, 'constructor'), refused(judicial, 'dispute', null, randomUUID()), refused(judicial, 'dispute', randomUUID()), refused(judicial, 'dispute', null, town.east),
  ])).toEqual(Array(13).fill('notFound'))
  expect(await refused(judicial, 'dispute', null, town.township, { from: '2026-02-30', to: '2026-03-01' })).toBe('起止日期不是日子，请改一下。')
  expect(await refused(judicial, 'dispute', null, town.township, { from: '2026-03-02', to: '2026-03-01' })).toBe('开始的日子在结束的后面，请改一下。')
})

test('an export with people in it stands on the audit trail, by numbers only', async () => {
  const { town } = office
  const lines = () => database.db.sql<{ actor: string; subject: string; detail: object }[]>`select actor, subject, detail from audit where stream = ${town.township} and action = 'exported' order by a`
  const before = (await lines()).length
  await taken(judicial, 'statistics')
  await refused(office.people.zhang, 'dispute')
  await taken(judicial, 'dispute', town.east)
  await taken(office.people.zhao, 'dispute')
  expect((await lines()).slice(before)).toEqual([
    { actor: judicial.person, subject: town.east, detail: { what: 'dispute', from: YEAR.from, to: YEAR.to, rows: 4, hidden: 1, personal: true } },
    { actor: office.people.zhao.person, subject: town.township, detail: { what: 'dispute', from: YEAR.from, to: YEAR.to, rows: 6, hidden: 1, personal: false } },
  ])
  expect((await readAudit(database.db.sql, town.deps.vault, town.township)).brokenAt).toBeNull()
})

test('以案定补 is off until the county writes it, pays each case once, and lists nobody by rank', async () => {
  const { town, people } = office
  expect(await refused(judicial, 'subsidies')).toContain('没有开。要开，请县管理员在设置里添一条')
  const set = create('setting', 'add', { name: '以案定补', text: '简易、口头：30元\n书面：一百元' })
  await expect(pushAll(town.deps, town.root, town.county, deviceOf('set'), [set])).rejects.toThrow('第 2 行看不懂：“书面：一百元”')
  await pushAll(town.deps, town.root, town.county, deviceOf('set'), [create('setting', 'add', { name: '以案定补', text: '简易、口头：30元\n书面：100元' })])

  const table = await taken(judicial, 'subsidies')
  expect(table.rows.map((row) => [row['调解员'] ?? row['序号'], row['难易'], row['协议'], row['档次'], row['金额（元）']])).toEqual([
    ['李', '简易', '口头协议', '简易、口头', 30], ['李', '一般', '书面协议', '书面', 100], ['李', '简易', '口头协议', '简易、口头', 30], ['合计', null, null, null, 160],
  ])
  const numbers = table.rows.slice(0, 3).map((row) => Number(/(\d+)号/.exec(String(row['编号']))?.[1]))
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  expect(table.closing).toEqual(['另有 1 件仅承办人可见，不列出。'])
  expect((await taken(people.li, 'subsidies')).rows).toHaveLength(4)
  const wei: Me = { ...people.li, person: randomUUID(), name: '魏' }
  expect((await taken(wei, 'subsidies')).rows).toHaveLength(1)

  await pushAll(town.deps, town.root, town.county, deviceOf('set'), [{ record: people.li.person, kind: 'person', body: { kind: 'edit', set: { civilServant: true } } }])
  const without = await taken(judicial, 'subsidies')
  expect([without.rows.length, without.closing[0]]).toEqual([1, '公职人员经办的 3 件不发补贴，不列出。'])
})

test('the route gives an address that is good once', async () => {
  const session = await office.signIn('wang')
  const { status, body } = await office.post(session, `/api/export/${office.town.township}`, { what: 'dispute', period: YEAR, place: null })
  expect(status).toBe(200)
  const { url, name } = body as FileLink
  expect(name).toBe('甲乡矛盾纠纷台账（2026年）.xlsx')
  const file = await office.server.inject({ method: 'GET', url })
  expect([file.statusCode, file.headers['content-type'], file.headers['cache-control']]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'no-store'])
  expect(file.headers['content-disposition']).toBe(`attachment; filename="file.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`)
  expect(tableOf(file.rawPayload, name).rows).toHaveLength(6)
  expect((await office.server.inject({ method: 'GET', url })).statusCode).toBe(404)
})

test('bad questions are answered in words', async () => {
  const session = await office.signIn('wang')
  const ask = (payload: object, stream = office.town.township) => office.post(session, `/api/export/${stream}`, payload)
  const statuses = await Promise.all([
    ask({}), ask({ what: 'dispute', period: YEAR }), ask({ what: 'dispute', period: { from: 'x', to: 'y' }, place: null }), ask({ what: '=1', period: YEAR, place: null }),
    ask({ what: 'dispute', period: YEAR, place: null }, 'nowhere'), ask({ what: 'nothing', period: YEAR, place: null }), ask({ what: 'dispute', period: { from: '2026-13-01', to: '2026-13-02' }, place: null }),
  ])
  expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 404, 400])
  expect((statuses[6]?.body as Problem).message).toBe('起止日期不是日子，请改一下。')
  const zhang = await office.signIn('zhang')
  expect((await office.post(zhang, `/api/export/${office.town.township}`, { what: 'dispute', period: YEAR, place: null })).status).toBe(404)
})
