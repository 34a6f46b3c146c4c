import { choiceFrom, paramsOf } from './periodChoice'

test('a period stays in the address, and an address that says nonsense shows this year', () => {
  for (const choice of ['year', 'month', 'day', { from: '2026-03-01', to: '2026-04-02' }] as const) expect(choiceFrom(paramsOf(choice))).toEqual(choice)
  expect(paramsOf('year')).toEqual({})
  expect([choiceFrom({ from: '2026-04-02', to: '2026-03-01' }), choiceFrom({ from: 'x', to: 'y' }), choiceFrom({ span: 'week' })]).toEqual(['year', 'year', 'year'])
})
