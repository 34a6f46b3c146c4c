import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { answering } from '../../../../test/standin/answering'
import { createBench } from '../../../../test/standin/bench'
import { CLERK, id, TOWN, VILLAGE } from '../../../../test/standin/town'
import { ClientProvider } from '../../../client/hooks'
import { must } from '../../../core/assert'
import { EMPTY_CONFIG } from '../../../core/config'
import { PLAIN_PAPER } from '../../../core/document'
import type { StoredRecord } from '../../../core/op'
import type { CorrectedRecord, Correction, CorrectionsAnswer, FrozenAnswer, FrozenHead } from '../../../core/reportWire'
import { fillReport, planReport, questionsOf } from '../../../domain/report'
import { FrozenReport } from './FrozenReport'

const SCOPE = { place: TOWN, placeName: '磙子营乡', label: '2023年', period: { from: '2023-01-01', to: '2023-12-31' } }
const HEAD: FrozenHead = {
  id: id('e1'), template: id('f1'), name: '年度报告', periodKey: '2023', label: '2023年', until: '2023-12-31', version: 1,
  frozenAt: '2024-01-05T02:00:00.000Z', frozenBy: CLERK.person, at: { town: 3214, county: 7 },
}
const HASH = '7f3c91a04d2e'.padEnd(64, '0')

function frozen(): FrozenAnswer {
  const plan = planReport('# 标题\n受理{{纠纷.受理}}件，成功{{纠纷.成功}}件。', SCOPE, EMPTY_CONFIG)
  const filled = fillReport(plan, questionsOf(plan).map(() => ({ value: 652, groups: [] })))
  return {
    ...filled, template: HEAD.template, name: HEAD.name, periodKey: HEAD.periodKey, scope: SCOPE, paper: PLAIN_PAPER, at: HEAD.at, readAt: HEAD.frozenAt,
    head: HEAD, ticked: [], versions: [{ ...HEAD, id: id('e2'), version: 2 }, HEAD],
    files: [{ copy: 'final', name: '年度报告.docx', size: 18_432, hash: HASH }, { copy: 'public', name: '年度报告（公开稿）.docx', size: 900, hash: HASH.replace('7', '8') }],
  }
}

function dispute(tail: string, n: number): StoredRecord {
  return { id: id(tail), kind: 'dispute', stage: 'registered', values: { type: 'neighbour', place: VILLAGE }, written: {}, n, createdBy: CLERK.person } as unknown as StoredRecord
}

function corrected(records: readonly CorrectedRecord[], more: Partial<Correction> = {}): Correction {
  return { key: '纠纷.受理', label: '受理纠纷', unit: '件', was: 652, now: 653, pairWas: null, pairNow: null, parts: [], records, hidden: 0, ...more }
}

/** Gives the paths that were asked for. */
async function open(corrections: readonly Correction[], records: readonly StoredRecord[] = [], computed: CorrectionsAnswer['computed'] = []): Promise<() => readonly string[]> {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou')
  const answer: CorrectionsAnswer = { at: { town: 3300, county: 7 }, readAt: '2026-11-20T06:32:00.000Z', corrections, computed, records }
  const asked = answering(phone, ({ path }) => (path.endsWith('/corrections') ? { body: answer } : path.includes('/link/') ? { body: { url: '/x' } } : null))
  render(<ClientProvider value={phone.client()}><FrozenReport stream={TOWN} report={frozen()} /></ClientProvider>)
  await act(() => bench.world.settle())
  return () => asked.map(({ path }) => path)
}

const tap = (label: string | RegExp): void => void fireEvent.click(screen.getByLabelText(label))

function opened(): URLSearchParams {
  const [call] = jest.mocked(Taro.navigateTo).mock.calls.slice(-1)
  return new URLSearchParams(must(call, 'a page opened')[0].url.split('?')[1])
}

test('it says who issued it when and up to which day, and what becomes of late records', async () => {
  await open([])
  for (const fact of ['定稿 第1版', '2024年1月5日 周某', '截至2023年12月31日']) expect(screen.getByText(fact)).toBeTruthy()
  for (const part of ['正文', '更正', '文件']) {
    tap(new RegExp(`^${part}`))
    expect(screen.getByText(/定稿后才到的标“补录”/)).toBeTruthy()
  }
})

