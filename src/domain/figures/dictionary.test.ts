import { EMPTY_CONFIG } from '../../core/config'
import type { Values } from '../../core/field'
import type { Figure } from '../../core/figure'
import { fillReport, planReport, questionsOf } from '../report'
import { FIGURES } from '../figures'
import { REGISTRY } from '../registry'
import { dictionaryOf, measuresOf, oversOf } from './dictionary'

const COUNTED: Values = { name: '纠纷.村级疑难', label: '村级疑难纠纷', unit: '件', form: 'counted', counts: 'dispute', over: 'acceptedOn', measure: 'count', filter: '难易=疑难/重大，结果=成功' }
const RATIO: Values = { name: '纠纷.疑难占比', label: '疑难占比', unit: '%', form: 'ratio', numerator: '纠纷.疑难', denominator: '纠纷.受理' }

function figureOf(values: Values): Figure | null {
  const { figures } = dictionaryOf({ ...EMPTY_CONFIG, figures: [values] })
  const named = figures[String(values.name)]
  return named?.kind === 'counted' ? named.figure : null
}

function saysOf(...figures: readonly Values[]): readonly string[] {
  return dictionaryOf({ ...EMPTY_CONFIG, figures }).problems.map(({ say }) => say)
}

test('a county\'s figure is the same data as the program\'s', () => {
  expect(figureOf(COUNTED)).toEqual({ kind: 'dispute', where: { difficulty: ['hard', 'grave'], result: ['success'] }, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } })
  expect(figureOf({ ...COUNTED, over: 'stock.open', filter: '' })).toEqual(FIGURES['纠纷.期末在办']?.kind === 'counted' ? FIGURES['纠纷.期末在办'].figure : null)
  expect(figureOf({ ...COUNTED, counts: 'roster', over: 'stock.holds', measure: 'distinct', measured: 'person', filter: '名目=法律明白人' }))
    .toEqual(FIGURES['名册.法律明白人']?.kind === 'counted' ? FIGURES['名册.法律明白人'].figure : null)
  expect(figureOf({ ...COUNTED, counts: 'outreach', over: 'heldOn', measure: 'rows', measured: 'materials.quantity', filter: '种类=横幅' }))
    .toEqual(FIGURES['普法.横幅']?.kind === 'counted' ? FIGURES['普法.横幅'].figure : null)
})

test('money is added up in fen and told in yuan', () => {
  const { figures } = dictionaryOf({ ...EMPTY_CONFIG, figures: [{ ...COUNTED, measure: 'sum', measured: 'amount' }] })
  expect(figures['纠纷.村级疑难']).toMatchObject({ inFen: true })
})

test('a ratio may be of a figure that is written after it', () => {
  const own = { ...RATIO, numerator: '纠纷.村级疑难' }
  expect(dictionaryOf({ ...EMPTY_CONFIG, figures: [own, COUNTED] })).toMatchObject({ problems: [], figures: { '纠纷.疑难占比': { kind: 'ratio', numerator: '纠纷.村级疑难' } } })
})

