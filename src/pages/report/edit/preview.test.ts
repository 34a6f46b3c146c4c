import { createWorld } from '../../../../test/standin/world'
import { createAsker } from './preview'

function set() {
  const world = createWorld(1)
  const asked: string[] = []
  const taken: string[] = []
  const answers: (() => void)[] = []
  const put = (question: string): Promise<string> => {
    asked.push(question)
    return new Promise((resolve) => answers.push(() => resolve(`${question}!`)))
  }
  const asker = createAsker<string, string>(world.after, put, (_, answer) => void taken.push(answer))
  return { world, asked, taken, answers, asker }
}

test('what is typed quickly is asked once, a moment after the last letter', async () => {
  const { world, asked, asker } = set()
  for (const text of ['一', '一年', '一年来']) {
    asker.ask(text, 400)
    await world.pass(300)
  }
  expect(asked).toEqual([])
  await world.pass(100)
  expect(asked).toEqual(['一年来'])
})

test('while an answer is awaited only the newest question waits, and it is asked once the answer is here', async () => {
  const { world, asked, taken, answers, asker } = set()
  asker.ask('甲', 0)
  await world.pass(0)
  for (const text of ['乙', '丙']) {
    asker.ask(text, 400)
    await world.pass(500)
  }
  expect(asked).toEqual(['甲'])
  answers[0]?.()
  await world.settle()
  expect([asked, taken]).toEqual([['甲', '丙'], ['甲!']])
})

test('an answer does not hurry what was typed a moment ago', async () => {
  const { world, asked, answers, asker } = set()
  asker.ask('甲', 0)
  await world.pass(0)
  asker.ask('乙', 400)
  answers[0]?.()
  await world.settle()
  expect(asked).toEqual(['甲'])
  await world.pass(400)
  expect(asked).toEqual(['甲', '乙'])
})

test('after closing nothing is asked and no late answer is heard', async () => {
  const { world, asked, taken, answers, asker } = set()
  asker.ask('甲', 0)
  await world.pass(0)
  asker.ask('乙', 400)
  asker.close()
  answers[0]?.()
  await world.pass(1000)
  expect([asked, taken]).toEqual([['甲'], []])
})
