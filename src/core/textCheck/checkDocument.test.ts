import { blockText } from '../document'
import type { Fact } from '../phrase/fact'
import { fill } from '../phrase/fill'
import { parseTemplate } from '../phrase/template'
import { checkDocument } from './checkDocument'

const FACTS: Readonly<Record<string, Fact>> = {
  '纠纷.受理': { kind: 'number', value: 652 },
  '纠纷.口头': { kind: 'number', value: 574 },
  '纠纷.书面': { kind: 'number', value: 78 },
}
const TEMPLATE = [
  '# 关于工作情况的报告',
  '一、主要做法',
  '（一）化解矛盾。全年受理矛盾纠纷{{纠纷.受理}}起（口头协议{{纠纷.口头}}起、书面协议{{纠纷.书面}}起）。',
  '再说一遍，共受理矛盾纠纷{{纠纷.受理}}起，其中口头协议{{纠纷.口头}}起、书面协议{{纠纷.书面}}起、其他纠纷2起。公开信息5余条。',
].join('\n')

test('a finding stands in its block, and points to the placeholders and typed numbers of the template', () => {
  const { template } = parseTemplate(TEMPLATE)
  const { document } = fill(template, ({ key }) => FACTS[key])
  const problems = checkDocument(template, document)
  expect(problems).toMatchObject([
    { kind: 'parts-broken', level: 'error', block: 3, line: 4, message: '574起、78起、2起加起来是654，比“652起”多2，请核对这些数，或者把不是同一种分法的分开写。' },
    { kind: 'lone-over', level: 'error', block: 3, line: 4 },
  ])
  const written = problems.map(({ start, end }) => TEMPLATE.slice(start, end))
  expect(written[0]).toMatch(/^\{\{纠纷\.受理\}\}.*其他纠纷2起$/)
  expect(written[1]).toBe('5余条')
  expect(blockText(document.blocks[3]!)).toContain('其他纠纷2起')
})

test('a number that only dropped clauses and loops could have printed is pointed at as well as can be', () => {
  const { template } = parseTemplate('{{每 名单 以“，”隔}}成功率{{率}}{{完}}。\n共办理{{纠纷.受理}}.5件。')
  const { document } = fill(template, ({ key }) => (key === '名单' ? { kind: 'items', items: [{ 率: { kind: 'text', text: '120%' } }] } : FACTS[key]))
  expect(checkDocument(template, document)).toMatchObject([
    { kind: 'share-impossible', block: 0, line: 1 },
    { kind: 'decimal-count', block: 1, line: 2 },
  ])
})

test('a person the text names is pointed at in the template, and so is whom the county knows', () => {
  const written = '一、学法\n由党委副书记周明远主讲，听讲{{纠纷.受理}}人。苗青青整理了笔记。'
  const { template } = parseTemplate(written)
  const { document } = fill(template, ({ key }) => FACTS[key])
  const named = checkDocument(template, document, ['苗青青']).filter(({ kind }) => kind === 'person-named')
  expect(named.map(({ start, end, line, level, block }) => [written.slice(start, end), line, level, block])).toEqual([['周明远', 2, 'remark', 1], ['苗青青', 2, 'remark', 1]])
})
