import { rollupLines } from './words'

const of = (value: number, groups: readonly { readonly key: string; readonly value: number }[] = []) => ({ value, groups })

test('below five nothing exact is told, a county’s own options are one line, and what lies below stands by code', () => {
  const lines = rollupLines({
    scope: '41', period: '2026-06', upTo: '2026-06-15 10:02', unplaced: 2,
    rollup: { until: '2026-06-15', cells: { '纠纷.受理': of(31), '纠纷.成功': of(3), '纠纷.按类型': of(31, [{ key: 'land', value: 20 }, { key: 'own-1', value: 6 }, { key: 'own-2', value: 5 }]) } },
    below: [{ scope: '4104', name: '', cells: { '纠纷.受理': of(4) } }, { scope: '4105', name: '', cells: { '纠纷.受理': of(27) } }],
  })
  expect(lines[0]).toBe('省 41，2026 年 06 月，数到 2026-06-15；2026-06-15 10:02 以前的都在内。')
  expect(lines[1]).toContain('有 2 个县没有填行政区划代码')
  expect(lines).toEqual(expect.arrayContaining(['纠纷.受理\t31', '纠纷.成功\t少于5', '  县里自己的选项\t11']))
  expect(lines.slice(-2)).toEqual(['市 4104\t少于5\t0\t0\t0', '市 4105\t27\t0\t0\t0'])
})

test('a period without a record, of the whole country', () => {
  const [first, second] = rollupLines({ scope: '00', period: '2025', upTo: '（还没有汇总过）', unplaced: 0, rollup: { until: null, cells: {} }, below: [] })
  expect(first).toBe('全国，2025 年，数到 （没有记录）；（还没有汇总过） 以前的都在内。')
  expect(second).toBe('纠纷.受理\t0')
})
