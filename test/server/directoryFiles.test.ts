import { randomUUID } from 'node:crypto'
import type { DirectoryTaken, DirectoryTrial, GrantList, PlaceDepends } from '../../src/core/directoryWire'
import type { FileLink, Session } from '../../src/core/protocol'
import { openBook } from '../../src/server/import/workbook'
import { rowsOf, xlsxOf, type Cell } from '../../src/server/xlsx/workbook'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll, settled } from './town'

const database = withDatabase()
let office: Office
let admin: Session
beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  admin = await office.signIn('zhou')
})
afterAll(() => office.server.close())

async function fileOf(heads: readonly string[], rows: readonly (readonly string[])[]): Promise<Buffer> {
  const cells = rows.map((row) => row.map((text): Cell => (text === '' ? null : { kind: 'text', text })))
  return Buffer.from(await xlsxOf([{ name: '表', title: '名录', notes: [], columns: heads.map((label) => ({ label, width: 12 })), rows: rowsOf(cells), closing: [] }]))
}

async function attempt(session: Session, kind: string, bytes: Buffer): Promise<{ readonly status: number; readonly trial: DirectoryTrial }> {
  const headers = { authorization: `Bearer ${session.access}`, 'content-type': 'application/octet-stream' }
  const answer = await office.server.inject({ method: 'POST', url: `/api/directory/${kind}/file`, headers, payload: bytes })
  return { status: answer.statusCode, trial: answer.json<DirectoryTrial>() }
}

async function write(session: Session, kind: string, file: string): Promise<DirectoryTaken> {
  const { status, body } = await office.post(session, `/api/directory/${kind}/file/${file}`, {})
  expect(status).toBe(200)
  return body as DirectoryTaken
}

async function exported(kind: string, isEmpty = false): Promise<Buffer> {
  const { status, body } = await office.post(admin, `/api/directory/${kind}/export`, { isEmpty })
  expect(status).toBe(200)
  return (await office.server.inject({ method: 'GET', url: (body as FileLink).url })).rawPayload
}

function textsOf(bytes: Buffer): readonly (readonly string[])[] {
  const book = openBook(bytes)
  const sheet = book.kind === 'ok' ? book.value.openSheet(book.value.sheets[0] ?? '') : null
  if (sheet?.kind !== 'ok') throw new Error('it opens')
  return sheet.value.rows.map(({ cells }) => [...cells.values()].map(({ text, isFormula }) => (isFormula === true ? 'FORMULA' : text)))
}

const PLACES = ['名称', '层级', '上级', '行政次序', '区划代码', '自']

test('a file of places is tried line by line, written as the admin\'s own ops, and changes nothing when it comes again', async () => {
  const file = await fileOf(PLACES, [
    ['南村', '村', '甲乡', '3', '411528001', '2026-01-01'], ['一组', '组(网格)', '甲乡/南村', '1', '', ''], ['=1+1组', '组(网格)', '甲乡/南村', '2', '', ''],
    ['北村', '村', '丁乡', '4', '', ''], ['', '村', '甲乡', '5', '', ''], ['怪村', '什么', '甲乡', '6', '', ''], ['丁乡', '乡镇', '甲乡', '7', '', ''],
  ])
  const { trial } = await attempt(admin, 'place', file)
  expect(trial).toMatchObject({ rows: 7, added: 3, changed: 0, same: 0, badRows: 4 })
  expect(trial.bad.map(({ say }) => say)).toEqual([
    '第 6 行“上级”：写的是“丁乡”，名录里没有这个地方。', '第 7 行“名称”：没有写，请补上。', expect.stringContaining('第 8 行“层级”：写的是“什么”') as unknown, expect.stringContaining('乡镇要放在县下面') as unknown,
  ])
  const before = (await database.db.sql<{ n: number }[]>`select n from stream where stream = ${office.town.county}`)[0]?.n
  expect(await write(admin, 'place', trial.file)).toEqual({ applied: 3, refused: [] })
  // The file is gone with its writing, and once more it has nothing left to do.
  expect((await office.post(admin, `/api/directory/place/file/${trial.file}`, {})).status).toBe(400)
  const again = (await attempt(admin, 'place', file)).trial
  expect(again).toMatchObject({ added: 0, changed: 0, same: 3, badRows: 4 })
  expect(await write(admin, 'place', again.file)).toEqual({ applied: 0, refused: [] })
  expect((await database.db.sql<{ n: number }[]>`select n from stream where stream = ${office.town.county}`)[0]?.n).toBe((before ?? 0) + 3)

  const out = await exported('place')
  expect(textsOf(out).flat()).toContain('=1+1组')
  expect(textsOf(out).flat()).not.toContain('FORMULA')
  const round = (await attempt(admin, 'place', out)).trial
  expect(round).toMatchObject({ added: 0, changed: 0, badRows: 0 })
  expect(round.same).toBe(round.rows)
})

