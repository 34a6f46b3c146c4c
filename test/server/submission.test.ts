import { randomUUID } from 'node:crypto'
import { read, utils, write } from '@e965/xlsx'
import type { SubmissionFile, SubmissionState, ProfileList, Receipt, ReceiptTaken } from '../../src/core/submission'
import type { Session } from '../../src/core/protocol'
import { submissionXlsx } from '../../src/server/submission/layout'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll, settled } from './town'

const database = withDatabase()
let office: Office
const PROFILE = randomUUID()
const BROKEN = randomUUID()
const [FIRST, SECOND, HIDDEN, TOLD, LED] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  const { town, people } = office
  await office.grant('wang', 'judicial', town.township)
  const columns = [
    ['编号', 'caseNo', '', '', ''], ['类型代码', 'type', 'tjb', '', ''], ['发生地', 'place', '', '', ''], ['受理', 'acceptedOn', '', '', 'chinese'], ['申请人', 'parties[applicant].name', '', '无', ''],
    ['金额', 'amount', '', '', ''], ['区划', '', '', '410423', ''], ['概况', 'summary', '', '', ''],
  ] as const
  const rows = Object.fromEntries(columns.map(([header, field, codes, fixed, dayStyle], i) => [`c${String(columns.length - i).padStart(2, '0')}`, {
    set: { order: i + 1, header, ...(field === '' ? {} : { field }), ...(codes === '' ? {} : { codes }), ...(fixed === '' ? {} : { fixed }), ...(dayStyle === '' ? {} : { dayStyle }) },
  }]))
  await pushAll(town.deps, town.root, town.county, deviceOf('profile'), [
    { record: PROFILE, kind: 'profile', body: { kind: 'create', move: 'add', set: { name: '省平台导入表', system: '省平台', hands: 'dispute', sheet: '纠纷' }, rows: { columns: rows } } },
    { record: BROKEN, kind: 'profile', body: { kind: 'create', move: 'add', set: { name: '错的', system: '别的', hands: 'dispute' }, rows: { columns: { c1: { set: { order: 1, header: '甲', field: 'constructor' } } } } } },
  ])
  await pushAll(town.deps, people.li, town.township, deviceOf('li'), [
    { ...settled(FIRST, town.east, '2026-03-05', { amount: 120_050, summary: '=1+1' }), body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: town.east, acceptedOn: '2026-03-05', form: 'oral', amount: 120_050, summary: '=1+1' }, rows: { parties: { r1: { set: { name: '张某', side: 'applicant' } }, r2: { set: { name: '李某', side: 'respondent' } } } } } },
    settled(SECOND, town.west, '2026-03-06'),
    settled(HIDDEN, town.west, '2026-03-07', { compartment: 'minor' }),
    // What came of a matter that only its handler may see is about the same people: not even its handler hands it over.
    { record: TOLD, kind: 'matter', body: { kind: 'create', move: 'register', set: { kind: 'dispute', place: town.west, receivedOn: '2026-03-08', source: 'office', summary: '家里的事', compartment: 'domestic', handler: people.wang.person } } },
    settled(LED, town.west, '2026-03-09', { fromMatter: TOLD, handler: people.wang.person }),
  ])
})
afterAll(() => office.server.close())

const at = (rest = ''): string => `/api/submission/${office.town.township}${rest}`

async function stateOf(session: Session): Promise<SubmissionState> {
  return (await office.get(session, at(`/${PROFILE}`))).body as SubmissionState
}

async function rowsOf(session: Session, again: string | null): Promise<{ readonly file: SubmissionFile; readonly rows: unknown[][] }> {
  const { status, body } = await office.post(session, at(`/${PROFILE}/export`), { again })
  if (status !== 200) throw new Error(JSON.stringify(body))
  const file = body as SubmissionFile
  const answer = await office.server.inject({ method: 'GET', url: file.url })
  const book = read(answer.rawPayload, { type: 'buffer' })
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  return { file, rows: sheet === undefined ? [] : utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) }
}

async function receive(session: Session, lines: readonly (readonly string[])[]): Promise<ReceiptTaken> {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['导入结果'], ['编号', '省平台编号'], ...lines.map((line) => [...line])]), '回执')
  const answer = await office.server.inject({
    method: 'POST', url: at(`/${PROFILE}/receipt`), payload: write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
    headers: { authorization: `Bearer ${session.access}`, 'content-type': 'application/octet-stream' },
  })
  const { file, ours, theirs } = answer.json<Receipt>()
  expect([ours, theirs]).toEqual([0, 1])
  return (await office.post(session, at(`/${PROFILE}/receipt/${file}`), { ours, theirs })).body as ReceiptTaken
}

