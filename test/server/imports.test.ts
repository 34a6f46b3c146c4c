import { randomUUID } from 'node:crypto'
import { utils, write } from '@e965/xlsx'
import type { ImportBatch, ImportFile, ImportMapping, ImportTrial, ImportUndone } from '../../src/core/importing'
import type { Session } from '../../src/core/protocol'
import { recordId } from '../../src/server/import/ids'
import { createFiles, hashOfFile } from '../../src/server/import/held'
import { beginBatch, goOn } from '../../src/server/import/run'
import { findHeader, tableOf } from '../../src/server/import/table'
import { suggestMapping } from '../../src/server/import/suggest'
import { targetsOf } from '../../src/server/import/targets'
import { openBook } from '../../src/server/import/workbook'
import { must } from '../../src/core/assert'
import { REGISTRY } from '../../src/domain/registry'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll } from './town'

const database = withDatabase()
let office: Office
beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
})
afterAll(() => office.server.close())

const HEADER = ['序号', '村组', '受理时间', '当事人', '纠纷类型', '简要案情', '结案日期', '调解结果', '协议形式', '涉及金额（元）']
const LINES: readonly (readonly (string | number)[])[] = [
  [1, '东村一组', '2023年3月5日', '张某、李某', '邻里纠纷', '排水沟', '2023.3.9', '调解成功', '口头', ''],
  [2, '西村', 44995, '王某', '宅基地', '滴水', '2023/3/20', '成功', '书面', '1,200.50'],
  [3, '西村', '20230401', '', '其它类', '说不清', '', '', '', ''],
  [4, '南山', '3月', '赵某', '邻里', '树', '', '', '', ''],
  [5, '东', '２０２３－５－１', '钱某 孙某', '邻里', '路', '', '', '', ''],
]

function fileOf(lines: readonly (readonly (string | number)[])[], header: readonly string[] = HEADER): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['甲乡2023年矛盾纠纷台账'], [...header], ...lines.map((line) => [...line]), ['合计', lines.length]]), '2023')
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

async function choose(session: Session, bytes: Buffer, kind = 'dispute'): Promise<{ readonly status: number; readonly body: ImportFile }> {
  const answer = await office.server.inject({
    method: 'POST', url: `/api/imports/${office.town.township}/${kind}`, payload: bytes,
    headers: { authorization: `Bearer ${session.access}`, 'content-type': 'application/octet-stream' },
  })
  return { status: answer.statusCode, body: answer.json<ImportFile>() }
}

async function post<T>(session: Session, path: string, payload: object): Promise<T> {
  const { status, body } = await office.post(session, `/api/import/${office.town.township}/${path}`, payload)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as T
}

async function countAll(): Promise<number> {
  const [row] = await database.db.sql<{ count: number }[]>`select count(*) as count from op where stream = ${office.town.township} and n is not null`
  return row?.count ?? 0
}

async function stagesOf(batch: string, rows: readonly number[]): Promise<readonly (string | undefined)[]> {
  const found = await database.db.sql<{ record: string; stage: string }[]>`select record, stage from dispute_version where stream = ${office.town.township} and until is null`
  const stageById = new Map(found.map(({ record, stage }) => [record, stage]))
  return rows.map((row) => stageById.get(recordId(batch, row)))
}