describe('one that can\'t be counted is told', () => {
  test.each<[Values, string]>([
    [{ ...COUNTED, name: '涉农纠纷' }, '名称要写成两段汉字，中间一个点，例如“纠纷.涉农”，里面不能有“且”“或”。'],
    [{ ...COUNTED, name: '纠纷.constructor' }, '名称要写成两段汉字，中间一个点，例如“纠纷.涉农”，里面不能有“且”“或”。'],
    [{ ...COUNTED, name: '纠纷.受理' }, '已经有叫“纠纷.受理”的指标了，请换一个名称。'],
    [{ ...COUNTED, name: '纠纷.按类型' }, '已经有叫“纠纷.按类型”的指标了，请换一个名称。'],
    [{ ...COUNTED, unit: '' }, '叫法和量词都要写上。'],
    [{ ...COUNTED, counts: 'grant' }, '请选数哪类台账。'],
    [{ ...COUNTED, over: 'heldOn' }, '请选按什么时间算。'],
    [{ ...COUNTED, over: 'constructor' }, '请选按什么时间算。'],
    [{ ...COUNTED, measure: 'sum', measured: 'summary' }, '请选数哪一栏。'],
    [{ ...COUNTED, measure: 'distinct', measured: 'type' }, '请选数哪一栏。'],
    [{ ...COUNTED, filter: '难易' }, '“只数哪些”里，方括号里的“难易”看不明白，请写成“字段=选项”，例如 [难度=疑难] 或 [难度=疑难/一般]。'],
    [{ ...COUNTED, filter: '难易=疑' }, '“只数哪些”里，“难易”里没有“疑”，是不是“疑难”？可以写：简易、一般、疑难、重大、没填。'],
    [{ ...COUNTED, filter: '月份=3月' }, '“只数哪些”里不能写地方和月份，请在报告里用的时候再写。'],
    [{ ...COUNTED, filter: '难易=疑难]}}{{纠纷.受理' }, '“只数哪些”里，“难易”里没有“疑难]}}{{纠纷.受理”，可以写：简易、一般、疑难、重大、没填。'],
    [{ ...RATIO, numerator: '纠纷.疑难占比' }, '分子写的就是它自己，算不出来，请换一个指标。'],
    [{ ...RATIO, denominator: '纠纷.没有' }, '分母“纠纷.没有”不是一个能数的指标，请从指标清单里选一个。'],
    [{ ...RATIO, numerator: '纠纷.成功率' }, '分子“纠纷.成功率”本身是一个率，请换成一个数。'],
    [{ form: 'ratio' }, '名称要写成两段汉字，中间一个点，例如“纠纷.涉农”，里面不能有“且”“或”。'],
    [{}, '名称要写成两段汉字，中间一个点，例如“纠纷.涉农”，里面不能有“且”“或”。'],
  ])('%j', (values, say) => {
    expect(saysOf(values)).toEqual([say])
  })

  test('of two with one name the first stays, and two ratios of each other are none', () => {
    expect(saysOf(COUNTED, { ...COUNTED, filter: '' })).toEqual(['已经有叫“纠纷.村级疑难”的指标了，请换一个名称。'])
    const [one, other] = [{ ...RATIO, numerator: '率.乙' , name: '率.甲' }, { ...RATIO, numerator: '率.甲', name: '率.乙' }]
    expect(saysOf(one, other)).toHaveLength(2)
  })
})

const SCOPE = { place: 'T', placeName: '柳湾乡', label: '2026年', period: { from: '2026-01-01', to: '2026-12-31' } }

test('a report counts it, and of a broken one says why instead of a number', () => {
  const broken = { ...COUNTED, name: '纠纷.坏', filter: '难易=疑' }
  const plan = planReport('村级疑难{{纠纷.村级疑难[类型=邻里]}}件，坏{{纠纷.坏}}件，没有{{纠纷.村级}}。', SCOPE, { ...EMPTY_CONFIG, figures: [COUNTED, broken] })
  const { document, problems } = fillReport(plan, questionsOf(plan).map(() => ({ value: 7, groups: [] })))
  expect(document.blocks[0]).toMatchObject({ spans: [{ text: '村级疑难' }, { text: '7' }, { text: '件，坏' }, { text: '【？纠纷.坏】' }, { text: '件，没有' }, { text: '【？纠纷.村级】' }, { text: '。' }] })
  expect(problems.map(({ message }) => message)).toEqual([
    '县里自定的指标“纠纷.坏”现在数不了：“只数哪些”里，“难易”里没有“疑”，是不是“疑难”？可以写：简易、一般、疑难、重大、没填。',
    '没有叫“纠纷.村级”的指标，是不是“纠纷.村级化解”？',
  ])
})

test('what is offered can be counted', () => {
  for (const type of Object.values(REGISTRY)) {
    for (const { code } of oversOf(type)) expect(code).toMatch(/^(stock\.)?[a-zA-Z]+$/)
    for (const measure of ['sum', 'rows', 'distinct']) for (const { label } of measuresOf(type, measure)) expect(label).not.toBe('')
  }
})
