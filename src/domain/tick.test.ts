import { parseTemplate } from '../core/phrase/template'
import { typedNumbers } from '../core/phrase/typedNumbers'
import { untickedOf, withTicks } from './tick'

/** The ticks of the numbers typed by hand. */
function ticksOf(text: string): readonly string[] {
  return withTicks(text, typedNumbers(parseTemplate(text).template)).map(({ tick }) => tick)
}

const TEXT = '一、学法\n召开学法会3次，印发资料{{普法.资料}}份。\n二、普法\n走访群众3次。'

test('a tick stays where its number stays: lines before it and chapters dropped do not touch it', () => {
  const [meetings, visits] = ticksOf(TEXT)
  expect(ticksOf(`一、总体情况\n平稳。\n${TEXT}`)).toEqual([meetings, visits])
  expect(ticksOf('二、普法\n走访群众3次。')).toEqual([visits])
})

test('a tick does not go over to another number', () => {
  const [meetings] = ticksOf(TEXT)
  expect(ticksOf(TEXT.replace('会3次', '会4次'))).not.toContain(meetings)
  expect(ticksOf(TEXT.replace('召开学法会3次', '举办培训班3次'))).not.toContain(meetings)
})

test('of two numbers among the same words each needs its own tick', () => {
  const text = '走访3次。\n走访3次。'
  const problems = withTicks(text, typedNumbers(parseTemplate(text).template))
  const [first, second] = problems.map(({ tick }) => tick)
  expect(first).not.toBe(second)
  expect(untickedOf(problems, [first ?? ''])).toEqual([problems[1]])
  expect(untickedOf(problems, [first ?? '', second ?? ''])).toEqual([])
})
