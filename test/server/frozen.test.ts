import { createHash, randomUUID } from 'node:crypto'
import { plainText } from '../../src/core/document'
import type { Patch } from '../../src/core/op'
import type { Me } from '../../src/core/protocol'
import type { FrozenAnswer, FrozenHead } from '../../src/core/reportWire'
import { COPIES } from '../../src/domain/reportCopies'
import { readAudit } from '../../src/server/audit/verify'
import { tablesOf } from '../../src/server/backup/tables'
import { drill } from '../../src/server/read'
import { corrections } from '../../src/server/report/corrections'
import { report, reportLines } from '../../src/server/report/draft'
import { freeze } from '../../src/server/report/freeze'
import { frozenFile, frozenHeads, frozenReport } from '../../src/server/report/frozen'
import { withDatabase } from './database'
import { admit, PASSWORD, serve } from './realPhone'
import { openReportTown, type ReportTown } from './reportTown'
import { deviceOf, NOON, pushAll, settled, type Town } from './town'

const database = withDatabase()
let office: ReportTown
let town: Town
let clerk: Me
let judicial: Me
beforeAll(async () => {
  office = await openReportTown(database.db)
  ;({ town, clerk } = office)
  judicial = office.held('judicial', town.township)
  await pushAll(town.deps, town.li, town.township, deviceOf('story'), [
    settled(randomUUID(), town.east, '2025-03-01'), settled(randomUUID(), town.west, '2025-06-15'), settled(randomUUID(), town.groups[0] ?? '', '2024-12-30'),
  ])
})
beforeEach(() => office.setNow(NOON))

