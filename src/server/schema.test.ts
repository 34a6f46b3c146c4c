import { ACCOUNT_MIGRATIONS } from './accounts'
import { MIGRATIONS } from './schema'
import { indexIn } from './schemaChange'

/** What the release before can live with while it runs: nothing is taken away, renamed or rewritten. */
const ADDITIVE = [
  /^create table \w+ \(/, /^create (unique )?index \w+ on \w+ \(/,
  /^alter table \w+ (add column \w+ [^,;]+|alter column \w+ drop not null)(,\s+(add column \w+ [^,;]+|alter column \w+ drop not null))*$/,
]

test('every step of the schema only adds, and is one statement', () => {
  const all = [...MIGRATIONS, ...ACCOUNT_MIGRATIONS]
  expect(all.filter(([, statement]) => !ADDITIVE.some((form) => form.test(statement.replace(/\s+/g, ' '))) || statement.includes(';')).map(([id]) => id)).toEqual([])
  expect(new Set(all.map(([id]) => id)).size).toBe(all.length)
})

test('a column that is added to rows of the release before is empty, or has a value they all can have', () => {
  const wrong = [...MIGRATIONS, ...ACCOUNT_MIGRATIONS].filter(([, statement]) => [...statement.matchAll(/add column \w+ ([^,]+)/g)].some(([, rest]) => /not null/.test(rest ?? '') && !/default/.test(rest ?? '')))
  expect(wrong).toEqual([])
})

test('an index is known by its name and its table, whatever else is made is none', () => {
  expect(indexIn('create unique index op_by_n on op (stream, n) where n is not null')).toMatchObject({ name: 'op_by_n', table: 'op' })
  expect(indexIn('create table op (stream uuid)')).toBeNull()
})
