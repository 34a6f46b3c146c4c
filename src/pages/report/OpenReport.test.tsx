import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { answering, type Asked } from '../../../test/standin/answering'
import { createBench } from '../../../test/standin/bench'
import { CLERK, id, TOWN } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { PLAIN_PAPER } from '../../core/document'
import { EMPTY_CONFIG } from '../../core/config'
import type { Freeze, FrozenHead, ReportAnswer } from '../../core/reportWire'
import { fillReport, planReport } from '../../domain/report'
import { OpenReport } from './OpenReport'

const TEMPLATE = id('f1')
const SCOPE = { place: TOWN, placeName: '磙子营乡', label: '2025年', period: { from: '2025-01-01', to: '2025-12-31' } }
const HEAD: FrozenHead = {
  id: id('e1'), template: TEMPLATE, name: '年度报告', periodKey: '2025', label: '2025年', until: '2025-12-31', version: 1,
  frozenAt: '2026-01-05T02:00:00.000Z', frozenBy: CLERK.person, at: { town: 30, county: 7 },
}

function reportOf(text: string, town = 41): ReportAnswer {
  const filled = fillReport(planReport(text, SCOPE, EMPTY_CONFIG), [])
  return { ...filled, template: TEMPLATE, name: '年度报告', periodKey: '2025', scope: SCOPE, paper: PLAIN_PAPER, at: { town, county: 7 }, readAt: '2026-11-20T06:32:00.000Z' }
}

interface Served {
  readonly asked: readonly Asked[]
  freezes(): readonly Freeze[]
  settle(): Promise<void>
}

/** The report on a phone of its clerk. `freeze` answers 定稿; each reading of the report counts at one change more. */
async function open(text: string, { frozen = [], freeze = { body: HEAD } }: {
  readonly frozen?: readonly FrozenHead[]
  readonly freeze?: { readonly status?: number; readonly body: object } | 'lost'
} = {}): Promise<Served> {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou')
  let town = 40
  const asked = answering(phone, ({ path }) => {
    if (path === `/api/reports/${TOWN}`) return { body: { reports: [], frozen } }
    if (path === `/api/frozen/${TOWN}`) return freeze
    return path.startsWith('/api/report/') && !path.includes('/link/') ? { body: reportOf(text, (town += 1)) } : path.includes('/link/') ? { body: { url: '/api/download/x' } } : null
  })
  render(<ClientProvider value={phone.client()}><OpenReport stream={TOWN} template={TEMPLATE} period="2025" /></ClientProvider>)
  const settle = (): Promise<void> => act(() => bench.world.settle())
  await settle()
  return { asked, settle, freezes: () => asked.filter(({ path }) => path === `/api/frozen/${TOWN}`).map(({ body }) => body as Freeze) }
}

const tap = (label: string): void => void fireEvent.click(screen.getByLabelText(label))
/** The button of the page opens the panel, the one in the panel freezes. */
const openPanel = (): void => void fireEvent.click(screen.getAllByLabelText('定稿')[0] as HTMLElement)
const freeze = (): void => void fireEvent.click(screen.getAllByLabelText('定稿').at(-1) as HTMLElement)
const ticks = (): readonly HTMLElement[] => screen.getAllByRole('checkbox')

const TWO_REMARKS = '# 标题\n组织培训12次。\n开展巡查30次。'

test('every remark needs the tick of a named person before it is frozen', async () => {
  const { freezes, settle } = await open(TWO_REMARKS)
  openPanel()
  expect(screen.getByText('2025年12月31日')).toBeTruthy()
  expect(screen.getByText(/列在“更正”里/)).toBeTruthy()
  expect(ticks()).toHaveLength(2)
  freeze()
  await settle()
  expect(freezes()).toEqual([])

  fireEvent.click(ticks()[0] as HTMLElement)
  expect(screen.getByText('周某看过，没有问题')).toBeTruthy()
  expect(screen.getByText('还有 1 处没看，都打上勾才能定稿。')).toBeTruthy()
  freeze()
  await settle()
  expect(freezes()).toEqual([])

  fireEvent.click(ticks()[1] as HTMLElement)
  freeze()
  await settle()
  const [sent] = freezes()
  expect(sent).toMatchObject({ template: TEMPLATE, periodKey: '2025', at: { town: 41, county: 7 }, after: 0 })
  expect(sent?.ticks).toEqual(reportOf(TWO_REMARKS).problems.map((problem) => problem.tick))
  expect(jest.mocked(Taro.redirectTo).mock.calls.map(([{ url }]) => url)).toEqual([`/pages/report/frozen/index?stream=${TOWN}&id=${HEAD.id}`])
})

