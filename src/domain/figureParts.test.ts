import { EMPTY_CONFIG } from '../core/config'
import type { FiguresAnswer } from '../core/protocol'
import type { ReportFigure } from '../core/reportWire'
import { must } from '../core/assert'
import { answersOf, ask } from './board/asking'
import { partQuestions, sumsOf } from './figureParts'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const figure = (key: string, name: string, where = {}): ReportFigure => {
  const query = ask(name, 'town', YEAR)
  return { key, label: '', unit: '件', definition: '', value: 0, pair: null, lastYear: 0, pairLastYear: null, parts: [], query: { ...query, figure: { ...query.figure, where: { ...query.figure.where, ...where } } } }
}

test('a figure is split by every partition of what it counts, an alias like its original', () => {
  expect(Object.keys(partQuestions(figure('纠纷.成功', '纠纷.成功')))).toEqual(['split:纠纷.成功按协议', 'split:纠纷.成功按层级'])
  expect(Object.keys(partQuestions(figure('纠纷.总数', '纠纷.受理')))).toEqual(['split:纠纷.按类型', 'split:纠纷.按难易', 'split:纠纷.按来源', 'split:纠纷.按结果'])
})

test('a narrowed figure is not split by what it was narrowed to', () => {
  expect(Object.keys(partQuestions(figure('纠纷.受理[难易=疑难]', '纠纷.受理', { difficulty: ['hard'] })))).not.toContain('split:纠纷.按难易')
})

test('a rate and an unknown name have no parts', () => {
  expect(partQuestions({ ...figure('纠纷.成功率', '纠纷.成功'), pair: [1, 2] })).toEqual({})
  expect(partQuestions(figure('没有.这个', '纠纷.成功'))).toEqual({})
})

test('sums show what is there and add up, the shorter first; one part alone is no sum', () => {
  const questions = partQuestions(figure('纠纷.成功', '纠纷.成功'))
  const results: FiguresAnswer['results'] = [
    { value: 648, groups: [{ key: 'written', value: 77 }, { key: 'oral', value: 571 }] },
    { value: 648, groups: [{ key: 'village', value: 600 }, { key: 'township', value: 40 }, { key: '', value: 8 }] },
  ]
  const sums = sumsOf(must(answersOf(questions, results), 'answers'), EMPTY_CONFIG)
  expect(sums.map(({ parts }) => parts.map(({ label, value }) => `${label} ${value}`).join('＋'))).toEqual(['口头 571＋书面 77', '村 600＋乡镇 40＋没填层级 8'])
  const single = results.map((result) => ({ ...result, groups: result.groups.slice(0, 1) }))
  expect(sumsOf(must(answersOf(questions, single), 'answers'), EMPTY_CONFIG)).toEqual([])
})
