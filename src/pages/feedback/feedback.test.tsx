import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, type Bench, type Held } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import Complaints from '../admin/complaints/index'
import Feedback from './index'

const TOLD = { receipt: '诉2026-1', kind: 'complaint', state: 'answered', receivedOn: '2026-11-20', dueOn: '2026-11-27', replies: [{ on: '2026-11-21', text: '已经安排中午值班。' }] }
const HEAD = { id: '00000000-0000-4000-8000-0000000000e1', receipt: '诉2026-1', kind: 'complaint', state: 'new', receivedOn: '2026-11-10', dueOn: '2026-11-17' }

interface Asked {
  readonly path: string
  readonly body: unknown
}

async function show(page: React.ReactNode, bench: Bench, phone: Held, answers: Readonly<Record<string, object>>): Promise<Asked[]> {
  const asked: Asked[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const answer = answers[`${request.method} ${request.path}`]
    if (answer === undefined) return send(request)
    asked.push({ path: request.path, body: typeof request.body === 'string' ? JSON.parse(request.body) as unknown : null })
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(answer) })
  } })
  render(<ClientProvider value={phone.client()}>{page}</ClientProvider>)
  await act(() => bench.world.pass(1_000))
  return asked
}

const tap = (label: string): void => void fireEvent.click(screen.getByLabelText(label))
const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('somebody who is not signed in writes without a name, and is shown the code once', async () => {
  const bench = createBench()
  const asked = await show(<Feedback />, bench, await bench.phone(), { 'GET /api/about': {}, 'POST /api/feedback': { receipt: '诉2026-1', code: '7KM4WX3NPQ8R', dueOn: '2026-11-27' } })
  tap('建议')
  type('您想说什么', '窗口中午没有人')
  tap('提交')
  await act(() => bench.world.pass(1_000))
  expect(screen.getByText('7KM-4WX-3NP-Q8R')).toBeTruthy()
  expect(asked.filter(({ path }) => path === '/api/feedback')).toEqual([{ path: '/api/feedback', body: { kind: 'suggestion', text: '窗口中午没有人', contact: '' } }])
  tap('记下了')
  expect(screen.queryByText('7KM-4WX-3NP-Q8R')).toBeNull()
})

test('without a network what was written stays', async () => {
  const bench = createBench()
  const phone = await bench.phone()
  await show(<Feedback />, bench, phone, { 'GET /api/about': {} })
  phone.offline()
  type('您想说什么', '窗口中午没有人')
  tap('提交')
  await act(() => bench.world.pass(60_000))
  expect(screen.getByDisplayValue('窗口中午没有人')).toBeTruthy()
  expect(screen.getByRole('alert')).toBeTruthy()
})

test('the code brings the answer, and nonsense is told from a code before anybody is asked', async () => {
  const bench = createBench()
  const asked = await show(<Feedback />, bench, await bench.phone(), { 'GET /api/about': {}, 'POST /api/feedback/answer': TOLD })
  fireEvent.click(screen.getByRole('tab', { name: '看答复' }))
  type('查询码', '123')
  tap('看这一件')
  expect(screen.getByText(/12 个数字和字母/)).toBeTruthy()
  type('查询码', '7km-4wx-3np-q8r')
  tap('看这一件')
  await act(() => bench.world.pass(1_000))
  expect(screen.getByText('已经安排中午值班。')).toBeTruthy()
  expect(asked.filter(({ path }) => path === '/api/feedback/answer').map(({ body }) => body)).toEqual([{ code: '7KM4WX3NPQ8R' }])
})

test('the inbox says what is late, and a reply goes out', async () => {
  const bench = createBench()
  const one = { ...HEAD, text: '窗口中午没有人', contact: '', acts: [] }
  const asked = await show(<Complaints />, bench, await bench.phoneOf('qin'), { 'GET /api/complaints': { complaints: [HEAD] }, [`GET /api/complaints/${HEAD.id}`]: one, [`POST /api/complaints/${HEAD.id}`]: { ...one, state: 'answered' } })
  expect(screen.getByText('超期')).toBeTruthy()
  fireEvent.click(screen.getByText(/诉2026-1/))
  await act(() => bench.world.pass(1_000))
  expect(screen.getByText('没有留联系方式，答复凭查询码看')).toBeTruthy()
  fireEvent.change(screen.getByRole('textbox', { name: '答复' }), { target: { value: '已经安排。' } })
  fireEvent.click(screen.getByRole('button', { name: '答复' }))
  await act(() => bench.world.pass(1_000))
  expect(asked.map(({ body }) => body)).toContainEqual({ act: 'reply', text: '已经安排。' })
})

test('the inbox is not for everybody', async () => {
  const bench = createBench()
  await show(<Complaints />, bench, await bench.phoneOf('zhang'), {})
  expect(screen.getByText('投诉建议由县里答复。')).toBeTruthy()
})
