import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const SOURCES = join(__dirname, '../..')

test('a file of one platform takes only types from its plain sibling: in that build the sibling\'s name is its own', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(weapp|h5)\.tsx?$/.test(path))
  expect(files.length).toBeGreaterThan(30)
  expect(files.flatMap((path) => valuesFromSibling(join(SOURCES, path)).map((names) => `${path}: ${names}`))).toEqual([])
})

function valuesFromSibling(path: string): readonly string[] {
  const sibling = `./${basename(path).replace(/\.(weapp|h5)\.tsx?$/, '')}`
  return [...readFileSync(path, 'utf8').matchAll(/^(?:import|export) (type )?(\{[^}]*\}|\*[^']*|\w+) from '([^']+)'/gm)]
    .filter(([, isType, names = '', from = '']) => join(dirname(path), from) === join(dirname(path), sibling) && isType === undefined && names.replace(/[{}]/g, '').split(',').some((name) => name.trim() !== '' && !name.trim().startsWith('type ')))
    .map(([, , names = '']) => names)
}
