import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { answering } from '../../../../test/standin/answering'
import { createBench } from '../../../../test/standin/bench'
import { CLERK, id, TOWN } from '../../../../test/standin/town'
import { ClientProvider } from '../../../client/hooks'
import type { ReportList } from '../../../core/reportWire'
import { TownReports } from './TownReports'

const [YEARLY, MONTHLY] = [id('f1'), id('f2')]
const LIST: ReportList = {
  reports: [
    { template: MONTHLY, name: '月度分析', span: 'month', periodKey: '2026-11', label: '2026年11月', own: false },
    { template: YEARLY, name: '年度报告', span: 'year', periodKey: '2025', label: '2025年', own: true },
  ],
  frozen: [{
    id: id('e1'), template: MONTHLY, name: '月度分析', periodKey: '2026-11', label: '2026年11月', until: '2026-11-20', version: 1,
    frozenAt: '2026-11-20T02:00:00.000Z', frozenBy: CLERK.person, at: { town: 30, county: 7 },
  }],
}

async function open(list: ReportList): Promise<void> {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou')
  answering(phone, ({ path }) => (path === `/api/reports/${TOWN}` ? { body: list } : null))
  render(<ClientProvider value={phone.client()}><TownReports stream={TOWN} /></ClientProvider>)
  await act(() => bench.world.settle())
}

const urls = (): readonly string[] => jest.mocked(Taro.navigateTo).mock.calls.map(([{ url }]) => url)

test('drafts and what was issued stand by year and span, and open', async () => {
  await open(LIST)
  for (const words of ['2026年', '月报', '2025年', '年报', '第1版', '已定稿', '2026年11月20日 周某']) expect(screen.getAllByText(words).length).toBeGreaterThan(0)
  expect(screen.getAllByText('草稿')).toHaveLength(2)
  fireEvent.click(screen.getByText('年度报告'))
  fireEvent.click(screen.getByLabelText('月度分析 第1版，已定稿'))
  expect(urls()).toEqual([`/pages/report/index?stream=${TOWN}&template=${YEARLY}&period=2025`, `/pages/report/frozen/index?stream=${TOWN}&id=${id('e1')}`])
})

test('the days of the law are told in words while last year is not issued', async () => {
  await open(LIST)
  expect(screen.getByText(/2025年的年度报告还没有定稿/).textContent).toContain('法治政府建设与责任落实督察工作规定')
})
