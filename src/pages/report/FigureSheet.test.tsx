import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, type Bench } from '../../../test/standin/bench'
import { TOWN } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import { EMPTY_CONFIG } from '../../core/config'
import type { DrillRequest, FiguresAnswer, FiguresRequest } from '../../core/protocol'
import type { ReportAnswer } from '../../core/reportWire'
import { fillReport, planReport, questionsOf } from '../../domain/report'
import { FigureSheet } from './FigureSheet'
import { figureId, opens, type Chosen } from './reading'

const SCOPE = { place: TOWN, placeName: '磙子营乡', label: '2026年', period: { from: '2026-01-01', to: '2026-11-20' } }

/** A report of one sentence, whose questions are answered with these numbers in turn. */
function reportOf(text: string, values: readonly number[]): ReportAnswer {
  const plan = planReport(text, SCOPE, EMPTY_CONFIG)
  const results = questionsOf(plan).map((_, i) => ({ value: values[i] ?? 0, groups: [] }))
  return { ...fillReport(plan, results), template: 't', name: '年度报告', periodKey: '2026', scope: SCOPE, paper: { fonts: 'gov', seal: true, masthead: null, colophon: null }, at: { town: 3214, county: 7 }, readAt: '2026-11-20T06:32:00.000Z' }
}

function firstFigure({ document }: ReportAnswer): Chosen {
  const [block] = document.blocks
  const spans = block === undefined ? [] : block.spans
  const at = spans.findIndex(opens)
  const span = must(spans[at], 'a span')
  if (!opens(span)) throw new Error('no figure in the sentence')
  return { id: figureId(0, at), span }
}

interface Served {
  readonly bench: Bench
  readonly asked: { figures: FiguresRequest[]; drills: DrillRequest[] }
  readonly closed: jest.Mock
}

async function open(report: ReportAnswer, groups: FiguresAnswer['results'], hidden: number): Promise<Served> {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou')
  const asked: Served['asked'] = { figures: [], drills: [] }
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const answer = (body: object) => Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(body) })
    if (request.path === '/api/figures') {
      asked.figures.push(JSON.parse(String(request.body)) as FiguresRequest)
      return answer({ n: 3214, readAt: report.readAt, results: groups, waiting: 0 })
    }
    if (request.path === '/api/drill') {
      asked.drills.push(JSON.parse(String(request.body)) as DrillRequest)
      return answer({ n: 3214, total: 648, hidden, records: [] })
    }
    return send(request)
  } })
  const closed = jest.fn()
  render(<ClientProvider value={phone.client()}><FigureSheet stream={TOWN} report={report} chosen={firstFigure(report)} onClose={closed} /></ClientProvider>)
  await act(() => bench.world.settle())
  return { bench, asked, closed }
}

const SPLIT: FiguresAnswer['results'] = [
  { value: 648, groups: [{ key: 'written', value: 77 }, { key: 'oral', value: 571 }] },
  { value: 648, groups: [] },
]

test('a figure tells what it counts, when, last year, and that its parts add up', async () => {
  const { asked } = await open(reportOf('调解成功{{纠纷.成功}}件。', [648, 609]), SPLIT, 2)
  for (const words of ['调解成功', '648', '调结的纠纷里，结果是调解成功的', '2026年1月1日至11月20日', '磙子营乡', '同期 609 件', '口头 571 ＋ 书面 77 ＝ 648', '另有 2 件仅承办人可见，已算在内']) {
    expect(screen.getByText(words)).toBeTruthy()
  }
  expect(asked.figures.map(({ at, stream }) => [at, stream])).toEqual([[{ town: 3214, county: 7 }, TOWN]])
})

test('it opens exactly the records it counted', async () => {
  const report = reportOf('调解成功{{纠纷.成功}}件。', [648, 609])
  await open(report, SPLIT, 0)
  expect(screen.queryByText(/仅承办人可见/)).toBeNull()
  fireEvent.click(screen.getByLabelText('看这 648 件'))
  const { url } = must(jest.mocked(Taro.navigateTo).mock.calls[0], 'a page opened')[0]
  const params = new URLSearchParams(url.split('?')[1])
  expect(params.get('stream')).toBe(TOWN)
  expect(JSON.parse(params.get('q') ?? '')).toEqual({ ...report.figureByKey['纠纷.成功']?.query, by: null })
})

test('a rate is its two numbers and asks for no parts', async () => {
  const { asked } = await open(reportOf('成功率{{纠纷.成功率}}。', [648, 652, 602, 608]), [], 0)
  expect(screen.getByText('648/652')).toBeTruthy()
  expect(screen.getByText('99.39%')).toBeTruthy()
  expect(screen.getByText('同期 602/608，99.01%')).toBeTruthy()
  expect(asked.figures).toEqual([])
})

test('what is printed and the exact number are told apart', async () => {
  await open(reportOf('发放资料{{普法.资料|余}}份。', [1247, 0]), [], 0)
  expect(screen.getByText('1,247')).toBeTruthy()
  expect(screen.getByText('印的是')).toBeTruthy()
  expect(screen.getByText('看是哪些记录')).toBeTruthy()
})

test('several figures behind one number are chosen from, and nought opens nothing', async () => {
  const { bench } = await open(reportOf('共{{纠纷.口头 + 纠纷.书面}}件。', [0, 0, 77, 0]), [], 0)
  expect(screen.getAllByText('口头协议').length).toBeGreaterThan(0)
  expect(screen.queryByText(/^看/)).toBeNull()
  fireEvent.click(screen.getByLabelText('书面协议'))
  await act(() => bench.world.settle())
  expect(screen.getByLabelText('看这 77 件')).toBeTruthy()
})

test('it closes by its button', async () => {
  const { closed } = await open(reportOf('调解成功{{纠纷.成功}}件。', [648, 609]), SPLIT, 0)
  fireEvent.click(screen.getByLabelText('收起'))
  expect(closed).toHaveBeenCalledTimes(1)
})