test('a register goes in: every bad cell is named, nothing is written before it is confirmed, cases end where they ended', async () => {
  const li = await office.signIn('li')
  const { body: file } = await choose(li, fileOf(LINES))
  expect(file.sheet).toMatchObject({ headerRow: 2, rows: 5, notes: ['第 8 行是合计，没有算进来。'], remembered: false, mapping: { year: 2023 } })
  expect(file.sheet.mapping.columns.map(({ key }) => key)).toEqual(['place', 'acceptedOn', 'parties.name', 'type', 'summary', 'closedOn', 'result', 'form', 'amount'])
  const before = await countAll()
  const tried = await post<ImportTrial>(li, `${file.file}/try`, { mapping: file.sheet.mapping })
  expect(tried.bad.map(({ say }) => say)).toEqual([
    '第 5 行“纠纷类型”：写的是“其它类”，对不上“类型”里的哪一项。',
    '第 6 行“村组”：写的是“南山”，名录里没有这个地方。',
    '第 6 行“受理时间”：写的是“3月”，看不出是哪一天。',
  ])
  expect(tried).toMatchObject({ rows: 5, ready: 3, badRows: 2, first: '2023-03-05', last: '2023-05-01' })
  expect(tried.unknown.map(({ key, word }) => [key, word])).toEqual([['type', '其它类'], ['place', '南山']])
  // The importer says what a word means.
  const mapping: ImportMapping = { ...file.sheet.mapping, words: { type: { 其它类: 'other' } } }
  expect(await post<ImportTrial>(li, `${file.file}/try`, { mapping })).toMatchObject({ ready: 4, badRows: 1 })
  expect(await countAll()).toBe(before)

  const batch = await post<ImportBatch>(li, `${file.file}/confirm`, { mapping, name: '台账.xlsx', again: false })
  expect(batch).toMatchObject({ rows: 4, done: 4, taken: 4, refused: [], name: '台账.xlsx' })
  expect(await stagesOf(batch.id, [3, 4, 5, 6, 7])).toEqual(['archived', 'archived', 'accepted', undefined, 'accepted'])
  const { body } = await office.get(li, `/api/record/${office.town.township}/${recordId(batch.id, 4)}`)
  expect((body as { record: { values: object } }).record.values).toMatchObject({
    place: office.town.west, type: 'homestead', acceptedOn: '2023-03-10', reportedOn: '2023-03-10', closedOn: '2023-03-20', result: 'success', form: 'written', amount: 120_050,
    parties: { r001: { values: { name: '王某' } } }, caseNo: expect.stringContaining('2023') as string,
  })

  // The same file again, and the same entries in another file.
  const again = await choose(li, fileOf(LINES))
  expect(again.body.before).toMatchObject({ id: batch.id, done: 4 })
  expect(again.body.sheet).toMatchObject({ remembered: true, mapping: { words: { type: { 其它类: 'other' } } } })
  const refused = await office.post(li, `/api/import/${office.town.township}/${again.body.file}/confirm`, { mapping, name: '', again: false })
  expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('已经导入过') as string } })
  const other = await choose(li, fileOf(LINES.slice(0, 2)))
  const known = await post<ImportTrial>(li, `${other.body.file}/try`, { mapping: other.body.sheet.mapping })
  expect(known).toMatchObject({ ready: 0, known: 2, badRows: 0 })
  expect(known.remarks.find(({ row }) => row === 3)?.say).toMatch(/^第 3 行：台账里好像已经有这一件（.+），日期、地方和内容都一样。$/)
  expect(await post<ImportTrial>(li, `${other.body.file}/try`, { mapping: { ...other.body.sheet.mapping, skipKnown: false } })).toMatchObject({ ready: 2 })

  // Undone as one; what somebody worked on since is left until it is said.
  const touched = recordId(batch.id, 5)
  const [version] = await database.db.sql<{ since: number }[]>`select since from dispute_version where record = ${touched} and until is null`
  await pushAll(office.town.deps, office.people.wang, office.town.township, deviceOf('wang'), [{ record: touched, kind: 'dispute', base: must(version, 'a version').since, body: { kind: 'edit', set: { people: 3 } } }])
  const undone = await post<ImportUndone>(li, `batch/${batch.id}/undo`, { also: [] })
  expect(undone).toMatchObject({ withdrawn: 3, more: false, left: [{ row: 5, record: touched, mayForce: true }] })
  expect(await stagesOf(batch.id, [3, 4, 5, 7])).toEqual(['withdrawn', 'withdrawn', 'accepted', 'withdrawn'])
  expect(await post<ImportUndone>(li, `batch/${batch.id}/undo`, { also: [touched] })).toMatchObject({ withdrawn: 1, left: [] })
  expect(await stagesOf(batch.id, [5])).toEqual(['withdrawn'])
  const audit = await database.db.sql<{ action: string; detail: object }[]>`select action, detail from audit where stream = ${office.town.township} and action in ('import', 'undoImport') order by a`
  expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
    ['import', { kind: 'dispute', rows: 4 }], ['undoImport', { withdrawn: 3, left: 1 }], ['undoImport', { withdrawn: 1, left: 0 }],
  ])
  // Taken back, the file may come again.
  expect((await choose(li, fileOf(LINES))).body.before).toBeNull()
})

