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

/** A clerk of another township: other sentences, every way of writing a number. */
const OTHER_CLERK = [
  '# 关于｛｛期间｝｝工作情况的报告',
  '> 县人民政府：',
  '到{{截至日|月日}}，镇里接到群众说事{{说事.受理 | 余(十)}}件，办结{{说事.办结|近}}件，满意率{{ 说事.满意率 | 以上(1) }}；{{若 说事.督办≥1}}督办{{说事.督办}}次{{否则}}没有督办的{{完}}。',
  '纠纷{{纠纷.受理|汉字}}件，{{纠纷.按类型|列举("起","、")}}；疑难的{{纠纷.受理【难易＝疑难／重大】|零则略}}件，涉及金额{{纠纷.金额|万}}元，调处率{{率(纠纷.受理已结，纠纷.受理)|百分(0)}}。',
  '发资料{{普法.资料|余|万}}份、条幅{{普法.横幅|零则略}}条；{{排查.次数|零则略句}}次排查都有记录；讲法、说理合计{{合计(普法.场次,学法.场次)|余|汉字}}场，比去年多{{普法.场次-学法.场次}}场。',
].join('\n')

test('every way of writing a number, by another hand', () => {
  const values: Readonly<Record<string, number | readonly [number, number]>> = {
    '说事.受理': 127, '说事.办结': 98, '说事.满意率': [59, 60], '说事.督办': 0, '纠纷.受理': 105, '纠纷.按类型': 105, '纠纷.受理[难易=疑难/重大]': 0, '纠纷.金额': 12_345_600, '纠纷.受理已结': 104,
    '普法.资料': 23_600, '普法.横幅': 0, '排查.次数': 0, '普法.场次': 24, '学法.场次': 9,
  }
  const plan = planReport(OTHER_CLERK, { ...SCOPE, label: '2026年上半年', period: { from: '2026-01-01', to: '2026-06-30' } }, EMPTY_CONFIG)
  const answers = Object.entries(plan.wantByKey).flatMap(([key, want]) => {
    const value = values[key] ?? 0
    const pair = typeof value === 'number' ? [value] : value
    const groups = key === '纠纷.按类型' ? [{ key: 'neighbour', value: 100 }, { key: 'land', value: 5 }] : []
    return [...want.now, ...want.before].map((_, at) => ({ value: pair[at % want.now.length] ?? 0, groups }))
  })
  const { document, problems } = fillReport(plan, answers)
  expect(problems.map(({ message }) => message)).toEqual([])
  expect(plainText(document).split('\n')).toEqual([
    '关于2026年上半年工作情况的报告',
    '县人民政府：',
    '到6月30日，镇里接到群众说事120余件，办结近100件，满意率98%以上；没有督办的。',
    '纠纷一百零五件，邻里100起、山林土地5起；涉及金额12.3456万元，调处率99%。',
    '发资料2.3万余份；讲法、说理合计三十余场，比去年多15场。',
  ])
})

test('a text with thousands of mistakes in it is told all of them, and holds nobody up', () => {
  const many = 2_000
  const open = problemsOf(`一、主要做法\n${'{{若 1=1}}'.repeat(many)}`, [])
  expect(open.filter(({ kind }) => kind === 'unclosed-block')).toHaveLength(many)
  const unknown = problemsOf('{{纠纷.x总}}\n'.repeat(many), [])
  expect([unknown.length, new Set(unknown.map(({ message }) => message)).size]).toEqual([many, 1])
})