test('a tick is taken back by another tap', async () => {
  const { freezes, settle } = await open('# 标题\n组织培训12次。')
  openPanel()
  fireEvent.click(ticks()[0] as HTMLElement)
  fireEvent.click(ticks()[0] as HTMLElement)
  freeze()
  await settle()
  expect(freezes()).toEqual([])
})

test('an error stands in the way whatever is ticked, and leads to its place', async () => {
  const { freezes, settle } = await open('# 标题\n化解{{纠纷.总量}}件，培训12次。')
  openPanel()
  expect(screen.getByText('还有 1 处要改，改好才能定稿。')).toBeTruthy()
  ticks().forEach((each) => fireEvent.click(each))
  freeze()
  await settle()
  expect(freezes()).toEqual([])
  fireEvent.click(screen.getAllByLabelText('到这一处')[0] as HTMLElement)
  expect(jest.mocked(Taro.pageScrollTo)).toHaveBeenCalled()
  openPanel()
  expect(screen.getByText('周某看过，没有问题')).toBeTruthy()
})

test('what the server refuses is said in its words; counted anew, the ticks stay and the new moment is frozen', async () => {
  const say = '这份报告已经有第1版定稿了，请看过它再定。没有另出一版，写的都在。'
  const { freezes, settle } = await open('# 标题\n组织培训12次。', { freeze: { status: 409, body: { code: 'readAgain', message: say } } })
  openPanel()
  fireEvent.click(ticks()[0] as HTMLElement)
  freeze()
  await settle()
  expect(screen.getByText(say)).toBeTruthy()
  expect(jest.mocked(Taro.redirectTo)).not.toHaveBeenCalled()
  tap('重新数一遍')
  await settle()
  expect(screen.queryByText(say)).toBeNull()
  freeze()
  await settle()
  expect(freezes().map(({ at }) => at.town)).toEqual([41, 42])
  expect(freezes()[1]?.ticks).toHaveLength(1)
})

test('without an answer it is not known whether it was done, and the next try cannot do it twice', async () => {
  const { freezes, settle } = await open('# 标题\n做了工作。', { freeze: 'lost' })
  openPanel()
  freeze()
  await settle()
  expect(screen.getByText(/还不知道定没定成/)).toBeTruthy()
  freeze()
  await settle()
  expect(freezes().map(({ after }) => after)).toEqual([0, 0])
})

test('a further version follows the newest there is, which stays in sight', async () => {
  const second = { ...HEAD, id: id('e2'), version: 2 }
  const { freezes, settle } = await open('# 标题\n做了工作。', { frozen: [second, HEAD, { ...HEAD, id: id('e3'), periodKey: '2024', version: 5 }] })
  expect(screen.getByText('已定稿 第2版')).toBeTruthy()
  openPanel()
  expect(screen.getByText('第3版；第2版（2026年1月5日 周某）照样留着')).toBeTruthy()
  freeze()
  await settle()
  expect(freezes().map(({ after }) => after)).toEqual([2])
})

test('three copies are taken away, the public one after a look at the names', async () => {
  const { asked, settle } = await open('# 标题\n党委副书记赵黎明主讲法治课。')
  tap('下载')
  tap('下载核对稿')
  await settle()
  tap('下载')
  tap('下载公开稿')
  expect(screen.getByText('文中有人名“赵黎明”，公开前请确认。')).toBeTruthy()
  tap('看过了，下载公开稿')
  await settle()
  expect(asked.flatMap(({ path }) => /link\/(\w+)\?/.exec(path)?.[1] ?? [])).toEqual(['checking', 'public'])
})
