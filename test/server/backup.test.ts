import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { must } from '../../src/core/assert'
import type { Me } from '../../src/core/protocol'
import { checkBackup } from '../../src/server/backup/read'
import { readRequest } from '../../src/server/backup/request'
import { newKeyPair } from '../../src/server/backup/seal'
import { keyringOf, readKeyring } from '../../src/server/vault/keyring'
import { openSession } from '../../src/server/sessions'
import { backup, bothWays, depsOn, inside, numbersOf, print, restore, withFolder } from './backupBench'
import { withDatabase } from './database'
import { deviceOf, NOON, openTown, pushAll, settled, type Town } from './town'

const source = withDatabase()
const copies = [withDatabase(), withDatabase(), withDatabase(), withDatabase(), withDatabase()] as const
const room = withFolder()
const master = randomBytes(32)
let town: Town

beforeAll(async () => {
  town = await openTown(source.db, master)
  await pushAll(town.deps, town.li, town.township, deviceOf('first'), [1, 2, 3].map(() => entry(town.groups[0])))
  expect(await backup(room, source.address, master, 'small')).toMatchObject({ kind: 'made' })
})

function entry(place: string | undefined, summary = '排水沟的事，商定月底前修好\t“一条\\一列”\n第二行') {
  return settled(randomUUID(), must(place, 'a place'), '2026-06-01', { summary })
}

