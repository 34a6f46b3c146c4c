import { buildSync } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDb } from '../../src/server/db'
import { startPostgres } from '../../src/server/postgres/start'
import type { Purpose } from '../../src/server/postgres/mark'
import { startOf } from '../../src/server/postgres/process'

/** Real processes on real folders: what a killed program or database leaves must not cost a row. */

const isRoot = process.getuid?.() === 0
const root = realpathSync(mkdtempSync(join(tmpdir(), 'book-')))
const bundle = join(root, 'program.js')
/** Used by several tests, one after another; each stops what it started. A first start takes a second. */
const book = join(root, 'book')
const running = new Set<ChildProcess>()

jest.setTimeout(120_000)

beforeAll(() => {
  chmodSync(root, 0o755)
  buildSync({ entryPoints: [join(__dirname, 'postgresProgram.ts')], outfile: bundle, bundle: true, platform: 'node', logLevel: 'error' })
})

afterAll(async () => {
  // Only what a failed test left behind.
  await Promise.all([...running].map(child => new Promise(resolve => child.once('exit', resolve).kill('SIGTERM'))))
  rmSync(root, { recursive: true, force: true })
})

test('what is written before an ordinary stop is there at the next start', async () => {
  const first = run(book)
  expect(await first.ready()).toMatchObject({ ready: [], kind: 'socket' })
  await first.keep('张家与李家的界址')
  await first.stop()
  expect(existsSync(join(book, 'pg', 'postmaster.pid'))).toBe(false)
  const second = run(book)
  expect(await second.ready()).toMatchObject({ ready: ['张家与李家的界址'] })
  await second.stop()
})

test('a second program on the same folder is refused with a sentence that names the first, which works on', async () => {
  const first = run(book)
  await first.ready()
  const refused = await run(book).next(line => 'refused' in line)
  expect(refused.refused).toContain(`正被进程 ${first.child.pid} 使用`)
  await first.keep('照常')
  await first.stop()
})

test('of two programs that start at once on a new folder one runs and the other is refused', async () => {
  const folder = join(root, 'together')
  const pair = [run(folder), run(folder)]
  const outcomes = await Promise.all(pair.map(one => one.next(line => 'ready' in line || 'refused' in line)))
  expect(outcomes.filter(line => 'ready' in line)).toHaveLength(1)
  expect(outcomes.filter(line => 'refused' in line)).toHaveLength(1)
  await Promise.all(pair.map((one, i) => 'ready' in (outcomes[i] ?? {}) ? one.stop() : one.ended))
})

test('after kill -9 of the program the next start ends the orphaned database and has every row', async () => {
  const first = run(book)
  const { pid } = await first.ready()
  await first.keep('一')
  await first.kill()
  expect(startOf(Number(pid))).not.toBeNull()
  const second = run(book)
  const again = await second.ready()
  expect(again.ready).toContain('一')
  expect(startOf(Number(pid))).toBeNull()
  await second.stop()
})

test('after kill -9 of the database the program starts it again, and after kill -9 of both the next start does', async () => {
  const first = run(book)
  const { pid } = await first.ready()
  await first.keep('二')
  process.kill(Number(pid), 'SIGKILL')
  await first.next(line => line.log === '数据库已重新启动。')
  const kept = await first.keep('三')
  expect(kept.pid).not.toBe(pid)
  process.kill(Number(kept.pid), 'SIGKILL')
  await first.kill()
  const second = run(book)
  expect((await second.ready()).ready).toEqual(expect.arrayContaining(['二', '三']))
  await second.stop()
})

test('a pid file whose pid now belongs to some other program does not keep the database from starting', async () => {
  const stranger = start('sleep', ['600'], isRoot ? { uid: statSync(join(book, 'pg')).uid } : {})
  writeFileSync(join(book, 'pg', 'postmaster.pid'), `${stranger.pid}\n${book}/pg\n1\n5432\n.\n\n\nready\n`)
  const program = run(book)
  expect((await program.ready()).ready).toContain('张家与李家的界址')
  expect(stranger.exitCode).toBeNull()
  stranger.kill()
  await program.stop()
})

test('a folder may be moved below one that only its owner may enter, for root as for anybody', async () => {
  const home = join(root, 'closed')
  mkdirSync(home, { mode: 0o700 })
  const folder = join(home, '数据, 一号')
  renameSync(book, folder)
  const program = run(folder)
  expect(await program.ready()).toMatchObject({ kind: 'socket' })
  await program.keep('关着门')
  await program.kill()
  const again = run(folder)
  expect((await again.ready()).ready).toContain('关着门')
  await again.stop()
  renameSync(folder, book)
})

