import { randomUUID } from 'node:crypto'
import PizZip from 'pizzip'
import { must } from '../../src/core/assert'
import { crc32 } from '../../src/core/media'
import type { OpBody, Patch, RowPatches } from '../../src/core/op'
import type { FormList, FormTrial, PaperAsk, PaperLink, PaperList } from '../../src/core/paperWire'
import type { Problem, Session } from '../../src/core/protocol'
import { readAudit } from '../../src/server/audit/verify'
import { putForm } from '../../src/server/papers/form/store'
import { withDatabase } from './database'
import { countyForm } from './forms'
import { allPieces, pictureOf, pieceOf } from './pictures'
import { openOffice, type Answer, type Name, type Office } from './office'
import { deviceOf, NOON, pushAll, settled, type Planned } from './town'

const database = withDatabase()
let office: Office
const sessions = new Map<Name, Session>()
const [land, spot, secret, grid] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]

const PARTIES: RowPatches = { parties: { p1: { set: { name: '陈大山', side: 'applicant', sex: 'male', phone: '13800000001' } }, p2: { set: { name: '欧阳小河', side: 'respondent' } } } }
const create = (record: string, move: string, set: Patch, rows: RowPatches = {}): Planned => ({ record, kind: 'dispute', body: { kind: 'create', move, set, rows } })
const move = (record: string, name: string, set: Patch, rows: RowPatches = {}): Planned => ({ record, kind: 'dispute', body: { kind: 'move', move: name, set, rows } satisfies OpBody, base: 1_000 })

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  const { town: { deps, township, east, groups, county }, people: { li, zhang } } = office
  await office.strip('zhou')
  await office.grant('zhou', 'countyJudicial', county)
  await pushAll(deps, li, township, deviceOf('li'), [
    create(land, 'register', { type: 'homestead', place: east, reportedOn: '2026-03-01', summary: '院墙往外多占了三十公分' }, PARTIES),
    move(land, 'accept', { acceptedOn: '2026-03-02', source: 'applied', claims: '退回原界' }),
    move(land, 'mediate', {}, { sessions: { s1: { set: { on: '2026-03-10', venue: '村调解室', record: '各自说了经过', outcome: 'agreed' } } } }),
    move(land, 'close', { closedOn: '2026-03-20', result: 'success', form: 'written', agreement: '四月底以前退回原界。' }),
    { ...settled(spot, groups[0] ?? '', '2026-05-04'), body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: groups[0] ?? '', acceptedOn: '2026-05-04', form: 'oral', summary: '排水沟月底前修好' }, rows: PARTIES } },
    settled(secret, east, '2026-05-05', { compartment: 'domestic', summary: '不能外传的事' }),
  ])
  await pushAll(deps, zhang, township, deviceOf('zhang'), [settled(grid, east, '2026-05-06')])
  for (const name of ['li', 'wang', 'zhao', 'zhang', 'zhou'] as const) sessions.set(name, await office.signIn(name))
}, 60_000)
afterAll(() => office.server.close())

const as = (name: Name): Session => must(sessions.get(name), name)
const list = async (name: Name, id: string): Promise<Answer> => office.get(as(name), `/api/papers/${office.town.township}/${id}`)
const link = async (name: Name, id: string, ask: PaperAsk): Promise<Answer> => office.post(as(name), `/api/papers/${office.town.township}/${id}/link`, ask)

async function fetched(answer: Answer): Promise<{ readonly zip: PizZip; readonly name: string; readonly bytes: Buffer }> {
  expect([answer.status, (answer.body as Partial<Problem>).message]).toEqual([200, undefined])
  const { url, name } = answer.body as PaperLink
  const file = await office.server.inject({ method: 'GET', url })
  expect(file.statusCode).toBe(200)
  return { zip: new PizZip(file.rawPayload), name, bytes: file.rawPayload }
}

function textIn(zip: PizZip): string {
  return (zip.file('word/document.xml')?.asText() ?? '').replace(/<\/w:p>/g, '\n').replace(/<[^>]*>/g, '')
}

test('a written case has its papers in order, and each says what it lacks', async () => {
  const { papers, reason, expected } = (await list('li', land)).body as PaperList
  expect(reason).toBeNull()
  expect(papers.map(({ paper }) => paper)).toEqual(['cover', 'contents', 'application', 'registration', 'notice', 'session', 'agreement', 'followUp', 'note'])
  expect(papers.find(({ paper }) => paper === 'agreement')?.missing).toEqual(['当事人的性别', '当事人的年龄', '当事人的联系方式', '当事人的单位或住址', '履行期限'])
  expect(expected).toBe(6)
})

