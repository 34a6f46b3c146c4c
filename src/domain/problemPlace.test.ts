import type { Document } from '../core/document'
import { parseTemplate } from '../core/phrase/template'
import { fill } from '../core/phrase/fill'
import { blockOfProblem } from './problemPlace'

const TEMPLATE = [
  '# 关于{{年度}}年的报告',
  '一、主要做法',
  '今年受理{{纠纷.受理}}件，调结{{纠纷.调结}}件。',
  '',
  '{{若 说事.受理 > 0}}办理说事{{说事.受理}}件。{{完}}',
  '发放资料{{普法.资料}}份，悬挂横幅12条。',
  '{{没有这个}}',
].join('\n')

const document: Document = fill(parseTemplate(TEMPLATE).template, ({ name }) => (
  name === '年度' ? { kind: 'text', text: '2026' } : name === '没有这个' ? undefined : { kind: 'number', value: name === '说事.受理' ? 0 : 7 }
)).document

test('a problem is found in the block its line was printed in, however many lines were dropped before', () => {
  const shown = document.blocks.map((block) => block.spans.map((span) => span.text).join(''))
  const found = (line: number) => shown[blockOfProblem(TEMPLATE, { line }, document) ?? -1]
  expect(found(1)).toBe('关于2026年的报告')
  expect(found(3)).toBe('今年受理7件，调结7件。')
  expect(found(6)).toBe('发放资料7份，悬挂横幅12条。')
  expect(found(7)).toBe('【？没有这个】')
})

test('a line of which nothing was printed is nowhere', () => {
  expect(blockOfProblem(TEMPLATE, { line: 4 }, document)).toBeNull()
  expect(blockOfProblem(TEMPLATE, { line: 99 }, document)).toBeNull()
})