test('where the socket would have too long a name the database listens on the loopback address', async () => {
  const folder = join(root, '县'.repeat(30))
  renameSync(book, folder)
  const program = run(folder)
  expect(await program.ready()).toMatchObject({ kind: 'loopback', ready: expect.arrayContaining(['关着门']) })
  await program.stop()
  renameSync(folder, book)
})

test('data that root began go on under the ordinary account that owns them, and back', async () => {
  const { uid, gid } = statSync(join(book, 'pg'))
  const first = run(book, 'demo', isRoot ? { uid, gid } : {})
  expect(await first.ready()).toMatchObject({ uid })
  await first.keep('自己的')
  await first.kill()
  const second = run(book)
  expect(await second.ready()).toMatchObject({ uid: process.getuid?.(), ready: expect.arrayContaining(['自己的']) })
  await second.stop()
})

test('demo data are not opened as county data', async () => {
  expect((await run(book, 'county').next(line => 'refused' in line)).refused).toContain('演示数据，不能当正式数据用')
})

test('no value and no statement reaches the log of the database, whatever goes wrong', async () => {
  const folder = join(root, 'silent')
  const started = await startPostgres({ folder, from: __filename, log: () => undefined, onLost: () => undefined, durable: false })
  if (started.kind === 'refused') throw new Error(started.sentence)
  const db = openDb({ address: started.postgres.address, max: 1 })
  await db.sql`create table person (name text primary key, born date)`
  await db.sql`insert into person (name) values ('赵铁柱')`
  await expect(db.sql`insert into person (name) values (${'赵铁柱'})`).rejects.toMatchObject({ code: '23505' })
  await expect(db.sql`select ${'赵铁柱'}::text::date`).rejects.toMatchObject({ code: '22007' })
  await expect(db.sql.unsafe("select '赵铁柱' from nowhere")).rejects.toMatchObject({ code: '42P01' })
  await db.close()
  await started.postgres.stop()
  const logs = readdirSync(join(folder, 'log')).map(name => readFileSync(join(folder, 'log', name), 'utf8')).join('\n')
  expect(logs).toContain('database system is shut down')
  expect(logs).not.toContain('赵铁柱')
  expect(logs).not.toContain('person')
})

test('nobody gets in without the password, and the role of the program is no superuser', async () => {
  const started = await startPostgres({ folder: join(root, 'silent'), from: __filename, log: () => undefined, onLost: () => undefined, durable: false })
  if (started.kind === 'refused') throw new Error(started.sentence)
  const { address } = started.postgres
  if (address.kind === 'url') throw new Error('unexpected')
  const stranger = openDb({ address: { ...address, user: 'postgres', password: 'guess' }, max: 1 })
  await expect(stranger.sql`select 1`).rejects.toMatchObject({ code: '28P01' })
  const own = openDb({ address, max: 1 })
  expect([...await own.sql`select current_user as name, usesuper as super from pg_user where usename = current_user`]).toEqual([{ name: 'shuoshibu', super: false }])
  await Promise.all([stranger.close(), own.close()])
  await started.postgres.stop()
})

function start(program: string, options: string[], account: { uid?: number; gid?: number }) {
  const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/', ...account })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

type Line = Record<string, unknown>

/** Starts the small program and lets a test wait for what it says. */
function run(folder: string, purpose: Purpose = 'demo', account: { uid?: number; gid?: number } = {}) {
  const child = start(process.execPath, [bundle, folder, __filename, purpose], account)
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()

  async function next(wanted: (line: Line) => boolean): Promise<Line> {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error('the program ended without saying what was expected')
      const line = JSON.parse(value) as Line
      if (wanted(line)) return line
      if ('ready' in line || 'refused' in line || 'lost' in line) throw new Error(`unexpected: ${JSON.stringify(line)}`)
    }
  }
  async function keep(word: string): Promise<Line> {
    child.stdin.write(`${word}\n`)
    const line = await next(said => said.kept === word || said.failed === word)
    if ('failed' in line) throw new Error(String(line.message))
    return line
  }
  function kill() {
    child.kill('SIGKILL')
    return ended
  }
  async function stop() {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
  return { child, next, keep, ready: () => next(line => 'ready' in line), stop, kill, ended }
}
