import Taro, { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { id, LI, TOWN, VILLAGE, ZHANG } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import type { DueAnswer, DueRequest } from '../../core/dueWire'
import { addDays } from '../../core/period'
import Round from '../round/index'
import Todo from './index'

const MATTER = id('e1')

async function openPage(Page: typeof Todo, login: 'li' | 'zhou', setting: { readonly params?: Record<string, string>; readonly due?: Partial<DueAnswer>; readonly isOffline?: boolean } = {}) {
  jest.mocked(useRouter).mockReturnValue({ params: setting.params ?? {}, path: '' } as ReturnType<typeof useRouter>)
  jest.mocked(Taro.navigateTo).mockClear()
  const bench = createBench()
  if (login === 'zhou') must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['dispatcher'], grants: [{ role: 'dispatcher', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf(login)
  const client = phone.client()
  const { today } = client.clock.getState()
  const asked: DueRequest[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (request.path !== '/api/due') return send(request)
    asked.push(JSON.parse(String(request.body)) as DueRequest)
    const answer: DueAnswer = { today, kinds: [], units: [], total: 0, hidden: 0, rows: [], ...setting.due }
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(answer) })
  } })
  if (setting.isOffline === true) phone.offline()
  const write = async (kind: string, move: string, set: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await client.write({ kind, record: null, body: { kind: 'create', move, set } })
    if (answer.kind !== 'saved') throw new Error(JSON.stringify(answer))
  }
  const show = async (): Promise<void> => {
    render(<ClientProvider value={client}><Page /></ClientProvider>)
    await act(() => bench.world.settle())
  }
  const tap = (label: string): Promise<void> => act(async () => {
    fireEvent.click(screen.getByLabelText(label))
    await bench.world.settle()
  })
  const opened = (): readonly string[] => jest.mocked(Taro.navigateTo).mock.calls.map(([{ url }]) => url)
  const held = () => [...client.view.getState().records.values()]
  return { today, asked, write, show, tap, opened, held }
}

test('without a network the list says what is due and why, by how near it is', async () => {
  const page = await openPage(Todo, 'li', { isOffline: true })
  await page.write('dispute', 'failOnSpot', { type: 'land', place: VILLAGE, acceptedOn: page.today })
  await page.show()
  expect(screen.getByText('办完了，等归档')).toBeTruthy()
  expect(screen.getByText('已经了结')).toBeTruthy()
  expect(page.asked).toEqual([])
})

test('an office asks what is overdue, and 督办 opens that move of the record', async () => {
  const values = { place: VILLAGE, kind: 'help', leadUnit: id('f1') }
  const record = { id: MATTER, kind: 'matter', stage: 'assigned', values, written: [], n: 3, createdBy: LI.person }
  const day = '2020-01-05'
  const page = await openPage(Todo, 'zhou', { params: { whose: 'all' }, due: {
    total: 1, hidden: 2, kinds: [{ key: 'matter.limit', what: '办理期限', count: 1 }],
    rows: [{ stream: TOWN, record, key: 'matter.limit', what: '办理期限', why: '交办时定的日子', due: day, move: null, urge: true }],
  } })
  await page.show()
  expect(page.asked.at(-1)).toMatchObject({ stream: TOWN, who: 'all', until: addDays(page.today, -1), place: TOWN, key: null, unit: null, offset: 0 })
  expect(screen.getByText('另有 2 件仅承办人可见')).toBeTruthy()
  await page.tap('督办')
  expect(page.opened()).toEqual([`/pages/edit/index?kind=matter&id=${MATTER}&stream=${TOWN}&move=urge`])
  await page.tap('等我办的')
  expect(page.asked.at(-1)).toMatchObject({ who: 'me', until: addDays(page.today, 14) })
})

test('a round finds what was written down, and a place without any is closed with one tap', async () => {
  const page = await openPage(Round, 'li', { isOffline: true })
  await page.show()
  await page.tap('本期无新增')
  const [nothing] = page.held().filter(({ kind }) => kind === 'screening')
  expect(nothing?.values).toMatchObject({ place: VILLAGE, found: 0, times: 1, nothingNew: true, to: page.today, kind: 'monthly' })
})

test('a round takes its number from the records, and no number that was wiped out comes back', async () => {
  const page = await openPage(Round, 'li', { isOffline: true })
  await page.write('dispute', 'settleOnSpot', { type: 'land', place: VILLAGE, acceptedOn: page.today, form: 'oral' })
  await page.show()
  expect(screen.getByLabelText<HTMLInputElement>('排查出').value).toBe('1')
  expect(screen.queryByLabelText('本期无新增')).toBeNull()
  await act(async () => { fireEvent.input(screen.getByLabelText('排查出'), { target: { value: '' }, detail: { value: '' } }); await Promise.resolve() })
  expect(screen.getByLabelText<HTMLInputElement>('排查出').value).toBe('')
})
