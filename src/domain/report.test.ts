import { EMPTY_CONFIG } from '../core/config'
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
