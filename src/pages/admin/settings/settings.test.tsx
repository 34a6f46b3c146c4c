import { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, type Bench } from '../../../../test/standin/bench'
import { COUNTY, id, kept, OTHER_TOWN, TOWN } from '../../../../test/standin/town'
import { ClientProvider } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Op, OpBody } from '../../../core/op'
import type { Push } from '../../../core/protocol'
import OptionFieldPage from '../options/field/index'
import OptionsPage from '../options/index'
import Start from '../start/index'
import Holidays from './holidays/index'
import Settings from './index'
import OneSetting from './one/index'

const OFFICIAL = '2026-10-01 2026-10-02 2026-10-03 | 2026-10-10'

interface Shown {
  readonly bench: Bench
  readonly bodies: () => readonly OpBody[]
}

function at(params: Readonly<Record<string, string>>): void {
  jest.mocked(useRouter).mockReturnValue({ params, path: '' } as ReturnType<typeof useRouter>)
}

async function open(page: React.ReactNode, params: Readonly<Record<string, string>>, records: readonly (readonly [kind: string, values: Values])[], login = 'qin'): Promise<Shown> {
  at(params)
  const bench = createBench()
  records.forEach(([kind, values], at) => bench.server.put(COUNTY, kept(kind, id(`f${at}`), values)))
  const phone = await bench.phoneOf(login)
  const ops: Op[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const year = /^\/api\/holidays\/(\d+)$/.exec(request.path)?.[1]
    if (year !== undefined) return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify({ year: Number(year), text: year === '2026' ? OFFICIAL : null }) })
    if (request.path === '/api/push') ops.push(...(JSON.parse(String(request.body)) as Push).ops)
    return send(request)
  } })
  render(<ClientProvider value={phone.client()}>{page}</ClientProvider>)
  await act(() => bench.world.pass(1_000))
  return { bench, bodies: () => ops.map(({ body }) => body) }
}

const tap = (label: string): void => void fireEvent.click(screen.getByLabelText(label))
const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('the list says what holds and whose word it is, and that a year is missing', async () => {
  await open(<Settings />, {}, [['setting', { name: '受理期限', number: 6 }], ['setting', { name: '台阶', text: '村=村说理室、乡镇=乡说理庭', place: TOWN }], ['setting', { name: '放假/2026', text: OFFICIAL }]])
  expect(screen.getByText('6 个工作日')).toBeTruthy()
  expect(screen.getByText('另有 1 处单设')).toBeTruthy()
  expect(screen.getByText('2027年没设')).toBeTruthy()
})

test('until the county\'s own records are on this device no setting is shown as unset, and none can be written over', async () => {
  at({ name: '受理期限' })
  const bench = createBench()
  bench.server.put(COUNTY, kept('setting', id('f0'), { name: '受理期限', number: 6 }))
  const phone = await bench.phone()
  phone.way.fate = ({ path }) => (path === '/api/pull' ? 'lost' : 'through')
  await phone.client().signIn({ kind: 'password', login: 'qin', password: 'demo' })
  render(<ClientProvider value={phone.client()}><OneSetting /></ClientProvider>)
  await act(() => bench.world.pass(1_000))
  expect(screen.queryByText('全县')).toBeNull()
  expect(screen.getByText(/县里设的还没收到/)).toBeTruthy()
  await act(() => phone.online())
  expect(screen.getByText('6 个工作日')).toBeTruthy()
})

test('whoever does not keep them is told who does', async () => {
  await open(<Settings />, {}, [], 'zhang')
  expect(screen.getByText(/由县管理员管/)).toBeTruthy()
})

test('a limit is set for the county, nonsense is refused in words', async () => {
  const { bench, bodies } = await open(<OneSetting />, { name: '受理期限' }, [])
  fireEvent.click(screen.getByText('全县'))
  type('受理期限', '999')
  tap('保存')
  expect(screen.getByText(/要填 1 到 366 的整数/)).toBeTruthy()
  type('受理期限', '4')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(screen.getByText('4 个工作日')).toBeTruthy()
  expect(bodies()).toEqual([{ kind: 'create', move: 'add', set: { name: '受理期限', number: 4, from: '2026-11-21' } }])
})

