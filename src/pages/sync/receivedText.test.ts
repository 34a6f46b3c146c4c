import { receivedText } from './receivedText'

test('a complete stream says that no number is missing, one under way how far it came', () => {
  expect(receivedText({ upTo: 3214, complete: true })).toBe('1…3,214 无缺号')
  expect(receivedText({ upTo: 500, complete: false })).toBe('收到第 500 号，还在收')
})

test('numbers above any that can be read are not spelled out', () => {
  expect(receivedText({ upTo: 1_763_700_000_012, complete: true })).toBe('从第 1 号到现在，无缺号')
})