test('when nothing changed it says so', async () => {
  await open([])
  tap('更正')
  expect(screen.getByText('定稿以来，没有一个数变过。')).toBeTruthy()
})

test('a figure stands with its number then and now, each opening what was counted at its moment', async () => {
  await open([corrected([])])
  tap('更正')
  tap('受理纠纷，定稿时 652件，看是哪些')
  expect(opened().get('at')).toBe('3214.7')
  const then = opened().get('q')
  tap('受理纠纷，现在 653件，看是哪些')
  expect(opened().get('at')).toBeNull()
  expect(opened().get('q')).toBe(then)
  expect(screen.getByText('其余 1 个数和定稿时一样。')).toBeTruthy()
})

test('a rate that would be printed otherwise stands under the figures it is worked out of', async () => {
  await open([corrected([])], [], [{ key: '率(纠纷.成功,纠纷.受理)', label: '成功率（调解成功／受理纠纷）', was: '100%', now: '99.85%' }])
  tap('更正')
  for (const text of ['成功率（调解成功／受理纠纷）', '100%', '99.85%']) expect(screen.getByText(text)).toBeTruthy()
  expect(screen.getByText('其余 1 个数和定稿时一样。')).toBeTruthy()
})

test('the records that make the difference are told by what happened to them and open', async () => {
  await open([corrected([{ id: id('91'), n: 3300, how: 'late' }, { id: id('92'), n: 3100, how: 'gone' }], { hidden: 2 })], [dispute('91', 3300), dispute('92', 3100)])
  tap('更正')
  expect(screen.getByText('补录 1 件・后来不算了 1 件・另有 2 件仅承办人可见')).toBeTruthy()
  expect(screen.queryByText('补录')).toBeNull()
  tap('看是哪些')
  fireEvent.click(screen.getByText('补录'))
  expect(opened().get('id')).toBe(id('91'))
  expect(opened().get('stream')).toBe(TOWN)
})

test('the same number of other records is a correction too', async () => {
  await open([corrected([], { now: 652, hidden: 2 }), corrected([], { key: '纠纷.成功', label: '调解成功', parts: [{ label: '口头', was: 571, now: 570 }] })])
  tap('更正')
  expect(screen.getByText('数没变，记录变了')).toBeTruthy()
  expect(screen.getByText('口头：571 → 570 件')).toBeTruthy()
})

test('hundreds of records come twenty at a time', async () => {
  const all = Array.from({ length: 45 }, (_, i) => i + 10)
  await open([corrected(all.map((n) => ({ id: id(String(n)), n, how: 'late' })))], all.map((n) => dispute(String(n), n)))
  tap('更正')
  tap('看是哪些')
  expect(screen.getAllByText('补录')).toHaveLength(20)
  tap('再看 20 件')
  tap('再看 5 件')
  expect(screen.getAllByText('补录')).toHaveLength(45)
})

test('its files tell size and hash, and its versions open', async () => {
  await open([])
  tap('文件')
  expect(screen.getByText(/18 KB/)).toBeTruthy()
  expect(screen.getByText('核验码 7F3C 91A0 4D2E …')).toBeTruthy()
  tap(/^正式稿：核验码 7F3C .*看全$/)
  expect(screen.getByText(`核验码 ${(HASH.toUpperCase().match(/.{4}/g) ?? []).join(' ')}`)).toBeTruthy()
  tap('看第2版')
  expect(opened().get('id')).toBe(id('e2'))
  tap('另出一版')
  expect(Object.fromEntries(opened())).toEqual({ stream: TOWN, template: HEAD.template, period: '2023' })
})

test('the public copy is taken after a look at the names, the others at once', async () => {
  const asked = await open([])
  const link = (copy: string): string => `/api/frozen/${TOWN}/${HEAD.id}/link/${copy}`
  tap('文件')
  await act(async () => tap('下载正式稿'))
  expect(asked()).toContain(link('final'))
  tap('下载公开稿')
  expect(screen.getByText(/没有认出人名/)).toBeTruthy()
  expect(asked()).not.toContain(link('public'))
  await act(async () => tap('看过了，下载公开稿'))
  expect(asked()).toContain(link('public'))
})