describe('freezing', () => {
  test('roles that write the report freeze it; others do not learn that it is there', async () => {
    const template = await office.newTemplate('受理：{{纠纷.受理}}')
    const request = office.requestOf(await office.draftOf(template))
    for (const me of [town.zhang, town.li, town.zhao, town.qian, office.held('dispatcher', town.township), office.held('clerk', town.other)]) {
      expect(await freeze(town.deps, me, town.township, request)).toEqual({ kind: 'notFound' })
    }
    const frozen = await freeze(town.deps, judicial, town.township, request)
    expect(frozen).toMatchObject({ kind: 'frozen', head: { version: 1, frozenBy: judicial.person, until: '2025-12-31', label: '2025年' } })
    const id = frozen.kind === 'frozen' ? frozen.head.id : ''
    for (const me of [clerk, judicial, town.zhao, office.held('dispatcher', town.township), office.held('countyCentre', town.county)]) {
      expect(await frozenReport(town.deps, me, town.township, id)).toMatchObject({ kind: 'read', answer: { head: { id } } })
      expect(await corrections(town.deps, me, town.township, id)).toMatchObject({ kind: 'read', answer: { corrections: [] } })
    }
    for (const me of [town.zhang, town.li, town.qian, office.held('clerk', town.other)]) {
      expect(await frozenHeads(town.deps, me, town.township)).toBeNull()
      for (const read of [frozenReport, corrections]) expect(await read(town.deps, me, town.township, id)).toEqual({ kind: 'notFound' })
      expect(await frozenFile(town.deps, me, town.township, id, 'final')).toEqual({ kind: 'notFound' })
    }
  })

  test('of two clerks at once one issues version 1, the other is told; afterwards versions go on without a gap', async () => {
    const template = await office.newTemplate('受理：{{纠纷.受理}}')
    const request = office.requestOf(await office.draftOf(template))
    const both = await Promise.all([clerk, judicial].map((me) => freeze(town.deps, me, town.township, request)))
    expect(both.map(({ kind }) => kind).sort()).toEqual(['frozen', 'readAgain'])
    expect(both.find(({ kind }) => kind === 'readAgain')).toMatchObject({ say: expect.stringContaining('第1版') as unknown })
    expect(await freeze(town.deps, clerk, town.township, { ...request, after: 1 })).toMatchObject({ kind: 'frozen', head: { version: 2 } })
    expect(await freeze(town.deps, clerk, town.township, { ...request, after: 7 })).toMatchObject({ kind: 'readAgain' })
    const versions = (await frozenHeads(town.deps, clerk, town.township) ?? []).filter((head) => head.template === template)
    expect(versions.map(({ version }) => version)).toEqual([2, 1])
    expect((await office.opened(versions[1]?.id ?? '')).versions).toEqual(versions)
  })

  test('a text of the county is every township\'s, one of another township is nobody else\'s', async () => {
    const made = async (name: string, set: object): Promise<string> => {
      const record = randomUUID()
      const by = 'place' in set ? office.held('clerk', town.other) : office.held('countyJudicial', town.county)
      await pushAll(town.deps, by, town.county, deviceOf('texts'), [{ record, kind: 'template', body: { kind: 'create', move: 'add', set: { name, span: 'year', year: 2025, ...set }, rows: { chapters: { c1: { set: { order: 1, text: '受理：{{纠纷.受理}}' } } } } } }])
      return record
    }
    const [shared, theirs] = [await made('县里的', {}), await made('乙乡的', { place: town.other })]
    const ask = { stream: town.township, period: '2025', until: null }
    expect(await report(town.deps, clerk, { ...ask, template: shared })).toMatchObject({ kind: 'read', answer: { template: shared, scope: { place: town.township } } })
    expect(await report(town.deps, clerk, { ...ask, template: theirs })).toEqual({ kind: 'notFound' })
    const names = (await reportLines(town.deps, clerk, town.township) ?? []).map(({ template }) => template)
    expect([names.includes(shared), names.includes(theirs)]).toEqual([true, false])
  })

  test('a clock that was put back gives no version twice, and the newest one stays the newest', async () => {
    const template = await office.newTemplate('受理：{{纠纷.受理}}')
    const request = office.requestOf(await office.draftOf(template))
    const issued = async (after: number): Promise<unknown> => freeze(town.deps, clerk, town.township, { ...request, after })
    await issued(0)
    office.setNow(NOON - 60_000)
    expect(await issued(1)).toMatchObject({ kind: 'frozen', head: { version: 2 } })
    const third = await freeze(town.deps, clerk, town.township, { ...request, after: 2 })
    expect(third).toMatchObject({ kind: 'frozen', head: { version: 3 } })
    expect((await office.opened(third.kind === 'frozen' ? third.head.id : '')).versions.map(({ version }) => version)).toEqual([3, 2, 1])
  })

  test('what was read is frozen, whatever was written since', async () => {
    const template = await office.newTemplate('受理：{{纠纷.受理}}')
    const draft = await office.draftOf(template)
    await pushAll(town.deps, town.li, town.township, deviceOf('later'), [settled(randomUUID(), town.west, '2025-03-01')])
    const frozen = await freeze(town.deps, clerk, town.township, office.requestOf(draft))
    const answer = await office.opened(frozen.kind === 'frozen' ? frozen.head.id : '')
    expect({ ...answer, readAt: draft.readAt }).toMatchObject({ ...draft })
  })

  test('a text that was changed, a moment nobody can have read, and one of long ago are read again first; nothing is left behind', async () => {
    const template = await office.newTemplate('受理：{{纠纷.受理}}')
    const request = office.requestOf(await office.draftOf(template))
    const left = await stored()
    await pushAll(town.deps, clerk, town.county, deviceOf('edit'), [{ record: template, kind: 'template', base: await office.changeOf(town.county), body: { kind: 'edit', set: { name: '另一个名称' } } }])
    expect(await freeze(town.deps, clerk, town.township, request)).toMatchObject({ kind: 'readAgain', say: expect.stringContaining('模板刚才改过') as unknown })
    const fresh = office.requestOf(await office.draftOf(template))
    const future = { ...fresh, at: { ...fresh.at, town: fresh.at.town + 1 } }
    expect(await freeze(town.deps, clerk, town.township, future)).toMatchObject({ kind: 'readAgain', say: expect.stringContaining('找不回来') as unknown })
    await pushAll(town.deps, town.li, town.township, deviceOf('since'), [settled(randomUUID(), town.west, '2025-03-01')])
    office.setNow(NOON + 25 * 3600 * 1000)
    expect(await freeze(town.deps, clerk, town.township, fresh)).toMatchObject({ kind: 'readAgain', say: expect.stringContaining('超过一天') as unknown })
    expect(await stored()).toEqual(left)
  })

  test('an error stands in the way, and so does every remark until somebody answers for it', async () => {
    const wrong = await office.draftOf(await office.newTemplate('受理：{{纠纷.总量}}'))
    expect(await freeze(town.deps, clerk, town.township, office.requestOf(wrong))).toMatchObject({ kind: 'notReady', say: expect.stringContaining('没有叫“纠纷.总量”的指标') as unknown })
    const draft = await office.draftOf(await office.newTemplate('召开会议3次。\n走访群众5次。\n受理：{{纠纷.受理}}'))
    const ticks = draft.problems.map(({ tick }) => tick)
    expect(ticks).toHaveLength(2)
    const left = await stored()
    for (const some of [[], ticks.slice(0, 1), ticks.slice(1)]) {
      expect(await freeze(town.deps, clerk, town.township, office.requestOf(draft, { ticks: some }))).toMatchObject({ kind: 'notReady', say: expect.stringContaining('手填的数') as unknown })
    }
    expect(await stored()).toEqual(left)
    const frozen = await freeze(town.deps, clerk, town.township, office.requestOf(draft, { ticks: [...ticks, '别处的'] }))
    expect((await office.opened(frozen.kind === 'frozen' ? frozen.head.id : '')).ticked).toEqual(ticks)
  })

  test('an option the county no longer offers stays in the lists of what chose it; a list that loses records, since theirs is not there, is not frozen', async () => {
    const [device, option] = [deviceOf('opt'), randomUUID()]
    const edited = async (set: Patch): Promise<unknown> => pushAll(town.deps, town.root, town.county, device, [{ record: option, kind: 'option', base: await office.changeOf(town.county), body: { kind: 'edit', set } }])
    await pushAll(town.deps, town.root, town.county, device, [{ record: option, kind: 'option', body: { kind: 'create', move: 'add', set: { field: 'outreach.kind', code: 'well', label: '院坝会' } } }])
    await pushAll(town.deps, town.li, town.township, deviceOf('well'), ['well', 'preaching'].map((kind) => (
      { record: randomUUID(), kind: 'outreach', body: { kind: 'create', move: 'record', set: { kind, audience: 'public', place: town.west, heldOn: '2025-03-01' } } })))
    const template = await office.newTemplate('{{普法.按形式|列举("场","，")}}')
    expect(await freeze(town.deps, clerk, town.township, office.requestOf(await office.draftOf(template)))).toMatchObject({ kind: 'frozen' })
    await edited({ isRetired: true })
    expect(await freeze(town.deps, clerk, town.township, office.requestOf(await office.draftOf(template), { after: 1 }))).toMatchObject({ kind: 'frozen' })
    // No op takes an option away that records may point to; a database from before that rule may hold one that was.
    await database.db.sql`update option_version set stage = 'withdrawn' where record = ${option} and until is null`
    await office.newTemplate('县里又写了一笔')
    expect(await freeze(town.deps, clerk, town.township, office.requestOf(await office.draftOf(template), { after: 2 }))).toMatchObject({
      kind: 'notReady', say: expect.stringMatching(/各项加起来是1场，总数是2场，差1场/) as unknown,
    })
  })

  test('a period the template does not have, and the whole county, are not frozen', async () => {
    const template = await office.newTemplate('受理：{{纠纷.受理}}')
    const request = office.requestOf(await office.draftOf(template))
    for (const periodKey of ['2024', '2025-Q1', '2025-13', 'W2025-01-01']) expect(await freeze(town.deps, clerk, town.township, { ...request, periodKey })).toEqual({ kind: 'notFound' })
    expect(await freeze(town.deps, office.held('clerk', town.county), town.county, request)).toMatchObject({ kind: 'notReady', say: expect.stringContaining('各乡镇') as unknown })
  })
})

