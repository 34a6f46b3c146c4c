import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, type Bench } from '../../../../test/standin/bench'
import { COUNTY, id, kept, TOWN } from '../../../../test/standin/town'
import { ClientProvider } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Op } from '../../../core/op'
import type { FiguresRequest, Push } from '../../../core/protocol'
import OwnFiguresPage from './index'

const FARM: Values = { name: '纠纷.涉农', label: '涉农纠纷', unit: '件', form: 'counted', counts: 'dispute', over: 'acceptedOn', measure: 'count', filter: '类型=山林土地/房屋宅基地' }
const BROKEN: Values = { ...FARM, name: '纠纷.坏', filter: '类型=没有' }

interface Shown {
  readonly bench: Bench
  readonly asked: FiguresRequest[]
  readonly ops: Op[]
}

async function open(login: string, figures: readonly Values[]): Promise<Shown> {
  const bench = createBench()
  const records = figures.map((values, at) => ({ ...kept('ownFigure', id(`f${at}`), values), n: 1 }))
  for (const record of records) bench.server.put(COUNTY, record)
  const phone = await bench.phoneOf(login)
  const [asked, ops]: [FiguresRequest[], Op[]] = [[], []]
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const answer = (body: object) => Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(body) })
    if (request.path === '/api/own-figures') return answer({ figures: records })
    if (request.path === '/api/figures') {
      asked.push(JSON.parse(String(request.body)) as FiguresRequest)
      return answer({ at: { town: 1, county: 1 }, readAt: '', results: [{ value: 128, groups: [] }, { value: 652, groups: [] }], waiting: 0 })
    }
    if (request.path === '/api/push') ops.push(...(JSON.parse(String(request.body)) as Push).ops)
    return send(request)
  } })
  render(<ClientProvider value={phone.client()}><OwnFiguresPage /></ClientProvider>)
  await act(() => bench.world.pass(1_000))
  return { bench, asked, ops }
}

const tap = (label: string): void => void fireEvent.click(screen.getByLabelText(label))
const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('a figure is put together with chips, counted as it goes, and kept', async () => {
  const { bench, asked, ops } = await open('sun', [])
  tap('添一个指标')
  for (const chip of ['矛盾纠纷', '受理日期', '难易', '疑难', '重大']) tap(chip)
  expect(screen.getByDisplayValue('难易=疑难/重大')).toBeTruthy()
  await act(() => bench.world.pass(1_000))
  expect(screen.getByText('128件')).toBeTruthy()
  expect(asked[asked.length - 1]).toMatchObject({ stream: TOWN, queries: [{ figure: { kind: 'dispute', where: { difficulty: ['hard', 'grave'] }, over: { kind: 'flow', date: 'acceptedOn' } } }] })

  tap('保存')
  expect(screen.getByText(/名称要写成两段汉字/)).toBeTruthy()
  type('名称', '纠纷.难办')
  type('叫法', '难办的纠纷')
  type('量词', '件')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(screen.getByText('纠纷.难办')).toBeTruthy()
  expect(ops.map(({ kind, body }) => ({ kind, body }))).toEqual([{
    kind: 'ownFigure',
    body: { kind: 'create', move: 'add', set: { name: '纠纷.难办', label: '难办的纠纷', unit: '件', form: 'counted', counts: 'dispute', over: 'acceptedOn', measure: 'count', filter: '难易=疑难/重大', from: '2026-11-21' } },
  }])
})

test('a rate is two figures, one of them the county\'s own', async () => {
  const { bench } = await open('sun', [FARM])
  tap('添一个指标')
  tap('两个指标相除')
  type('分子', '纠纷.涉农')
  type('分母', '纠纷.受理')
  await act(() => bench.world.pass(1_000))
  expect(screen.getByText('128/652，19.63%')).toBeTruthy()
})

test('one that cannot be counted is marked, mended, and one that is not needed is withdrawn', async () => {
  const { bench, ops } = await open('sun', [FARM, BROKEN])
  expect(screen.getByText('数不了')).toBeTruthy()
  fireEvent.click(screen.getByText('纠纷.坏'))
  type('只数哪些', '类型=邻里')
  tap('保存')
  await act(() => bench.world.pass(2_000))
  expect(screen.queryByText('数不了')).toBeNull()
  fireEvent.click(screen.getByText('纠纷.涉农'))
  tap('停用')
  await act(() => bench.world.pass(2_000))
  expect(screen.queryByText('纠纷.涉农')).toBeNull()
  expect(ops.map(({ body }) => body)).toEqual([{ kind: 'edit', set: { filter: '类型=邻里' } }, { kind: 'move', move: 'retire', set: {} }])
})

test('whoever does not keep them is told who does', async () => {
  await open('zhou', [])
  expect(screen.getByText(/由县司法局管/)).toBeTruthy()
})
