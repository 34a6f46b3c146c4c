import type { Files } from '../../src/client/platform/ports'

/** What every `Files` must do. A check throws when it does not; no test runner is needed, so that it also runs inside a browser. */
export const filesConformance: readonly { readonly claim: string; readonly check: (files: Files) => Promise<void> }[] = [
  {
    claim: 'a file that was never written is null, not a failure',
    check: async (files) => same(await files.read('a/none'), null),
  },
  {
    claim: 'what was written is read, as it was',
    check: async (files) => {
      same(await files.write('a/1', '宅基地𠀀\n{"x":1}'), 'written')
      same(await files.read('a/1'), '宅基地𠀀\n{"x":1}')
    },
  },
  {
    claim: 'an empty text is a file',
    check: async (files) => {
      await files.write('a/empty', '')
      same(await files.read('a/empty'), '')
    },
  },
  {
    claim: 'a second writing replaces the first',
    check: async (files) => {
      await files.write('a/1', 'old')
      await files.write('a/1', 'new')
      same(await files.read('a/1'), 'new')
      same(await files.list('a/'), ['a/1'])
    },
  },
  {
    claim: 'a list holds the paths with the prefix, in order, and no others',
    check: async (files) => {
      for (const path of ['b/2', 'a/2', 'a/1', 'ab']) await files.write(path, path)
      same(await files.list('a/'), ['a/1', 'a/2'])
      same((await files.list('')).length, 4)
    },
  },
  {
    claim: 'a removed file is gone, and removing nothing is no failure',
    check: async (files) => {
      await files.write('a/1', 'text')
      await files.remove('a/1')
      await files.remove('a/1')
      same(await files.read('a/1'), null)
      same(await files.list(''), [])
    },
  },
  {
    claim: 'a moved file stands under its new name only, and replaces what stood there',
    check: async (files) => {
      await files.write('a/1', 'moved')
      await files.write('b/1', 'before')
      await files.move('a/1', 'b/1')
      same(await files.read('b/1'), 'moved')
      same(await files.list(''), ['b/1'])
    },
  },
  {
    claim: 'writings started together all end, each whole',
    check: async (files) => {
      const texts = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(500))
      await Promise.all(texts.map((text, i) => files.write(`a/${i % 5}`, text)))
      const read = await Promise.all((await files.list('a/')).map((path) => files.read(path)))
      same(read.length, 5)
      same(read.every((text) => text !== null && texts.includes(text)), true)
    },
  },
]

function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${a} instead of ${b}`)
}
