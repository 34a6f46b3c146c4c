import { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { answering, type Asked } from '../../../../test/standin/answering'
import { createBench, type Bench } from '../../../../test/standin/bench'
import { COUNTY, WANG } from '../../../../test/standin/town'
import { ClientProvider } from '../../../client/hooks'
import type { TrailAnswer, TrailCheck, TrailLine } from '../../../core/trailWire'
import TrailPage from './index'

const RECORD = '019ac9de-2222-7000-8000-0000000000ff'
const LINE: TrailLine = { chain: 'reading', stream: COUNTY, a: 7, at: '2026-06-15T02:00:00.000Z', actor: WANG.person, action: 'recordRead', subject: RECORD, detail: { kind: 'dispute' } }
const ANSWER: TrailAnswer = { lines: [LINE], next: { at: LINE.at, stream: LINE.stream, chain: LINE.chain, a: LINE.a }, names: { [WANG.person]: '王某' } }
const WHOLE: TrailCheck = { at: '2026-06-15T02:00:00.000Z', by: WANG.person, lines: 12, anchors: 3, anchored: '2026-06-14', broken: [], wrongAnchors: [] }

async function opened(bench: Bench, role: string, check: TrailCheck | null = WHOLE): Promise<readonly Asked[]> {
  const zhang = bench.server.people.get('zhang')
  if (zhang !== undefined) zhang.me = { ...zhang.me, roles: [role], grants: [{ role, place: COUNTY, stream: COUNTY }] }
  const phone = await bench.phoneOf('zhang', 'h5')
  jest.mocked(useRouter).mockReturnValue({ params: {}, path: '' } as never)
  const asked = answering(phone, ({ path, body }) => {
    if (path === '/api/trail/check') return { body: { running: false, last: check } }
    if (path !== '/api/trail') return null
    const isLater = (body as { after: unknown }).after !== null
    return { body: isLater ? { lines: [{ ...LINE, a: 6, action: 'denied' }], next: null, names: {} } : ANSWER }
  })
  render(<ClientProvider value={phone.client()}><TrailPage /></ClientProvider>)
  await act(() => bench.world.settle())
  return asked
}
async function tap(bench: Bench, label: string): Promise<void> {
  fireEvent.click(screen.getByLabelText(label))
  await act(() => bench.world.settle())
}
const trailAsks = (asked: readonly Asked[]): readonly unknown[] => asked.filter(({ path }) => path === '/api/trail').map(({ body }) => body)

test('lines are told in words, and a line narrows to its record', async () => {
  const bench = createBench()
  const asked = await opened(bench, 'auditor')
  fireEvent.click(screen.getByText(/^王某\s打开了$/))
  expect(screen.getByText(RECORD)).toBeTruthy()
  await tap(bench, '只看这一件')
  expect(trailAsks(asked).at(-1)).toMatchObject({ subject: RECORD, person: null, after: null })
  expect(screen.getByText('这一件：谁在什么时候看过、办过')).toBeTruthy()
  await tap(bench, '清掉条件')
  expect(trailAsks(asked).at(-1)).toMatchObject({ subject: null })
})

test('earlier lines come behind the others, and then there are no more', async () => {
  const bench = createBench()
  const asked = await opened(bench, 'auditor')
  await tap(bench, '再看更早的')
  expect(trailAsks(asked).at(-1)).toMatchObject({ after: ANSWER.next })
  expect(screen.getByText(/^王某\s打开了$/)).toBeTruthy()
  expect(screen.getByText(/没有权限/)).toBeTruthy()
  expect(screen.queryByLabelText('再看更早的')).toBeNull()
})

test('the last verification is shown, with the first line that does not hold and what to do', async () => {
  await opened(createBench(), 'auditor', { ...WHOLE, broken: [{ stream: COUNTY, chain: 'audit', a: 4_711, damage: 'changed' }] })
  expect(screen.getByText(/校验：不完整/)).toBeTruthy()
  expect(screen.getByText(/办理留痕第 4711 行被改过/)).toBeTruthy()
  expect(screen.getByText(/保留现场/)).toBeTruthy()
})

test('to anybody else the page says whose it is, and asks for nothing', async () => {
  const asked = await opened(createBench(), 'leader')
  expect(screen.getByText(/留痕由审计员查看/)).toBeTruthy()
  expect(trailAsks(asked)).toEqual([])
})