test('F27 a record of the reported year that comes after the freeze leaves the report as it is, and stands in its 更正 as 补录', async () => {
  const template = await office.newTemplate('全年受理矛盾纠纷{{纠纷.受理}}件，调解成功率{{纠纷.成功率|百分}}。')
  const head = await office.frozenOf(template)
  const before = await office.opened(head.id)
  const [late, next] = [randomUUID(), randomUUID()]
  await pushAll(town.deps, town.li, town.township, deviceOf('jan'), [settled(late, town.west, '2025-12-31'), settled(next, town.west, '2026-01-01')])
  expect(await office.opened(head.id)).toEqual(before)
  const was = before.figureByKey['纠纷.受理']?.value ?? 0
  const read = await corrections(town.deps, clerk, town.township, head.id)
  const [accepted, rate, ...more] = read.kind === 'read' ? read.answer.corrections : []
  expect(accepted).toMatchObject({ key: '纠纷.受理', was, now: was + 1, records: [{ id: late, how: 'late' }], hidden: 0 })
  const [succeeded = 0, ended = 0] = rate?.pairWas ?? []
  expect(rate).toMatchObject({ key: '纠纷.成功率', pairNow: [succeeded + 1, ended + 1], records: [{ id: late, how: 'late' }] })
  expect(more).toEqual([])
  const second = await freeze(town.deps, clerk, town.township, office.requestOf(await office.draftOf(template), { after: 1 }))
  expect(second).toMatchObject({ kind: 'frozen', head: { version: 2 } })
  expect((await office.opened(second.kind === 'frozen' ? second.head.id : '')).figureByKey['纠纷.受理']?.value).toBe(was + 1)
  expect(plainText((await office.opened(head.id)).document)).toBe(plainText(before.document))
})

