import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..')

test('every fault of docs/faults.md stands in the name of a test', () => {
  const listed = [...readFileSync(join(root, 'docs/faults.md'), 'utf8').matchAll(/^\| (F\d\d) \|/gm)].map(([, number]) => number)
  expect(listed).toEqual(Array.from({ length: 48 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`))
  const named = new Set([...filesIn('src'), ...filesIn('test')].flatMap((file) => numbersIn(readFileSync(file, 'utf8'))))
  expect(listed.filter((number) => number === undefined || !named.has(number))).toEqual([])
})

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.test\.tsx?$/.test(name)).map((name) => join(root, folder, name))
}

/** Only in names of tests: `test('F03 F23 the server …'`. */
function numbersIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\btest(?:\.each\([^\n]*\))?\(\s*['`]((?:F\d\d )+)/g)]
  return names.flatMap(([, numbers]) => (numbers ?? '').trim().split(' '))
}
