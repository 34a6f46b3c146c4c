import { roundBody } from './roundBody'

test('a round stands for one unless somebody says otherwise; what is no number is not taken for one', () => {
  expect(roundBody('record', { place: 'p' }).set.times).toBe(1)
  expect(roundBody('record', { place: 'p', times: 3 }).set.times).toBe(3)
  expect(roundBody('record', { place: 'p', times: '两' }).set.times).toBe('两')
})