test('a record that was protected since the freeze is a number in its drill and its 更正, for whoever does not handle it', async () => {
  const record = randomUUID()
  const device = deviceOf('prot')
  await pushAll(town.deps, town.li, town.township, device, [settled(record, town.west, '2025-05-05', { people: 3 })])
  const head = await office.frozenOf(await office.newTemplate('五月：{{纠纷.涉及人数[月份=5]}}'))
  await pushAll(town.deps, town.li, town.township, device, [{ record, kind: 'dispute', base: await office.changeOf(town.township), body: { kind: 'move', move: 'correct', set: { compartment: 'minor', people: 4 } } }])
  const figure = Object.values((await office.opened(head.id)).figureByKey)[0]!
  const seenBy = async (me: Me) => {
    const [listed, read] = [await drill(town.deps, me, { stream: town.township, query: figure.query, at: head.at, offset: 0, limit: 500 }), await corrections(town.deps, me, town.township, head.id)]
    if (listed.kind !== 'read' || read.kind !== 'read') throw new Error('both are read')
    const [correction] = read.answer.corrections
    return [listed.answer.records.some(({ id }) => id === record), correction?.records.map(({ how }) => how), correction?.hidden, read.answer.records.length]
  }
  expect(await seenBy(judicial)).toEqual([false, [], 1, 0])
  expect(await seenBy({ ...judicial, person: town.li.person })).toEqual([true, ['changed'], 0, 1])
})

