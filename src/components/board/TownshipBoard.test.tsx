import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, newDispute, saved } from '../../../test/standin/bench'
import { TOWN, ZHANG } from '../../../test/standin/town'
import type { Client } from '../../client/client'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import { yearToDate, type Period } from '../../core/period'
import type { FigureQuery } from '../../core/protocol'
import { boardPath, questionsOf, type BoardRequest } from '../../domain/board/request'
import { boardsOf } from './boardsOf'
import { TownshipBoard } from './TownshipBoard'

/** `Board` keeps its place and period between drawings, as its page does. */
function boardOf(client: Client): () => JSX.Element {
  const session = client.session.getState()
  if (session.kind !== 'signedIn') throw new Error('nobody is signed in')
  const { today } = client.clock.getState()
  const [place] = boardsOf(session.me, client.view.getState().config, today, session.holdsRecords)
  const period: Period = yearToDate(today)
  return () => <ClientProvider value={client}><TownshipBoard place={must(place, 'a board')} period={period} /></ClientProvider>
}

test('a field role sees what the phone holds, and it moves with every save', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const client = phone.client()
  const Board = boardOf(client)
  render(<Board />)
  expect(screen.getByText(/本机还没有记录/)).toBeTruthy()
  const today = client.clock.getState().today
  const settle = { ...newDispute({ acceptedOn: today, form: 'oral' }), body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: newDispute().body.set?.place ?? '', acceptedOn: today, form: 'oral' } } } as const
  await act(async () => { await saved(client.write(settle)) })
  expect(screen.getAllByText(/^本机记录里的数/).length).toBeGreaterThan(0)
  expect(screen.getAllByLabelText('受理1件，看是哪些')).toHaveLength(1)
  expect(screen.getByText('成功 ÷ 今年调结，100%')).toBeTruthy()
})

/** A leader whose server answers every question with the same number, or as told. */
async function leader(answer: (count: number) => object) {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['leader'], grants: [{ role: 'leader', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const asked: string[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (!request.path.startsWith('/api/board/')) return send(request)
    asked.push(request.path)
    const told = answer(Object.keys(questionsOf(BOARD)).length)
    return Promise.resolve('code' in told ? { kind: 'noAnswer' } : { kind: 'answer', status: 200, text: JSON.stringify(told) })
  } })
  const Board = boardOf(phone.client())
  render(<Board />)
  await act(() => bench.world.settle())
  return { bench, asked }
}

const counted = (questions: number, value: number): object => ({
  at: { town: 3214, county: 7 }, readAt: '2026-11-21T06:32:00.000Z', results: Array.from({ length: questions }, () => ({ value, groups: [] })), waiting: 3, tag: '"t"',
})
const BOARD: BoardRequest = { kind: 'township', place: null, period: { from: '2026-01-01', to: '2026-11-21' }, today: '2026-11-21', shorter: false }

test('a leader\'s board asks everything at once, and a tile opens exactly its question', async () => {
  const { asked } = await leader((request) => counted(request, 668))
  expect(asked).toHaveLength(1)
  expect(screen.getAllByText('据各手机最近联网，尚有约 3 条未上传').length).toBeGreaterThan(0)
  fireEvent.click(screen.getByLabelText('受理668件，看是哪些'))
  const { url } = must(jest.mocked(Taro.navigateTo).mock.calls[0], 'a page opened')[0]
  const query = JSON.parse(new URLSearchParams(url.split('?')[1]).get('q') ?? '') as FigureQuery
  expect(Object.values(questionsOf(BOARD))).toContainEqual(query)
  expect(asked[0]).toBe(boardPath(TOWN, BOARD))
})

test('without a signal it says so; numbers that cannot be renewed stay, with their time', async () => {
  let isDown = true
  const { bench } = await leader((request) => (isDown ? { code: 'offline' } : counted(request, 7)))
  expect(screen.getByText('没有信号，看板要联网才有最新的数。有信号会自动显示。')).toBeTruthy()
  isDown = false
  await act(() => bench.world.pass(20_000))
  expect(screen.getAllByLabelText('受理7件，看是哪些')).toHaveLength(1)
  isDown = true
  await act(() => bench.world.pass(20_000))
  expect(screen.getByText(/^没有信号，下面是 .*14:32 的数。$/)).toBeTruthy()
  expect(screen.getAllByLabelText('受理7件，看是哪些')).toHaveLength(1)
})

test('the chart of months is one target that opens the table', async () => {
  await leader((request) => counted(request, 5))
  expect(screen.queryByText('月份')).toBeNull()
  fireEvent.click(screen.getByLabelText(/^逐月受理，打开表格/))
  expect(screen.getByText('月份')).toBeTruthy()
})
