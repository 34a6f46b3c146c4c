import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..')

test('every threat of docs/security-tests.md stands in the name of a test', () => {
  const listed = [...readFileSync(join(root, 'docs/security-tests.md'), 'utf8').matchAll(/^\| (S\d\d) \|/gm)].map(([, number]) => number ?? '')
  expect(listed).toEqual(Array.from({ length: 43 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`))
  const named = new Set([...filesIn('src'), ...filesIn('test')].flatMap((file) => numbersIn(readFileSync(file, 'utf8'))))
  expect(listed.filter((number) => !named.has(number))).toEqual([])
})

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.test\.tsx?$/.test(name)).map((name) => join(root, folder, name))
}

/** Only in names of tests: `test('S17: the sixth wrong password …'`, `test('S01 S02: …'`. */
function numbersIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\b(?:test|describe)(?:\.each\([\s\S]{0,2000}?\))?\(\s*['`]((?:S\d\d[ ,]*)+):/g)]
  return names.flatMap(([, numbers]) => numbers?.match(/S\d\d/g) ?? [])
}
