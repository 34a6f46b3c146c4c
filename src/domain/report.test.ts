import { EMPTY_CONFIG } from '../core/config'
import { plainText } from '../core/document'
import { fillReport, planReport, questionsOf } from './report'

const SCOPE = { place: 'T', placeName: '柳湾乡', label: '2026年', period: { from: '2026-01-01', to: '2026-12-31' } }

/** The problems of a report whose questions are answered with these numbers in turn. */
function problemsOf(text: string, values: readonly number[]) {
  const plan = planReport(text, SCOPE, EMPTY_CONFIG)
  return fillReport(plan, questionsOf(plan).flatMap((_, index) => ({ value: values[Math.floor(index / 2)] ?? 0, groups: [] }))).problems
}

const TEXT = '一、主要做法\n全年受理矛盾纠纷{{纠纷.受理}}起（口头协议{{纠纷.口头}}起、书面协议{{纠纷.书面}}起）。'

test('a report says where its printed numbers contradict each other', () => {
  expect(problemsOf(TEXT, [652, 574, 79])).toMatchObject([
    { kind: 'parts-broken', level: 'error', block: 1, line: 2, message: '574起、79起加起来是653，比“652起”多1，请核对这些数，或者把不是同一种分法的分开写。' },
  ])
})

test('a report whose numbers agree has no problem', () => {
  expect(problemsOf(TEXT, [652, 574, 78])).toEqual([])
})

test('what is no figure: years, the period, its first and last day, the township', () => {
  const text = '{{上年度}}、{{年度}}、{{下年度}}；{{期间}}；{{起日}}、{{起日|月日}}、{{截至日|年月日}}、{{ 截至日 ｜ 月日 }}；{{乡镇}}；{{起日|余}}'
  const plan = planReport(text, { ...SCOPE, label: '2026年第一季度', period: { from: '2026-01-01', to: '2026-03-31' } }, EMPTY_CONFIG)
  const { document, problems } = fillReport(plan, [])
  expect(plainText(document)).toBe('2025、2026、2027；2026年第一季度；2026年1月1日、1月1日、2026年3月31日、3月31日；柳湾乡；【？起日】')
  expect(problems.map(({ message }) => message)).toEqual(['“起日|余”：写法“余”只能用在个数上，请换一种写法。'])
})

test('a name and a narrowing that stand for nothing are told with what may be written instead', () => {
  const messages = (text: string) => problemsOf(text, []).map(({ kind, line, message }) => `${line} ${kind} ${message}`)
  expect(messages('一\n受理{{纠纷.总量}}件，疑难{{纠纷.受理[难易=疑]}}件，{{纠纷.受理[环节=已归档]}}件')).toEqual([
    '2 unknown-name 没有叫“纠纷.总量”的指标，是不是“纠纷.总数”？',
    '2 unknown-narrowing “难易”里没有“疑”，是不是“疑难”？可以写：简易、一般、疑难、重大、没填。',
    '2 unknown-narrowing “环节”是现在办到哪一步，不是期末的情况，报告里不能按它分，请用“结果”分，还没结的是“纠纷.期末在办”。',
  ])
})
