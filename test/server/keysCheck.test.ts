import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '../../src/core/assert'
import { noteKeys, openKeys } from '../../src/server/keys/check'
import { keySource, writeKeys, type KeyPlace } from '../../src/server/keys/keyFile'
import { createVault } from '../../src/server/vault'
import { keyringOf, newKeyring, printKeyring, withNewVersion, withoutVersion } from '../../src/server/vault/keyring'
import { backup, print, restore, withFolder } from './backupBench'
import { withDatabase } from './database'
import { deviceOf, NOON, openTown, pushAll, settled } from './town'

const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): KeyPlace & { readonly kind: 'file' } => ({ kind: 'file', file: join(folder, name) })
const [used, empty, target] = [withDatabase(), withDatabase(), withDatabase()]
const room = withFolder()
const master = randomBytes(32)
/** The same with a second version. */
const later = withNewVersion(keyringOf(master), 'sm', NOON)
const own = at('own.key')

beforeAll(async () => {
  writeKeys(own.file, keyringOf(master))
  const town = await openTown(used.db, keySource(own))
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), [settled(randomUUID(), town.east, '2026-06-01')])
  await noteKeys(used.db.sql, town.deps.vault)
})

test('the first start makes keys that only their owner can read, for the provider that was asked for', async () => {
  const place = at('deep/first.key')
  const opened = await openKeys(empty.db, place, 'sm', NOON)
  expect(opened).toMatchObject({ kind: 'opened', isNew: true })
  expect(opened.kind === 'opened' && opened.vault.newest()).toMatchObject({ version: 1, provider: 'sm' })
  expect(statSync(place.file).mode & 0o777).toBe(0o600)
  const text = readFileSync(place.file, 'utf8')
  expect(await openKeys(empty.db, place, 'aes', NOON)).toMatchObject({ kind: 'opened', isNew: false })
  expect(readFileSync(place.file, 'utf8')).toBe(text)
})

test('S34: with a missing, foreign, broken or outdated key the server does not start, says so and what to do, and changes nothing', async () => {
  const before = await print(used.address)
  const place = (name: string, text: string): KeyPlace => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return at(name)
  }
  const foreign = newKeyring('aes', NOON)
  const refused: readonly (readonly [KeyPlace, RegExp])[] = [
    [at('nowhere.key'), /找不到主密钥 .*nowhere\.key.*已经有数据/],
    [place('foreign.key', printKeyring(foreign)), /不是这个数据库的/],
    [place('bare.key', randomBytes(32).toString('base64')), /不是这个数据库的/],
    // The right root with another first version, and the right version under another root.
    [place('version.key', printKeyring({ ...keyringOf(master), versions: foreign.versions })), /不是这个数据库的/],
    [place('root.key', printKeyring({ ...keyringOf(master), root: foreign.root })), /不是这个数据库的/],
    [place('half.key', printKeyring(foreign).slice(0, 200)), /内容不完整/],
    [place('empty.key', ''), /内容不完整/],
    [{ kind: 'env', text: randomBytes(32).toString('base64') }, /环境变量 KEY.*不是这个数据库的/],
    [{ kind: 'env', text: 'x' }, /内容不完整/],
  ]
  for (const [keys, words] of refused) {
    const opened = await openKeys(used.db, keys, 'aes', NOON)
    expect(opened.kind === 'refused' ? opened.sentence : opened.kind).toMatch(words)
    expect(opened.kind === 'refused' ? opened.sentence : '').toMatch(/没有生成新的密钥；数据没有动。\n请把这个数据库原来的密钥文件放回原处/)
  }
  expect(existsSync(join(folder, 'nowhere.key'))).toBe(false)
  for (const right of [own, { kind: 'env', text: master.toString('base64') }, { kind: 'env', text: Buffer.from(printKeyring(later)).toString('base64') }] as const) {
    expect(await openKeys(used.db, right, 'aes', NOON)).toMatchObject({ kind: 'opened', isNew: false })
  }
  expect(await print(used.address)).toEqual(before)

  // Once the data are under the second version, a file of the first is no longer enough, and one without the first is.
  await noteKeys(used.db.sql, createVault(later))
  expect(await openKeys(used.db, own, 'aes', NOON)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('缺少数据正在用的那一版') as unknown })
  expect(await openKeys(used.db, place('later.key', printKeyring(withoutVersion(later, 1))), 'aes', NOON)).toMatchObject({ kind: 'opened' })
})

test('a database of before there was a check knows its keys by any record’s', async () => {
  const [kept] = await used.db.sql<{ value: string }[]>`delete from installation where name = 'keyCheck' returning value`
  expect(await openKeys(used.db, own, 'aes', NOON)).toMatchObject({ kind: 'opened' })
  writeKeys(join(folder, 'other.key'), newKeyring('aes', NOON))
  expect(await openKeys(used.db, at('other.key'), 'aes', NOON)).toMatchObject({ kind: 'refused' })
  await used.db.sql`insert into installation (name, value) values ('keyCheck', ${must(kept, 'the check').value})`
})

test('S35: a backup carries the keys its rows are under; a restore puts them in their place, or is refused where they can’t be put', async () => {
  await noteKeys(used.db.sql, createVault(later))
  expect(await backup(room, used.address, later, 'two')).toMatchObject({ kind: 'made' })
  // Keys that are not the database's: proved before the file has a name.
  expect(await backup(room, used.address, newKeyring('aes', NOON), 'wrong', true)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('主密钥打不开') as unknown })
  expect(existsSync(room.file('wrong'))).toBe(false)
  const env = (text: string): KeyPlace => ({ kind: 'env', text })
  const other = await restore(room, target.address, 'two', { keys: env(randomBytes(32).toString('base64')) })
  expect(other).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('打不开这份备份') as unknown })
  expect(await restore(room, target.address, 'two', { keys: env(Buffer.from(printKeyring(later)).toString('base64')) })).toMatchObject({ kind: 'restored', keptKey: null })
  expect(await restore(room, target.address, 'two', { keys: at('restored.key'), replace: true })).toMatchObject({ kind: 'restored' })
  expect(await openKeys(target.db, at('restored.key'), 'aes', NOON)).toMatchObject({ kind: 'opened', isNew: false })
  expect(readFileSync(join(folder, 'restored.key'), 'utf8')).toBe(printKeyring(later))
})

test('a server sees a new version as soon as it stands in the file, and goes on with what it knows when the file goes', () => {
  const place = at('live.key')
  const first = newKeyring('aes', NOON)
  writeKeys(place.file, first)
  const vault = createVault(keySource(place))
  const { wrapped } = vault.newKey('甲')
  const second = withNewVersion(first, 'sm', NOON)
  writeKeys(place.file, second)
  expect(createVault(second).unwrap(vault.newKey('甲').wrapped, '甲')).toHaveLength(32)
  expect(vault.newest().version).toBe(2)
  expect(vault.unwrap(wrapped, '甲')).toHaveLength(32)
  for (const text of ['', printKeyring(newKeyring('aes', NOON))]) {
    writeFileSync(place.file, text)
    expect(vault.newest().version).toBe(2)
  }
  rmSync(place.file)
  expect(vault.newest().version).toBe(2)
})