async function edit(record: string, set: Readonly<Record<string, string>>): Promise<void> {
  const [row] = await database.db.sql<{ since: number }[]>`select since from dispute_version where record = ${record} and until is null`
  await pushAll(office.town.deps, office.people.li, office.town.township, deviceOf('li'), [{ record, kind: 'dispute', base: row?.since ?? 0, body: { kind: 'move', move: 'correct', set } }])
}

test('what is new goes out in the superior\'s layout, its numbers come back, and only what changes goes out again', async () => {
  const wang = await office.signIn('wang')
  expect(((await office.get(wang, at())).body as ProfileList).profiles.map(({ name, wrong }) => [name, wrong])).toEqual(expect.arrayContaining([
    ['省平台导入表', []], ['错的', ['“甲”要取的“constructor”，“矛盾纠纷”里没有这一栏']],
  ]) as unknown)
  expect((await office.post(wang, at(`/${BROKEN}/export`), { again: null })).status).toBe(400)
  expect(await stateOf(wang)).toMatchObject({ fresh: 2, changed: 0, missing: 2, hidden: 2, batches: [] })

  const { file, rows } = await rowsOf(wang, null)
  const [one, two] = [String(rows[1]?.[0]), String(rows[2]?.[0])]
  expect(rows).toEqual([
    ['编号', '类型代码', '发生地', '受理', '申请人', '金额', '区划', '概况'],
    [one, '2', '甲乡东村', '2026年3月5日', '张某', 1200.5, '410423', '=1+1'],
    [two, '2', '甲乡西村', '2026年3月6日', '无', undefined, '410423', '排水沟的事，商定月底前修好'],
  ])
  expect(await office.post(wang, at(`/${PROFILE}/export`), { again: null })).toMatchObject({ status: 400, body: { message: expect.stringContaining('没有新的') as string } })

  expect(await receive(wang, [[one, 'P-1'], ['没有的', 'P-2'], [two, '']])).toEqual({
    written: 1, same: 0, remarks: [{ row: 4, say: '第 4 行：台账里没有编号“没有的”的一件，没有写。' }, { row: 5, say: `第 5 行：“${two}”没有外部编号，没有写。` }],
  })
  expect(await receive(wang, [[one, 'P-1']])).toMatchObject({ written: 0, same: 1 })
  expect(await receive(wang, [[one, 'P-9']])).toMatchObject({ written: 1, remarks: [{ say: expect.stringContaining('“P-1”换成了“P-9”') as string }] })
  // The number that came back is no change; the list of what the superior lacks is shorter by one.
  const after = await stateOf(wang)
  expect(after).toMatchObject({ fresh: 0, changed: 0, missing: 1, batches: [{ id: file.batch, records: 2 }] })
  expect(after.missingRecords.map(({ id }) => id)).toEqual([SECOND])

  await edit(SECOND, { summary: '改了一个字' })
  expect(await stateOf(wang)).toMatchObject({ changed: 1 })
  expect((await rowsOf(wang, null)).rows).toHaveLength(2)
  expect((await rowsOf(wang, file.batch)).rows).toHaveLength(3)
  const audit = await database.db.sql<{ detail: { rows: number; again: boolean } }[]>`select detail from audit where action = 'submit' order by a`
  expect(audit.map(({ detail }) => [detail.rows, detail.again])).toEqual([[2, false], [1, false], [2, true]])
})

test.each([["表&<1>'甲'/乙", "表&<1>'甲' 乙"], ["'纠纷'", '纠纷'], ['***', 'Sheet1']])('a sheet may be called %s', async (wanted, name) => {
  const profile = { id: '', name: '', system: '', kind: 'dispute', sheet: wanted, columns: [{ header: '编号', field: 'caseNo', codes: null, fixed: '', dayStyle: 'dash' as const }] }
  const book = read(await submissionXlsx(profile, [['一号']]), { type: 'buffer' })
  expect(book.SheetNames).toEqual([name])
  expect(book.Workbook?.Names?.map(({ Ref }) => Ref)).toEqual([`'${name.replace(/'/g, "''")}'!$1:$1`])
})

test('whoever may not take the register away and write it sees no profile', async () => {
  for (const name of ['zhao', 'zhang', 'qian', 'zhou'] as const) {
    const session = await office.signIn(name)
    expect(((await office.get(session, at())).body as ProfileList).profiles ?? []).toEqual([])
    expect((await office.get(session, at(`/${PROFILE}`))).status).toBe(404)
    expect((await office.post(session, at(`/${PROFILE}/export`), { again: null })).status).toBe(404)
  }
})