test('a township gives its own up again', async () => {
  const { bench, bodies } = await open(<OneSetting />, { name: '台阶' }, [['setting', { name: '台阶', text: '村=村说理室、乡镇=乡说理庭', place: TOWN }]])
  fireEvent.click(screen.getByText('磙子营乡'))
  tap('总支')
  type('总支叫什么', '总支说理堂')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(screen.getByText('村说理室 → 总支说理堂 → 乡说理庭')).toBeTruthy()
  fireEvent.click(screen.getByText('磙子营乡'))
  tap('不单设了')
  await act(() => bench.world.pass(2_000))
  expect(screen.queryByText('磙子营乡')).toBeNull()
  expect(bodies()).toEqual([{ kind: 'edit', set: { text: '村=村说理室、总支=总支说理堂、乡镇=乡说理庭' } }, { kind: 'move', move: 'retire', set: {} }])
})

test('说理日 is put together with chips', async () => {
  const { bench, bodies } = await open(<OneSetting />, { name: '说理日' }, [['setting', { name: '说理日', text: '周三', place: OTHER_TOWN }]])
  fireEvent.click(screen.getByText('邻乡'))
  tap('周五')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(bodies()).toEqual([{ kind: 'edit', set: { text: '周三、五' } }])
})

test('the State Council\'s days are taken over, a year nobody knows is said so, and the county adds a day of its own', async () => {
  const { bench, bodies } = await open(<Holidays />, {}, [])
  expect(screen.getByText(/2027 年的安排这个程序还不知道/)).toBeTruthy()
  tap('用国务院的')
  expect(screen.getByText('10月1日—10月3日')).toBeTruthy()
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(screen.getByText('按国务院的')).toBeTruthy()
  tap('改本县自己的')
  tap('添上')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(bodies()).toEqual([
    { kind: 'create', move: 'add', set: { name: '放假/2026', text: OFFICIAL, from: '2026-11-21' } },
    { kind: 'create', move: 'add', set: { name: '放假/本县', text: '2026-11-21 | ', from: '2026-11-21' } },
  ])
})

test('an option is added, reworded, put before its neighbour and retired; its code stays', async () => {
  const { bench, bodies } = await open(<OptionFieldPage />, { field: 'matter.source' }, [['option', { field: 'matter.source', code: 'fair', label: '赶集' }]])
  tap('加一个')
  type('叫法', '赶集')
  tap('保存')
  expect(screen.getByText('已经有叫“赶集”的了')).toBeTruthy()
  type('叫法', '广播')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(screen.getAllByText('广播').length).toBe(2)
  fireEvent.click(screen.getAllByText('赶集')[0] as HTMLElement)
  tap('往前')
  await act(() => bench.world.pass(2_000))
  tap('不再使用')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  const [added, ...others] = bodies()
  expect(added).toMatchObject({ kind: 'create', set: { field: 'matter.source', label: '广播', order: 100_010, code: expect.stringMatching(/^x[0-9a-z]+$/) as string } })
  expect(others).toEqual([
    { kind: 'edit', set: { order: 100 } }, { kind: 'create', move: 'add', set: { field: 'matter.source', code: 'other', label: '其他', from: '2026-11-21', order: 100_000 } },
    { kind: 'edit', set: { label: '赶集', isRetired: true } },
  ])
})

test('the list of options tells what the county has touched', async () => {
  await open(<OptionsPage />, {}, [['option', { field: 'matter.source', code: 'fair', label: '赶集' }]])
  expect(screen.getByText('加了 1 个')).toBeTruthy()
})

test('a fresh county sees what is left, and what is done', async () => {
  await open(<Start />, {}, [['setting', { name: '主办单位', text: '某县政法委' }]])
  expect(screen.getByText('某县政法委')).toBeTruthy()
  expect(screen.getByText('小程序上线前要有')).toBeTruthy()
  expect(screen.getByText('2026、2027年还没设，工作日会只按周末算')).toBeTruthy()
})
