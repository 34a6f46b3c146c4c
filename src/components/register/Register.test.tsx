import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { TOWN, VILLAGE, ZHANG } from '../../../test/standin/town'
import type { Client, ShownRecord } from '../../client/client'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import type { SearchAnswer, SearchRequest } from '../../core/searchWire'
import { Register } from './Register'

function shown(i: number): ShownRecord {
  const on = `${2017 + Math.floor(i / 550)}-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`
  return {
    id: `r${String(i).padStart(4, '0')}`, kind: 'dispute', stage: 'archived', written: [], n: 1, createdBy: 'p', stream: TOWN, sync: 'uploaded', receipt: null, enteredAt: null,
    values: { type: i % 2 === 0 ? 'neighbour' : 'land', place: VILLAGE, acceptedOn: on, parties: { p1: { values: { name: i === 77 ? '欧阳建国' : '王二' } } }, summary: i === 78 ? '水渠改道' : '别的事' },
  }
}

function registerOf(client: Client) {
  const session = client.session.getState()
  if (session.kind !== 'signedIn') throw new Error('nobody is signed in')
  return render(<ClientProvider value={client}><Register session={session} params={{ kind: 'dispute' }} tab="register" /></ClientProvider>)
}
const type = (text: string): void => {
  fireEvent.change(screen.getByLabelText('找台账'), { target: { value: text } })
}

test('ten years of one township stand in the register with fewer than a thousand nodes, and are found by first letters and by what was told', async () => {
  const phone = await createBench().phoneOf('zhang')
  const client = phone.client()
  const records = new Map(Array.from({ length: 5500 }, (_, i) => shown(i)).map((record) => [record.id, record]))
  client.view.setState({ ...client.view.getState(), records: new Map([...client.view.getState().records, ...records]) })
  const { container } = registerOf(client)
  expect(screen.getByText('找到 5500 件')).toBeTruthy()
  expect(container.querySelectorAll('*').length).toBeLessThan(1000)
  expect(screen.getAllByText(/月$/).length).toBeGreaterThan(0)
  type('oyjg')
  expect(screen.getByText('找到 1 件')).toBeTruthy()
  expect(screen.getByText('见当事人')).toBeTruthy()
  type('水渠')
  expect(screen.getByText('找到 1 件')).toBeTruthy()
  expect(screen.getByText('见怎么回事')).toBeTruthy()
  type('没有的')
  expect(screen.getByText('这样的条件下没有。')).toBeTruthy()
})

test('every choice, tick and holder can be chosen; what is seldom asked for lies behind 更多条件', async () => {
  const phone = await createBench().phoneOf('zhang')
  const client = phone.client()
  const own = { ...shown(1), values: { ...shown(1).values, legacy: true, handler: ZHANG.person } }
  client.view.setState({ ...client.view.getState(), records: new Map([...client.view.getState().records, ['a', { ...shown(0), id: 'a' }], ['b', { ...own, id: 'b' }]]) })
  registerOf(client)
  fireEvent.click(screen.getByLabelText('更多条件'))
  expect(screen.queryByText('只许承办人看')).toBeNull()
  fireEvent.click(screen.getByText('历史积案'))
  fireEvent.click(screen.getByLabelText('不是历史积案'))
  expect(screen.getByText('找到 1 件')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('收起'))
  fireEvent.click(screen.getByLabelText('不是历史积案，已选'))
  expect(screen.getByText('找到 2 件')).toBeTruthy()
})

test('online the words go to the server once one stops typing; what was told only when it is asked for', async () => {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['judicial'], grants: [{ role: 'judicial', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const asked: SearchRequest[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (request.path !== '/api/search') return send(request)
    const body = JSON.parse(String(request.body)) as SearchRequest
    asked.push(body)
    const answer: SearchAnswer = {
      n: 5, records: body.after === null ? [{ ...shown(0), id: 'a' }] : [{ ...shown(1), id: 'b' }], total: body.after === null ? 2 : null, hidden: 0,
      next: body.after === null ? { day: '2017-01-01', id: 'a' } : null, opened: body.told ? { records: 2000, of: 5500 } : null,
    }
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(answer) })
  } })
  registerOf(phone.client())
  await act(() => bench.world.settle())
  asked.length = 0
  type('水')
  type('水渠')
  await act(() => bench.world.pass(300))
  await act(() => bench.world.settle())
  expect(asked.map(({ text, told, after }) => [text, told, after?.id ?? null])).toEqual([['水渠', false, null], ['水渠', false, 'a']])
  expect(screen.getByText('找到 2 件')).toBeTruthy()
  fireEvent.click(screen.getByText('连经过一起找'))
  await act(() => bench.world.pass(300))
  await act(() => bench.world.settle())
  expect(asked[2]).toMatchObject({ text: '水渠', told: true })
  expect(screen.getByText(/经过只翻了最近的 2,000 件，一共 5,500 件/)).toBeTruthy()
})

test('rows that were there stay while they are read another way: no moment says that there are none', async () => {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['judicial'], grants: [{ role: 'judicial', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const client = phone.client()
  const send = phone.way.http.send.bind(phone.way.http)
  const waiting: (() => void)[] = []
  const asked: string[] = []
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const path = request.path.startsWith('/api/drill') ? 'drill' : request.path === '/api/search' ? 'search' : null
    if (path === null) return send(request)
    asked.push(path)
    const records = [{ ...shown(0), id: 'a' }]
    const text = JSON.stringify(path === 'drill' ? { at: { n: 5, county: 5 }, records, total: 1, hidden: 0 } : { n: 5, records, total: 1, hidden: 0, next: null, opened: null })
    return new Promise((resolve) => waiting.push(() => resolve({ kind: 'answer', status: 200, text })))
  } })
  const answer = async (): Promise<void> => {
    await act(() => bench.world.settle())
    await act(async () => {
      waiting.splice(0).forEach((go) => go())
      await bench.world.settle()
    })
  }
  const { config } = client.view.getState()
  // A phone that was told no place yet: a search by name is nobody's right there.
  client.view.setState({ ...client.view.getState(), config: { ...config, places: { ...config.places, byId: {} } } })
  registerOf(client)
  const said: boolean[] = []
  const watch = new MutationObserver(() => said.push(screen.queryByText('找到 1 件') !== null || screen.queryByText('正在读') !== null))
  watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  await answer()
  expect(asked).toEqual(['drill'])
  await act(async () => {
    client.view.setState({ ...client.view.getState(), config })
    await bench.world.settle()
  })
  expect(asked).toEqual(['drill', 'search'])
  expect(screen.getByText('找到 1 件')).toBeTruthy()
  expect(screen.getAllByText(/2017/).length).toBeGreaterThan(0)
  await answer()
  watch.disconnect()
  expect(screen.getByText('找到 1 件')).toBeTruthy()
  expect(screen.queryByText(/还没有/)).toBeNull()
  expect(said.every(Boolean)).toBe(true)
})