test('people come with their telephone, their unit and their place; what is not there is told by its row', async () => {
  const units = await attempt(admin, 'unit', await fileOf(['名称', '性质', '在哪'], [['派出所', '派驻站所', '甲乡']]))
  await write(admin, 'unit', units.trial.file)
  const file = await fileOf(['姓名', '职务', '单位', '在哪', '电话', '公职人员'], [['金某某', '民警', '派出所', '甲乡', '13800000000', '是'], ['木某某', '干事', '没有的所', '甲乡', '', '']])
  const { trial } = await attempt(admin, 'person', file)
  expect(trial).toMatchObject({ added: 1, badRows: 1 })
  expect(trial.bad[0]?.say).toMatch(/第 \d+ 行“单位”：写的是“没有的所”，名录里没有这个单位/)
  await write(admin, 'person', trial.file)
  expect((await attempt(admin, 'person', file)).trial).toMatchObject({ added: 0, changed: 0, same: 1 })
  const out = textsOf(await exported('person')).flat()
  expect(out).toContain('13800000000')
  const lines = await database.db.sql<{ detail: { what: string; personal: boolean } }[]>`select detail from audit where action = 'exported' order by a desc limit 1`
  expect(lines[0]?.detail).toMatchObject({ what: 'person', personal: true })
  expect(JSON.stringify(lines)).not.toContain('13800000000')
})

test('a township\'s admin writes into that township alone, and whoever keeps no directory finds none of it', async () => {
  await office.grant('wang', 'admin', office.town.township)
  const wang = await office.signIn('wang')
  const { trial } = await attempt(wang, 'place', await fileOf(PLACES, [['近村', '村', '甲乡', '8', '', ''], ['远村', '村', '乙乡', '1', '', '']]))
  expect(trial).toMatchObject({ added: 1, badRows: 1 })
  expect(await write(wang, 'place', trial.file)).toEqual({ applied: 1, refused: [] })
  // Somebody else's file is nobody's.
  const held = await attempt(admin, 'place', await fileOf(PLACES, [['又村', '村', '甲乡', '9', '', '']]))
  expect((await office.post(wang, `/api/directory/place/file/${held.trial.file}`, {})).status).toBe(400)
  const zhang = await office.signIn('zhang')
  expect((await attempt(zhang, 'place', await fileOf(PLACES, [['又村', '村', '甲乡', '9', '', '']]))).status).toBe(404)
  for (const url of ['/api/directory/grants', `/api/directory/place/${office.town.east}`]) expect((await office.get(zhang, url)).status).toBe(404)
  expect((await office.post(zhang, '/api/directory/person/export', { isEmpty: true })).status).toBe(404)
  expect((await office.get(wang, `/api/directory/place/${office.town.other}`)).status).toBe(404)
  const grants = (await office.get(wang, '/api/directory/grants')).body as GrantList
  expect(grants.grants.length).toBeGreaterThan(0)
  expect(grants.grants.every(({ values }) => values.place !== office.town.other && values.place !== office.town.county)).toBe(true)
})

test('what hangs on a place is told in numbers before it ends', async () => {
  const { town } = office
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), [
    settled(randomUUID(), town.groups[0] ?? '', '2026-05-01'),
    { record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, summary: '地界的事，两家各说各的' } } },
  ])
  expect((await office.get(admin, `/api/directory/place/${town.east}`)).body).toEqual({ people: 0, units: 0, grants: 1, open: 1, records: 2 } satisfies PlaceDepends)
})

test('a file that is none, and one with no column of names, are refused in words', async () => {
  for (const bytes of [Buffer.from('no workbook'), Buffer.alloc(0), await fileOf(['甲', '乙'], [['1', '2']])]) {
    const { status } = await attempt(admin, 'place', bytes)
    expect(status).toBe(400)
  }
  expect(textsOf(await exported('person', true)).flat()).toContain('姓名')
})
