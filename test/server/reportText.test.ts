import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import PizZip from 'pizzip'
import type { ImportedText } from '../../src/core/reportWire'
import { paragraphsXml, part, shownText } from '../documents/docxParts'
import { withDatabase } from './database'
import { admit, PASSWORD, serve } from './realPhone'
import { openReportTown, type ReportTown } from './reportTown'
import { deviceOf, pushAll, settled } from './town'

const database = withDatabase()
let office: ReportTown
let server: FastifyInstance
let clerk: Record<string, string>
let leader: Record<string, string>
let template: string
beforeAll(async () => {
  office = await openReportTown(database.db)
  const { town } = office
  server = await serve(town.deps, town.county)
  await admit(town, { clerk: office.clerk, leader: town.zhao })
  const accessOf = async (login: string): Promise<Record<string, string>> => {
    const answer = await server.inject({ method: 'POST', url: '/api/login', payload: { login, password: PASSWORD, device: null, client: 'weapp' } })
    return { authorization: `Bearer ${answer.json<{ access: string }>().access}` }
  }
  ;[clerk, leader] = [await accessOf('clerk'), await accessOf('leader')]
  await pushAll(town.deps, town.li, town.township, deviceOf('story'), [
    settled(randomUUID(), town.east, '2025-03-01', { people: 4 }), settled(randomUUID(), town.west, '2025-06-15', { people: 3 }),
  ])
  template = await office.newTemplate('一、成效\n受理{{纠纷.受理}}件，涉及{{纠纷.涉及人数}}人，成功率{{纠纷.成功率|百分}}。')
})
afterAll(() => server.close())

const url = (rest: string): string => `/api/report/${office.town.township}/${template}/2025/${rest}`
const bytesFrom = { 'content-type': 'application/octet-stream' }

async function download(link: { readonly statusCode: number; json<T>(): T }): Promise<Buffer> {
  expect(link.statusCode).toBe(200)
  return (await server.inject({ method: 'GET', url: link.json<{ url: string }>().url })).rawPayload
}

test('the text is taken to WPS and comes back the same; what is being written, too', async () => {
  const docx = await download(await server.inject({ method: 'POST', url: url('text/link'), headers: clerk, payload: { text: null } }))
  const back = await server.inject({ method: 'POST', url: url('text'), headers: { ...clerk, ...bytesFrom }, payload: docx })
  expect(back.json<ImportedText>()).toEqual({
    text: { opening: '', chapters: ['一、成效\n受理{{纠纷.受理}}件，涉及{{纠纷.涉及人数}}人，成功率{{纠纷.成功率|百分}}。'], closing: '' }, remarks: [],
  })
  const text = { opening: '# 报告', chapters: ['一、打算\n{{纠纷.受理|余}}件。'], closing: '@日期 {{截至日}}' }
  const draft = await download(await server.inject({ method: 'POST', url: url('text/link'), headers: clerk, payload: { text } }))
  expect((await server.inject({ method: 'POST', url: url('text'), headers: { ...clerk, ...bytesFrom }, payload: draft })).json<ImportedText>().text).toEqual(text)
})

test('only who writes the report may; others do not learn that it is there', async () => {
  const answers = await Promise.all([
    server.inject({ method: 'POST', url: url('text'), headers: { ...leader, ...bytesFrom }, payload: Buffer.from('x') }),
    server.inject({ method: 'POST', url: url('text/link'), headers: leader, payload: { text: null } }),
    server.inject({ method: 'POST', url: `/api/report/${office.town.township}/${randomUUID()}/2025/text`, headers: { ...clerk, ...bytesFrom }, payload: Buffer.from('x') }),
  ])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
  expect((await server.inject({ method: 'POST', url: url('text'), headers: bytesFrom, payload: Buffer.from('x') })).statusCode).toBe(401)
})

test('what is no .docx is refused in words', async () => {
  const sent = async (payload: Buffer): Promise<readonly [number, string]> => {
    const answer = await server.inject({ method: 'POST', url: url('text'), headers: { ...clerk, ...bytesFrom }, payload })
    return [answer.statusCode, answer.json<{ message: string }>().message]
  }
  expect(await sent(Buffer.from('一、成效'))).toEqual([400, expect.stringContaining('不是 .docx')])
  expect(await sent(new PizZip().file('word/document.xml', '<w:document>').generate({ type: 'nodebuffer' }))).toEqual([400, expect.stringContaining('坏了')])
  expect(await sent(Buffer.alloc(5 * 1024 * 1024))).toEqual([413, expect.stringContaining('超过 4 MB')])
  expect((await server.inject({ method: 'POST', url: url('text'), headers: clerk, payload: { text: 'x' } })).statusCode).toBe(400)
})

test('the checking copy tells of a sum how many records it sums', async () => {
  const docx = await download(await server.inject({ method: 'POST', url: url('link/checking'), headers: clerk, payload: {} }))
  const rows = (part(docx, 'word/document.xml').match(/<w:tr>.*?<\/w:tr>/gs) ?? []).map((row) => paragraphsXmlOf(row))
  expect(rows.slice(1).map((cells) => [cells[0], cells.slice(-1)[0]])).toEqual([['2', '2条'], ['7', '2条'], ['100%', '2条']])
  expect(paragraphsXml(docx).map(shownText)).toContain('数据来源对照表')
})

function paragraphsXmlOf(row: string): readonly string[] {
  return (row.match(/<w:p>.*?<\/w:p>/gs) ?? []).map(shownText)
}