test('over the wire: 定稿, its list, its files byte for byte with their hash, its line in the audit trail; nothing changes or deletes it', async () => {
  const server = await serve(town.deps, town.county)
  try {
    await admit(town, { clerk, leader: town.zhao })
    const accessOf = async (login: string): Promise<Record<string, string>> => {
      const answer = await server.inject({ method: 'POST', url: '/api/login', payload: { login, password: PASSWORD, device: null, client: 'weapp' } })
      return { authorization: `Bearer ${answer.json<{ access: string }>().access}` }
    }
    office.setNow(NOON + 1000)
    const [headers, leader] = [await accessOf('clerk'), await accessOf('leader')]
    const url = `/api/frozen/${town.township}`
    const request = office.requestOf(await office.draftOf(await office.newTemplate('# 甲乡报告\n受理：{{纠纷.受理}}\n召开会议3次。')))
    const send = (payload: object, as = headers) => server.inject({ method: 'POST', url, headers: as, payload })
    expect([(await send({ ...request, ticks: [] })).statusCode, (await send(request, leader)).statusCode, (await send({ ...request, at: null })).statusCode]).toEqual([422, 404, 400])
    expect((await send({ ...request, until: '2025-02-30' })).statusCode).toBe(400)
    const head = (await send(request)).json<FrozenHead>()
    expect((await send(request)).json()).toMatchObject({ code: 'readAgain' })
    const answer = (await server.inject({ url: `${url}/${head.id}`, headers: leader })).json<FrozenAnswer>()
    expect(answer.files.map(({ copy, name }) => [copy, name.endsWith('.docx')])).toEqual(COPIES.map((copy) => [copy, true]))
    for (const { copy, hash, size } of answer.files) {
      const link = (await server.inject({ method: 'POST', url: `${url}/${head.id}/link/${copy}`, headers: leader })).json<{ url: string }>()
      const bytes = (await server.inject({ url: link.url })).rawPayload
      expect([createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([hash, size])
    }
    const list = (await server.inject({ url: `/api/reports/${town.township}`, headers: leader })).json<{ frozen: FrozenHead[] }>()
    expect(list.frozen[0]).toEqual(head)
    expect((await server.inject({ url: `${url}/${head.id}/corrections`, headers: leader })).json()).toMatchObject({ corrections: [] })
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) expect((await server.inject({ method, url: `${url}/${head.id}`, headers })).statusCode).toBe(405)
    const { sql } = database.db
    const [line] = await sql<{ actor: string; detail: Record<string, string> }[]>`select actor, detail from audit where stream = ${town.township} and action = 'freeze' and subject = ${head.id}`
    expect([line?.actor, ...COPIES.map((copy) => line?.detail[copy])]).toEqual([clerk.person, ...answer.files.map(({ hash }) => hash)])
    expect((await readAudit(sql, town.deps.vault, town.township)).brokenAt).toBeNull()
  } finally {
    await server.close()
  }
})

test('what a text says is sealed in the database, and one that was altered there does not open', async () => {
  const { sql } = database.db
  const head = await office.frozenOf(await office.newTemplate('主讲人欧阳锋。受理：{{纠纷.受理}}'))
  const [row] = await sql<{ sealed: Buffer }[]>`select sealed from frozen_report where id = ${head.id}`
  expect(row?.sealed.includes('欧阳锋')).toBe(false)
  expect(plainText((await office.opened(head.id)).document)).toContain('欧阳锋')
  await sql`update frozen_report set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = ${head.id}`
  await expect(office.opened(head.id)).rejects.toThrow()
})

test('backups carry frozen reports and their files', async () => {
  const names = (await tablesOf(database.db.sql)).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['frozen_report', 'frozen_file']))
})

/** How much is stored of freezing. */
async function stored(): Promise<readonly number[]> {
  const { sql } = database.db
  const [row] = await sql<{ reports: number; files: number; lines: number }[]>`select (select count(*) from frozen_report) as reports,
    (select count(*) from frozen_file) as files, (select count(*) from audit where action = 'freeze') as lines`
  return [row?.reports ?? 0, row?.files ?? 0, row?.lines ?? 0]
}