test('what one person may not take back, another still may', async () => {
  const [li, wang] = [await office.signIn('li'), await office.signIn('wang')]
  const { body: file } = await choose(li, fileOf([[1, '东村', '2021-3-5', '冯某', '邻里', '水渠', '', '', '', '']]))
  await post<ImportTrial>(li, `${file.file}/try`, { mapping: file.sheet.mapping })
  const batch = await post<ImportBatch>(li, `${file.file}/confirm`, { mapping: file.sheet.mapping, name: '', again: false })
  // Wanted again, what is there by now is left out all the same.
  const again = await office.post(li, `/api/import/${office.town.township}/${file.file}/confirm`, { mapping: file.sheet.mapping, name: '', again: true })
  expect(again).toMatchObject({ status: 400, body: { message: expect.stringContaining('没有一行能导入') as string } })
  const record = recordId(batch.id, 3)
  const [version] = await database.db.sql<{ since: number }[]>`select since from dispute_version where record = ${record} and until is null`
  // From now on only whoever wrote it sees more than a number.
  await pushAll(office.town.deps, office.people.li, office.town.township, deviceOf('li'), [{ record, kind: 'dispute', base: must(version, 'a version').since, body: { kind: 'edit', set: { compartment: 'minor' } } }])
  expect(await post<ImportUndone>(wang, `batch/${batch.id}/undo`, { also: [record] })).toMatchObject({ withdrawn: 0, left: [{ row: 3, mayForce: false }] })
  expect(await post<ImportUndone>(li, `batch/${batch.id}/undo`, { also: [record] })).toMatchObject({ withdrawn: 1, left: [] })
  expect(await stagesOf(batch.id, [3])).toEqual(['withdrawn'])
})

test('a batch that broke off goes on where it stopped, and writes nothing twice', async () => {
  const { town, people } = office
  const type = must(REGISTRY.dispute, 'dispute')
  const bytes = fileOf(Array.from({ length: 60 }, (_, i) => [i, '东村', `2022-1-${1 + (i % 28)}`, `甲${i}、乙${i}`, '邻里', `第${i}件`, `2022-2-${1 + (i % 28)}`, '成功', '口头', '']))
  const opened = openBook(bytes)
  if (opened.kind !== 'ok') throw new Error(opened.say)
  const sheet = opened.value.openSheet('2023')
  if (sheet.kind !== 'ok') throw new Error(sheet.say)
  const targets = targetsOf(type, await town.deps.configs.current(town.deps.db.sql, town.county))
  const table = tableOf(sheet.value, findHeader(sheet.value, targets))
  const held = { person: people.li.person, stream: town.township, kind: 'dispute', hash: hashOfFile(bytes), book: opened.value, sheet: null, tried: null, work: null }
  const desk = { deps: town.deps, me: people.li, stream: town.township, type }
  const batch = must(await beginBatch(desk, held, table, suggestMapping(table, targets), 'x'), 'a batch')
  expect((await goOn(desk, held, table, batch, 2)).batch).toMatchObject({ rows: 60, done: 24, taken: 24 })
  // The server started anew: the file is chosen again, and what is left is worked out from it.
  const li = await office.signIn('li')
  const { body: file } = await choose(li, bytes)
  expect(file.before).toMatchObject({ id: batch.id, rows: 60, done: 24 })
  const rest = await post<ImportBatch>(li, `${file.file}/batch/${batch.id}/go`, {})
  expect(rest).toMatchObject({ rows: 60, done: 60, taken: 60, refused: [] })
  const before = await countAll()
  expect(await post<ImportBatch>(li, `${file.file}/batch/${batch.id}/go`, {})).toMatchObject({ done: 60 })
  expect(await countAll()).toBe(before)
  expect(new Set(await stagesOf(batch.id, batch.rows))).toEqual(new Set(['archived']))
})

