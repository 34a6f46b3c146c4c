import { randomUUID } from 'node:crypto'
import { plainText } from '../../src/core/document'
import type { Patch } from '../../src/core/op'
import type { Session } from '../../src/core/protocol'
import type { OwnFigureList } from '../../src/core/reportWire'
import { addAccount } from '../../src/server/accounts'
import { withDatabase } from './database'
import { cheapHash } from './passwords'
import { PASSWORD, serve } from './realPhone'
import { openReportTown, type ReportTown } from './reportTown'
import { deviceOf, pushAll, settled } from './town'

const database = withDatabase()
let office: ReportTown
beforeAll(async () => {
  office = await openReportTown(database.db)
  const { town } = office
  const disputes = ['neighbour', 'neighbour', 'land'].map((type, at) => settled(randomUUID(), town.east, `2025-03-0${at + 1}`, { type }))
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), disputes)
})

const NEAR: Patch = { name: '纠纷.邻里', label: '邻里纠纷', unit: '件', form: 'counted', counts: 'dispute', over: 'acceptedOn', measure: 'count', filter: '类型=邻里' }

test('a county\'s own figure counts in the reports of its townships until it is withdrawn, and what was issued with it stays', async () => {
  const { town } = office
  const bureau = office.held('countyJudicial', town.county)
  const own = randomUUID()
  const write = (kind: 'create' | 'move', set: Patch) => pushAll(town.deps, bureau, town.county, deviceOf('bureau'), [
    { record: own, kind: 'ownFigure', body: kind === 'create' ? { kind, move: 'add', set } : { kind, move: 'retire', set } },
  ])
  expect(await write('create', NEAR)).toMatchObject([{ kind: 'applied' }])
  await expect(pushAll(town.deps, office.clerk, town.county, deviceOf('clerk'), [{ record: randomUUID(), kind: 'ownFigure', body: { kind: 'create', move: 'add', set: NEAR } }])).rejects.toThrow('notAllowed')

  const template = await office.newTemplate('受理纠纷{{纠纷.受理}}件，邻里{{纠纷.邻里}}件，其中三月{{纠纷.邻里[月份=3月]}}件。')
  const draft = await office.draftOf(template)
  expect([plainText(draft.document), draft.problems]).toEqual(['受理纠纷3件，邻里2件，其中三月2件。', []])
  const head = await office.frozenOf(template)

  await write('move', {})
  const after = await office.draftOf(template)
  expect(plainText(after.document)).toBe('受理纠纷3件，邻里【？纠纷.邻里】件，其中三月【？纠纷.邻里[月份=3月]】件。')
  expect(after.problems.map(({ message }) => message)).toContain('没有叫“纠纷.邻里”的指标，请从指标清单里选一个。')
  expect(plainText((await office.opened(head.id)).document)).toBe('受理纠纷3件，邻里2件，其中三月2件。')
})

test('未发生 is printed only when confirmations leave out no day', async () => {
  const { town } = office
  const text = '{{若 情况.确认[什么情况=群体性事件]>0}}未发生群体性事件{{否则}}还没确认{{完}}。'
  const template = await office.newTemplate(text)
  const confirm = async (from: string, to: string, place = town.township) => {
    const set = { what: 'massIncident', place, from, to, unit: randomUUID(), confirmedOn: '2026-01-05' }
    expect(await pushAll(town.deps, office.clerk, town.township, deviceOf('clerk'), [{ record: randomUUID(), kind: 'confirmation', body: { kind: 'create', move: 'confirmNone', set } }])).toMatchObject([{ kind: 'applied' }])
    return plainText((await office.draftOf(template)).document)
  }
  expect(await confirm('2025-01-01', '2025-12-31', town.east)).toBe('还没确认。')
  expect(await confirm('2025-07-01', '2025-12-31')).toBe('还没确认。')
  expect(await confirm('2025-01-01', '2025-06-29')).toBe('还没确认。')
  expect(await confirm('2025-06-30', '2025-06-30')).toBe('未发生群体性事件。')
})

test('whoever is signed in may ask which there are', async () => {
  const { town } = office
  const clerk = office.held('clerk', town.township)
  const add = (record: string, kind: string, set: Patch) => pushAll(town.deps, town.root, town.county, deviceOf('root'), [{ record, kind, body: { kind: 'create', move: 'add', set } }])
  await add(clerk.person, 'person', { name: '周' })
  await add(randomUUID(), 'grant', { person: clerk.person, role: 'clerk', place: town.township })
  await pushAll(town.deps, office.held('countyJudicial', town.county), town.county, deviceOf('more'), [{ record: randomUUID(), kind: 'ownFigure', body: { kind: 'create', move: 'add', set: NEAR } }])
  await addAccount(database.db.sql, { login: 'clerk', person: clerk.person, county: town.county, password: await cheapHash(PASSWORD) })
  const server = await serve(town.deps, town.county)
  const { access } = (await server.inject({ method: 'POST', url: '/api/login', payload: { login: 'clerk', password: PASSWORD, device: null, client: 'weapp' } })).json<Session>()
  const answer = await server.inject({ url: '/api/own-figures', headers: { authorization: `Bearer ${access}` } })
  expect(answer.json<OwnFigureList>().figures.map(({ values }) => values.name)).toEqual(['纠纷.邻里'])
  expect((await server.inject({ url: '/api/own-figures' })).statusCode).toBe(401)
  await server.close()
})