test('taken while eight phones write, the copy is one moment of every township: no number is missing, the audit and the records fit', async () => {
  const others: readonly (readonly [Me, string, string])[] = [[town.li, town.township, must(town.groups[0], 'a group')], [town.qian, town.other, town.other]]
  const state = { isOver: false, pushes: 0 }
  const writers = Array.from({ length: 8 }, async (_, index) => {
    const [me, stream, place] = must(others[index % 2], 'a writer')
    const device = deviceOf(`w${index}`)
    while (!state.isOver) {
      await pushAll(town.deps, me, stream, device, [entry(place), entry(place)])
      state.pushes += 1
    }
  })
  const pushed = async (count: number): Promise<void> => {
    for (const from = state.pushes; state.pushes < from + count && !state.isOver;) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  try {
    await pushed(16)
    const made = await backup(room, source.address, master, 'busy', true)
    await pushed(8)
    expect(made).toMatchObject({ kind: 'made' })
  } finally {
    state.isOver = true
    await Promise.all(writers)
  }
  expect(await restore(room, copies[0].address, 'busy')).toMatchObject({ kind: 'restored' })

  await inside(copies[0].address, async (db) => {
    const deps = depsOn(db, master, () => NOON)
    for (const stream of [town.county, town.township, town.other]) {
      const [then, now] = [await numbersOf(db, stream), await numbersOf(source.db, stream)]
      expect(then).toEqual(Array.from({ length: then.length }, (_, i) => i + 1))
      expect(now.slice(0, then.length)).toEqual(then)
      expect(then.length > 0 && (stream === town.county || now.length > then.length)).toBe(true)
      const { stored, replayed } = await bothWays(deps, stream)
      expect(stored).toEqual(replayed)
    }
  })
  expect(readKeyring(readFileSync(room.file('busy.key'), 'utf8'))).toEqual(keyringOf(master))
})

test('cut, altered or opened with another key it is refused in words, and nothing is touched', async () => {
  expect(await restore(room, copies[1].address, 'small')).toMatchObject({ kind: 'restored' })
  const before = await print(copies[1].address)
  const whole = readFileSync(room.file('small'))
  const wrong = await newKeyPair()
  const header = whole.indexOf('\n--- ')
  const cuts = [0, 1, 20, header + 4, header + 60, header + 80, whole.length >> 1, whole.length - 17, whole.length - 1]
  const flips = [0, 25, header - 3, header + 8, header + 50, header + 70, whole.length >> 1, whole.length - 16, whole.length - 1]
  const broken = [
    ...cuts.map((at) => whole.subarray(0, at)),
    ...flips.map((at) => Buffer.concat([whole.subarray(0, at), Buffer.from([must(whole[at], 'a byte') ^ 4]), whole.subarray(at + 1)])),
    Buffer.concat([whole, Buffer.from('x')]),
  ]
  for (const [index, bytes] of broken.entries()) {
    writeFileSync(room.file('broken'), bytes)
    const answer = await restore(room, copies[1].address, 'broken', { replace: true })
    expect([index, answer]).toEqual([index, { kind: 'refused', sentence: expect.stringContaining('数据没有动') as unknown }])
  }
  for (const key of [{ kind: 'identities', identities: [wrong.identity] }, { kind: 'passphrase', passphrase: 'correct horse battery' }] as const) {
    expect(await restore(room, copies[1].address, 'small', { key, replace: true })).toEqual({ kind: 'refused', sentence: expect.stringContaining('密钥或口令不是它的') as unknown })
  }
  expect(await print(copies[1].address)).toEqual(before)
})

test('a full database, one a server is connected to, and one of the other kind are left alone', async () => {
  const before = await print(source.address)
  expect(await restore(room, source.address, 'small')).toMatchObject({ sentence: expect.stringContaining('正连着') as unknown })
  await inside(copies[2].address, async (server) => {
    await server.sql`select 1 as one`
    expect(await restore(room, copies[2].address, 'small')).toMatchObject({ sentence: expect.stringContaining('正连着') as unknown })
  })
  expect(await restore(room, copies[2].address, 'small', { mode: 'demo' })).toMatchObject({ sentence: expect.stringContaining('正式系统的备份') as unknown })
  expect(await restore(room, copies[2].address, 'small')).toMatchObject({ kind: 'restored', keptKey: null })
  expect(await restore(room, copies[2].address, 'small')).toMatchObject({ sentence: expect.stringContaining('--replace') as unknown })
  await inside(copies[2].address, async (db) => {
    await openSession(db.sql, { person: town.li.person, county: town.county, device: 'ABCDEF' }, Date.now())
    await db.sql`update installation set value = 'demo' where name = 'mode'`
  })
  expect(await restore(room, copies[2].address, 'small', { replace: true })).toMatchObject({ sentence: expect.stringContaining('恢复到演示里') as unknown })
  await inside(copies[2].address, (db) => db.sql`update installation set value = 'county' where name = 'mode'`)
  writeFileSync(room.file('small.key'), randomBytes(32).toString('base64'))
  const replaced = await restore(room, copies[2].address, 'small', { replace: true })
  expect(replaced).toMatchObject({ kind: 'restored', keptKey: expect.stringContaining('small.key.2') as unknown })
  expect(readKeyring(readFileSync(room.file('small.key'), 'utf8'))).toEqual(keyringOf(master))
  const [left] = await inside(copies[2].address, (db) => db.sql<{ sessions: number; access: number }[]>`
    select (select count(*) from session) as sessions, (select count(*) from access) as access`)
  expect(left).toEqual({ sessions: 0, access: 0 })
  expect(await print(source.address)).toEqual(before)
})

test('a backup of an older program restores; what this program no longer has comes back; one of a newer program is refused', async () => {
  const { address } = copies[3]
  expect(await restore(room, address, 'small')).toMatchObject({ kind: 'restored' })
  await inside(address, async (db) => {
    await db.sql`alter table dispute_version drop column v_people`
    await db.sql`alter table dispute_version add column v_retired text`
    await db.sql`update dispute_version set v_retired = 'kept'`
    await db.sql`drop table case_code`
    await db.sql`delete from migration where id like '0050-case-code%'`
  })
  expect(await backup(room, address, master, 'older')).toMatchObject({ kind: 'made' })
  await inside(address, (db) => db.sql`insert into migration (id) values ('9999-not-yet')`)
  expect(await backup(room, address, master, 'newer')).toMatchObject({ kind: 'made' })

  expect(await restore(room, copies[4].address, 'newer')).toMatchObject({ sentence: expect.stringContaining('请先升级程序') as unknown })
  expect(await print(copies[4].address)).toEqual([])
  expect(await restore(room, copies[4].address, 'older')).toMatchObject({ kind: 'restored' })
  await inside(copies[4].address, async (db) => {
    const rows = await db.sql<{ people: number | null; retired: string; summary: unknown }[]>`select v_people as people, v_retired as retired, data as summary from dispute_version`
    expect(rows.length).toBe(3)
    expect(rows.every(({ people, retired }) => people === null && retired === 'kept')).toBe(true)
    expect(await db.sql`select 1 as one from case_code`).toEqual([])
  })
})

test('a database whose audit was altered, or which lost an op, gives no backup that passes the trial', async () => {
  await restore(room, copies[4].address, 'small', { replace: true })
  await inside(copies[4].address, (db) => db.sql`update audit set action = 'edit' where stream = ${town.township} and a = 2`)
  expect(await backup(room, copies[4].address, master, 'forged', true)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('从第 2 行起对不上') as unknown })
  await restore(room, copies[4].address, 'small', { replace: true })
  await inside(copies[4].address, (db) => db.sql`delete from op where stream = ${town.township} and n = 2`)
  expect(await backup(room, copies[4].address, master, 'lossy', true)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('变更号不连续') as unknown })
  expect(['forged', 'lossy'].map((name) => existsSync(room.file(name)))).toEqual([false, false])
  expect(await backup(room, copies[4].address, randomBytes(32), 'otherKey', true)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('留痕') as unknown })
})

test('a backup overwrites nothing, tells what it holds, and the key is never typed', async () => {
  expect(await backup(room, source.address, master, 'small')).toMatchObject({ sentence: expect.stringContaining('已经存在') as unknown })
  const { head, tail } = await checkBackup(room.file('small'), room.key)
  expect(head).toMatchObject({ mode: 'county', county: town.county })
  expect(head.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['account', 'audit', 'device', 'dispute_version', 'op', 'record_key', 'serial', 'stream']))
  expect(tail.records).toMatchObject({ dispute: 3 })
  expect(tail.streams.find(({ stream }) => stream === town.township)).toMatchObject({ n: 3, auditN: 3 })
  expect(readRequest('restore', ['f', '--passphrase', 'secret'], {}, '/')).toMatchObject({ kind: 'wrong' })
  expect(readRequest('backup', ['f', '--to', 'age1x', '--no-verify'], { INIT_CWD: '/home' }, '/')).toMatchObject({ request: { kind: 'backup', file: '/home/f', verify: false, mode: 'county' } })
  expect(readRequest('backup', ['f', '--replace'], {}, '/')).toMatchObject({ kind: 'wrong' })
})