test('matters, outreach and other registers go in too', async () => {
  const sun = await office.signIn('sun')
  const unit = randomUUID()
  await pushAll(office.town.deps, office.town.root, office.town.county, deviceOf('unit'), [{ record: unit, kind: 'unit', body: { kind: 'create', move: 'add', set: { name: '民政所' } } }])
  const take = async (kind: string, header: readonly string[], lines: readonly (readonly (string | number)[])[], fixed: Readonly<Record<string, string>>): Promise<{ readonly batch: ImportBatch; readonly file: ImportFile }> => {
    const { body: file } = await choose(sun, fileOf(lines, header), kind)
    const mapping = { ...file.sheet.mapping, fixed }
    const tried = await post<ImportTrial>(sun, `${file.file}/try`, { mapping })
    expect(tried.bad).toEqual([])
    return { file, batch: await post<ImportBatch>(sun, `${file.file}/confirm`, { mapping, name: kind, again: false }) }
  }
  const matters = await take('matter', ['说事时间', '姓名', '村', '诉求内容', '办理单位', '办结时间', '办理结果'], [
    ['2023-6-1', '张某', '东村', '问低保', '', '2023-6-1', '告知了条件'], ['2023-6-2', '李某', '西村', '路灯', '民政所', '2023-6-9', '修好了'],
  ], { kind: 'help' })
  expect(matters.batch).toMatchObject({ taken: 2, refused: [] })
  const rows = await database.db.sql<{ stage: string; outcome: string; lead: string | null }[]>`
    select stage, v_outcome as outcome, v_lead_unit as lead from matter_version where stream = ${office.town.township} and until is null order by v_received_on`
  expect(rows.map(({ stage, outcome, lead }) => [stage, outcome, lead])).toEqual([['answered', 'answered', null], ['archived', 'handled', unit]])
  const outreach = await take('outreach', ['活动时间', '活动地点', '活动主题', '参加人数', '发放资料（份）', '横幅'], [['2023.12.4', '东村', '宪法宣传', 120, '300份', 2]], { kind: '集中宣传' })
  expect(outreach.batch).toMatchObject({ taken: 1 })
  const [event] = await database.db.sql<{ materials: object }[]>`select v_materials as materials from outreach_version where stream = ${office.town.township} and until is null`
  expect(event?.materials).toEqual([{ what: 'leaflet', quantity: 300 }, { what: 'banner', quantity: 2 }])
  const work = await take('work', ['会议时间', '会议名称', '地点'], [['2023-1-9', '法治建设专题会', '甲乡']], { category: 'meeting', meeting: 'special' })
  expect(work.batch).toMatchObject({ taken: 1 })
})

