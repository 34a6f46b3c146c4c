import { EMPTY_CONFIG } from '../../core/config'
import { apply } from '../../core/apply'
import { REGISTRY } from '../../domain/registry'
import { fromDraft, missing, nameAt, RESULTS, toBody, toDraft, withName, type Quick } from './quickEntry'

const TODAY = '2026-11-20'
const PLACE = '01890000-0000-7000-8000-000000000001'
const filled: Quick = withName(withName({ values: { type: 'neighbour', place: PLACE, summary: '雨水' }, result: 'settleOnSpot', day: '2026-11-18' }, 0, '陈'), 1, '吴')

test('every result becomes an op that the judge accepts', () => {
  for (const result of RESULTS) {
    const op = { id: 'o', device: 'd', seq: 1, schema: 1, kind: 'dispute', record: 'r', base: 0, claimedAt: '', body: toBody(EMPTY_CONFIG, filled, result, 'K7M2QX') }
    const outcome = apply(REGISTRY, EMPTY_CONFIG, null, op, { n: 1, author: { person: 'p', roles: ['gridWorker'], unit: null }, today: TODAY })
    expect(outcome).toMatchObject({ kind: 'applied' })
  }
})

test('settled on the spot is an oral agreement on the chosen day, also when that day is past', () => {
  expect(toBody(EMPTY_CONFIG, filled, 'settleOnSpot', 'K7M2QX')).toMatchObject({
    kind: 'create', move: 'settleOnSpot',
    set: { form: 'oral', acceptedOn: '2026-11-18', type: 'neighbour' },
    rows: { parties: { '00a': { set: { name: '陈' } }, '00b': { set: { name: '吴' } } } },
  })
  expect(toBody(EMPTY_CONFIG, { ...filled, values: { ...filled.values, form: 'written' } }, 'settleOnSpot', 'K7M2QX').set).toMatchObject({ form: 'written' })
})

test('registered means told on that day, not accepted', () => {
  const { set } = toBody(EMPTY_CONFIG, filled, 'register', 'K7M2QX')
  expect(set).toMatchObject({ reportedOn: '2026-11-18' })
  expect(set).not.toHaveProperty('acceptedOn')
})

test('what was added is written whatever the result', () => {
  const more = { ...filled, values: { ...filled.values, amount: 300_000, people: 3 } }
  for (const result of RESULTS) expect(toBody(EMPTY_CONFIG, more, result, 'K7M2QX').set).toMatchObject({ amount: 300_000, people: 3 })
})

test('nobody needs a name, and what is missing is said', () => {
  expect(missing({ values: {}, result: null, day: TODAY })).toEqual(['type', 'place', 'result'])
  expect(missing({ values: { type: 'other', place: PLACE }, result: 'register', day: TODAY })).toEqual([])
})

test('a draft comes back as it was left', () => {
  const again = fromDraft(toDraft(filled), TODAY)
  expect(again).toEqual(filled)
  expect([nameAt(again, 0), nameAt(again, 1)]).toEqual(['陈', '吴'])
})