test('a paper is made from the case, named without names of people, the same bytes twice, and on the audit trail', async () => {
  const first = await fetched(await link('li', land, { what: 'paper', paper: 'agreement', row: null }))
  const text = textIn(first.zip)
  for (const words of ['陈大山', '欧阳小河', '13800000001', '四月底以前退回原界。', '东村人民调解委员会', '编号']) expect(text).toContain(words)
  expect(text).not.toMatch(/undefined|null|NaN|【？|\{\{|[\ue000-\ue0ff]/)
  expect(first.name).toMatch(/^人民调解协议书（.*〔2026〕1号）\.docx$/)
  expect((await fetched(await link('li', land, { what: 'paper', paper: 'agreement', row: null }))).bytes.equals(first.bytes)).toBe(true)
  const { deps, township } = office.town
  const lines = await database.db.sql<{ actor: string; detail: unknown }[]>`select actor, detail from audit where stream = ${township} and action = 'paperMade' and subject = ${land}`
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatchObject({ actor: office.people.li.person, detail: { what: 'paper', paper: 'agreement', personal: true } })
  expect(JSON.stringify(lines)).not.toContain('陈大山')
  expect((await readAudit(database.db.sql, deps.vault, township)).brokenAt).toBeNull()
})

test('a paper about a row is that row', async () => {
  const { papers } = (await list('li', land)).body as PaperList
  const row = papers.find(({ paper }) => paper === 'session')?.row ?? null
  expect(textIn((await fetched(await link('li', land, { what: 'paper', paper: 'session', row }))).zip)).toContain('各自说了经过')
  expect((await link('li', land, { what: 'paper', paper: 'session', row: 'zz9' })).status).toBe(400)
  expect((await link('li', land, { what: 'paper', paper: 'oral', row: null })).status).toBe(400)
})

test('who sees no personal values gets no papers, and of a protected case nobody but its handlers', async () => {
  expect((await list('zhao', land)).status).toBe(404)
  expect((await link('zhao', land, { what: 'volume' })).status).toBe(404)
  expect((await list('zhou', land)).status).toBe(404)
  expect((await list('wang', secret)).status).toBe(404)
  expect((await list('li', secret)).status).toBe(200)
})

test('what a grid worker settled and nobody confirmed says why it has none', async () => {
  const { papers, reason } = (await list('li', grid)).body as PaperList
  expect(papers).toEqual([])
  expect(reason).toContain('网格员劝解')
  const refused = await link('li', grid, { what: 'volume' })
  expect([refused.status, (refused.body as Problem).message]).toEqual([400, reason])
})

test('a simple case has one paper and lacks nothing', async () => {
  const { papers, expected } = (await list('li', spot)).body as PaperList
  expect([papers.map(({ paper, missing }) => [paper, missing]), expected]).toEqual([[['oral', []]], 0])
  expect(textIn((await fetched(await link('li', spot, { what: 'paper', paper: 'oral', row: null }))).zip)).toContain('排水沟月底前修好')
})

test('the volume holds every paper on a page of its own; the package is a zip of it', async () => {
  const { zip, name } = await fetched(await link('li', land, { what: 'volume' }))
  expect(name).toMatch(/^卷宗（/)
  const text = textIn(zip)
  for (const title of ['调解卷宗', '卷内目录', '人民调解申请书', '当事人权利义务告知书', '人民调解记录', '人民调解协议书', '人民调解回访记录', '卷宗情况说明']) expect(text).toContain(title)
  const packed = await fetched(await link('li', land, { what: 'package' }))
  expect(packed.name).toMatch(/\.zip$/)
  expect(Object.keys(packed.zip.files)).toEqual(['01 卷宗文书.docx'])
})

test('the package brings what was attached, and says what has not come yet', async () => {
  const { deps, township } = office.town
  const [here, coming] = [pictureOf(1, undefined, land), pictureOf(2, undefined, land)]
  await pushAll(deps, office.people.li, township, deviceOf('photo'), [{ record: land, kind: 'dispute', body: { kind: 'edit', set: { photos: [here.id, coming.id] } }, base: 1_000 }])
  const offered = await office.post(as('li'), '/api/media', { stream: township, record: land, id: here.id, type: here.type, size: here.bytes.length })
  expect(offered.status).toBe(200)
  for (const piece of allPieces(here)) {
    const body = pieceOf(here, piece)
    const sent = await office.server.inject({ method: 'POST', url: `/api/media/${township}/${here.id}/${piece}`, payload: body, headers: { authorization: `Bearer ${as('li').access}`, 'content-type': 'application/octet-stream', 'x-crc32': crc32(body) } })
    expect(sent.statusCode).toBe(200)
  }
  const answer = await link('li', land, { what: 'package' })
  expect((answer.body as PaperLink).left).toEqual(['还没传到的附件 1 件'])
  const { zip } = await fetched(answer)
  expect(Object.keys(zip.files)).toEqual(['01 卷宗文书.docx', '材料/01.jpg'])
  expect(Buffer.from(must(zip.file('材料/01.jpg'), 'the picture').asUint8Array()).equals(here.bytes)).toBe(true)
})

test('simple cases of a village and a quarter are bound, protected ones are a number', async () => {
  const { township, east, west } = office.town
  const bind = (name: Name, place: string, quarter: string): Promise<Answer> => office.post(as(name), `/api/papers/${township}/bound`, { place, quarter })
  const { zip, name } = await fetched(await bind('wang', east, '2026Q2'))
  expect(name).toBe('东村2026年第二季度口头协议登记表.docx')
  const text = textIn(zip)
  expect(text).toContain('陈、欧阳')
  expect(text).toContain('另有 1 件仅承办人可见')
  expect(text).toContain('排水沟月底前修好')
  expect(text).not.toContain('不能外传的事')
  expect((await bind('wang', east, '2026Q1')).status).toBe(400)
  expect((await bind('wang', west, '2026Q2')).status).toBe(400)
  expect((await bind('zhao', east, '2026Q2')).status).toBe(400)
  expect((await bind('wang', office.town.other, '2026Q2')).status).toBe(404)
})

describe("a county's own form", () => {
  const send = async (name: Name, url: string, bytes: Uint8Array): Promise<Answer> => {
    const answer = await office.server.inject({ method: 'POST', url, payload: Buffer.from(bytes), headers: { authorization: `Bearer ${as(name).access}`, 'content-type': 'application/octet-stream' } })
    return { status: answer.statusCode, body: answer.json<unknown>() }
  }

  test('is tried, put in use, fills the paper, and goes back to the standard', async () => {
    const form = countyForm(['XX县协议书 {{协议编号}}', '{{每 当事人}}', '当事人：{{姓名}}，{{性别}}', '{{完}}', '协议：{{协议内容}}{{若 书面协议=1}}（书面）{{否则}}（口头）{{完}}', '期限 {{履行期限|年月日}}'])
    const trial = (await send('zhou', '/api/paper-forms/agreement/try', form)).body as FormTrial
    expect(trial.problems).toEqual([])
    expect(trial.preview).toContain('当事人：甲某，男')
    expect((await send('zhou', '/api/paper-forms/agreement', form)).status).toBe(200)
    const { forms } = (await office.get(as('zhou'), '/api/paper-forms')).body as FormList
    expect(forms.find(({ paper }) => paper === 'agreement')).toMatchObject({ version: 1, own: { by: office.people.zhou.person } })
    const filled = textIn((await fetched(await link('li', land, { what: 'paper', paper: 'agreement', row: null }))).zip)
    for (const words of ['XX县协议书', '当事人：陈大山，男', '当事人：欧阳小河，　', '协议：四月底以前退回原界。（书面）', '期限 　　　年　　月　　日']) expect(filled).toContain(words)
    const volume = await link('li', land, { what: 'volume' })
    expect((volume.body as PaperLink).left).toEqual(['人民调解协议书'])
    expect(Object.keys((await fetched(await link('li', land, { what: 'package' }))).zip.files)).toEqual(['01 卷宗文书.docx', '02 人民调解协议书.docx', '材料/01.jpg'])
    expect((await office.post(as('zhou'), '/api/paper-forms/agreement/standard', {})).status).toBe(200)
    expect(textIn((await fetched(await link('li', land, { what: 'paper', paper: 'agreement', row: null }))).zip)).not.toContain('XX县协议书')
    const kept = await database.db.sql<{ version: number; own: boolean; raw: string | null }[]>`
      select version, sealed is not null as own, encode(sealed, 'escape') as raw from paper_form where paper = 'agreement' order by version`
    expect(kept.map(({ version, own }) => [version, own])).toEqual([[1, true], [2, false]])
    expect(kept[0]?.raw).not.toContain('word/document.xml')
    const audited = await database.db.sql<{ detail: unknown }[]>`select detail from audit where stream = ${office.town.county} and action = 'paperForm' order by a`
    expect(audited.map(({ detail }) => detail)).toMatchObject([{ version: 1, own: true }, { version: 2, own: false }])
  })

  test('is refused while something is wrong with it, and only the county keeps forms', async () => {
    const wrong = countyForm(['{{当事人姓明}}'])
    const refused = await send('zhou', '/api/paper-forms/agreement', wrong)
    expect(refused.status).toBe(400)
    expect((refused.body as Problem).message).toContain('是不是“当事人姓名”')
    for (const name of ['li', 'zhao'] as const) {
      expect((await send(name, '/api/paper-forms/agreement/try', wrong)).status).toBe(404)
      expect((await office.get(as(name), '/api/paper-forms')).status).toBe(404)
    }
    expect((await send('zhou', '/api/paper-forms/nonsense/try', wrong)).status).toBe(404)
    expect((await send('zhou', '/api/paper-forms/agreement/try', Buffer.alloc(5 * 1024 * 1024))).status).toBe(413)
    expect(((await send('zhou', '/api/paper-forms/agreement/try', Buffer.from('not a file'))).body as FormTrial).problems[0]?.message).toContain('.docx')
  })

  test('one accepted long ago that can’t be read any more stands back for the standard, in the package too', async () => {
    const { deps, county } = office.town
    await putForm(deps, county, office.people.zhou.person, 'agreement', Buffer.from('not a file'))
    const { zip } = await fetched(await link('li', land, { what: 'package' }))
    const agreement = zip.file('02 人民调解协议书.docx')?.asUint8Array()
    expect(textIn(new PizZip(must(agreement, 'the agreement')))).toContain('四月底以前退回原界')
    await putForm(deps, county, office.people.zhou.person, 'agreement', null)
  })
})
