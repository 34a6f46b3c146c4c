import { isPostgresIn, parseStat, pidSpace, startOf } from './process'

const tail = ' 1 8338 8338 0 -1 4194560 100 0 0 0 1 1 0 0 20 0 1 0 123456 900 80'

test('the start is the 22nd field, whatever the program calls itself', () => {
  expect(parseStat(`8338 (postgres) S${tail}`)).toBe('123456')
  expect(parseStat(`8338 (a ) S 1 (b) S${tail}`)).toBe('123456')
})

test('a dead process that nobody has fetched does not run', () => {
  expect(parseStat(`8338 (postgres) Z${tail}`)).toBeNull()
  expect(parseStat('')).toBeNull()
})

test('this process runs, is not PostgreSQL and lives where its own children live', () => {
  expect(startOf(process.pid)).not.toBeNull()
  expect(startOf(process.pid)).toBe(startOf(process.pid))
  expect(isPostgresIn(process.pid, '/nowhere')).toBe(false)
  expect(pidSpace()).not.toBe('')
})