test('a file of our own says nothing twice: rows are known by their official number, and only a number that is not there is new', async () => {
  const li = await office.signIn('li')
  const header = ['序号', '编号', '状态', '村组', '受理日期', '类型', '简要案情']
  const { body: file } = await choose(li, fileOf([[1, '4', '', '东村', '2021-6-1', '邻里', '一'], [2, '5', '', '东村', '2021-6-2', '邻里', '二']], header))
  // Elsewhere 编号 means something else, and stays out.
  expect(file.sheet.mapping.columns.map(({ key }) => key)).toEqual(['place', 'acceptedOn', 'type', 'summary'])
  const batch = await post<ImportBatch>(li, `${file.file}/confirm`, { mapping: file.sheet.mapping, name: '', again: false })
  expect(batch.taken).toBe(2)
  const rows = await database.db.sql<{ record: string; no: string }[]>`select record, data->>'caseNo' as no from dispute_version where stream = ${office.town.township} and until is null`
  const numberOf = (row: number): string => must(rows.find(({ record }) => record === recordId(batch.id, row)), 'a record').no
  // Told otherwise, as a file without names and with a corrected day may tell it; the last is of another register.
  const { body: ours } = await choose(li, fileOf([
    [1, numberOf(3), '已受理', '西村', '2021-7-1', '宅基地', '另写的'], [2, numberOf(4), '已受理', '东村', '2021-7-2', '邻里', '也是'], [3, '外调〔2021〕9号', '已受理', '东村', '2021-7-3', '邻里', '新的'],
  ], header))
  expect(ours.sheet.mapping.columns[0]).toEqual({ at: 1, key: 'caseNo' })
  expect(ours.sheet.targets.find(({ key }) => key === 'caseNo')).toMatchObject({ label: '编号（本系统的）', value: 'serial' })
  const tried = await post<ImportTrial>(li, `${ours.file}/try`, { mapping: ours.sheet.mapping })
  expect(tried).toMatchObject({ ready: 1, known: 2, badRows: 0 })
  expect(tried.remarks.find(({ row }) => row === 3)?.say).toBe(`第 3 行：台账里已经有编号“${numberOf(3)}”的这一件。`)
  const added = await post<ImportBatch>(li, `${ours.file}/confirm`, { mapping: ours.sheet.mapping, name: '', again: false })
  expect(added).toMatchObject({ rows: 1, taken: 1, refused: [] })
  // One that was taken back keeps its number: the same file does not bring it a second time.
  await post<ImportUndone>(li, `batch/${batch.id}/undo`, { also: [] })
  const again = await post<ImportTrial>(li, `${ours.file}/try`, { mapping: ours.sheet.mapping })
  expect(again).toMatchObject({ known: 3, ready: 0 })
})

test('whoever may not write the kind in the township imports nothing there, and a file is only its chooser\'s', async () => {
  const [zhao, zhang, qian, li, wang] = [await office.signIn('zhao'), await office.signIn('zhang'), await office.signIn('qian'), await office.signIn('li'), await office.signIn('wang')]
  const bytes = fileOf([LINES[0] ?? []])
  for (const session of [zhao, zhang, qian]) {
    expect((await choose(session, bytes)).status).toBe(404)
    expect((await office.get(session, `/api/imports/${office.town.township}`)).status).toBe(404)
  }
  expect((await choose(li, bytes, 'place')).status).toBe(404)
  expect((await choose(li, bytes, 'constructor')).status).toBe(404)
  const { body: file } = await choose(li, bytes)
  const stolen = await office.post(wang, `/api/import/${office.town.township}/${file.file}/try`, { mapping: file.sheet.mapping })
  expect(stolen).toMatchObject({ status: 400, body: { message: expect.stringContaining('重新选一次文件') as string } })
  expect((await choose(li, Buffer.alloc(9 * 1024 * 1024))).status).toBe(413)
  expect(await choose(li, Buffer.from('not a file'))).toMatchObject({ status: 400, body: { message: expect.stringContaining('不是 .xlsx') as string } })
})

test('files come no faster than they can be looked at', async () => {
  const li = await office.signIn('li')
  const statuses: number[] = []
  for (let i = 0; i < 22; i += 1) statuses.push((await choose(li, Buffer.from('x'))).status)
  expect([statuses[0], statuses[21]]).toEqual([400, 429])
})

test('a file nobody asks for is forgotten, and nobody keeps more than two', () => {
  let now = 0
  const files = createFiles(() => now)
  const held = { person: 'p', stream: 's', kind: 'dispute', hash: '', book: { sheets: [], openSheet: () => ({ kind: 'refused' as const, say: '' }) }, sheet: null, tried: null, work: null }
  const [first, second] = [files.hold(held), files.hold(held)]
  expect(files.find(first, 'p', 's')).not.toBeNull()
  expect(files.find(first, 'q', 's')).toBeNull()
  files.hold(held)
  expect(files.find(first, 'p', 's')).toBeNull()
  now = 31 * 60_000
  expect(files.find(second, 'p', 's')).toBeNull()
})

