import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { must } from '../../src/core/assert'
import type { OpBody } from '../../src/core/op'
import { startOf } from '../../src/server/postgres/process'
import { fillCounty, signedIn, type County } from './county'
import { databasePids, launchProgram, openDataOf, stopProgram, type Program } from './program'
import { createTestPhone, sendNext, waitingOf, writeOp, type Line, type TestPhone } from './testPhone'
import { brokenAudit, compareWithPhones, numbersOf, recounted } from './verify'

/**
 * The program that ships and its database, with durability on, are killed in the middle of the work of 32 phones. What a phone was
 * told is applied must be there afterwards, once, with the number it was told.
 */
const KILLS = 50
const TOWNSHIPS = 4
const PHONES_PER_TOWNSHIP = 8
const KINDS = ['server', 'both', 'database'] as const
type Kind = (typeof KINDS)[number]

jest.setTimeout(1_800_000)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-kill-')))
const data = join(folder, 'data')
let port = 0
let program: Program | null = null

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', 'server', '--changed'])
})
afterAll(async () => {
  if (program !== null && program.child.exitCode === null) await stopProgram(program)
  rmSync(folder, { recursive: true, force: true })
})

test('F04 F03 fifty kills under load: nothing acknowledged is lost or doubled, and the books are right', async () => {
  port = await freePort()
  program = launchProgram({ data, port })
  const address = await program.listening
  const began = Date.now()
  const { county, phones, lines } = await openCounty(address)

  const told = { server: 0, both: 0, database: 0, starting: 0, gaveUp: 0 }
  let isOver = false
  const work = Promise.all(phones.map((phone, i) => workAs(phone, must(lines[i], 'a line'), county, () => isOver)))
  work.catch(() => { isOver = true })
  for (let i = 0; i < KILLS; i += 1) {
    const kind = KINDS[i % KINDS.length] ?? 'server'
    await wait(200 + Math.random() * 1800)
    await kill(kind, told)
    // Every fifth time the next kill comes while the program is still rising from the last one.
    if (i % 5 === 4) {
      await wait(Math.random() * 700)
      await kill('server', told)
      told.starting += 1
    }
    await risen(told)
  }
  isOver = true
  await work
  await drain(phones, lines)
  const seconds = Math.round((Date.now() - began) / 1000)

  await stopProgram(must(program, 'a running program'))
  program = launchProgram({ data, port })
  await program.listening
  const counts = await verify(county, phones)
  process.stdout.write(`${JSON.stringify({ ...counts, kills: told, seconds, unanswered: sum(phones, 'unanswered'), turnedAway: sum(phones, 'turnedAway') })}\n`)
})

async function openCounty(address: string): Promise<{ readonly county: County; readonly phones: readonly TestPhone[]; readonly lines: readonly Line[] }> {
  const db = openDataOf(data)
  const county = await fillCounty(db, join(data, 'master.key'), { townships: TOWNSHIPS, villages: 5, mediators: PHONES_PER_TOWNSHIP })
  const phones: TestPhone[] = []
  const lines: Line[] = []
  for (const { stream, mediators } of county.townships) {
    for (const me of mediators) {
      const { device, access } = await signedIn(db, me)
      phones.push(createTestPhone(device, stream))
      lines.push({ address, access, pause: () => 50 + Math.random() * 250 })
    }
  }
  await db.close()
  return { county, phones, lines }
}

/** Writes and sends without a rest; one batch in ten goes up twice at the same time, as after a lost answer. */
async function workAs(phone: TestPhone, line: Line, county: County, isOver: () => boolean): Promise<void> {
  const villages = must(county.townships.find(({ stream }) => stream === phone.stream), 'its township').villages
  while (!isOver()) {
    if (waitingOf(phone).length < 40) for (let i = Math.ceil(Math.random() * 20); i > 0; i -= 1) write(phone, villages)
    const most = Math.ceil(Math.random() * 20)
    if (Math.random() < 0.1) await Promise.all([sendNext(phone, line, most), sendNext(phone, line, most)])
    else await sendNext(phone, line, most)
    await wait(Math.random() * 100)
  }
}

function write(phone: TestPhone, villages: readonly string[]): void {
  const own = phone.ops[Math.floor(Math.random() * phone.ops.length)]
  if (own !== undefined && Math.random() < 0.4) writeOp(phone, own.record, { kind: 'edit', set: { people: Math.floor(Math.random() * 9) } })
  else writeOp(phone, null, newEntry(must(villages[Math.floor(Math.random() * villages.length)], 'a village')))
}

function newEntry(place: string): OpBody {
  const set = { type: Math.random() < 0.3 ? 'land' : 'neighbour', place, acceptedOn: '2026-03-05', people: 2, summary: '排水沟的事，两边都不让' }
  return { kind: 'create', move: 'failOnSpot', set }
}

async function kill(kind: Kind, told: Record<Kind, number>): Promise<void> {
  const running = must(program, 'a program')
  const pids = kind === 'server' ? [] : databasePids(data)
  if (kind !== 'database') running.child.kill('SIGKILL')
  pids.forEach(killPid)
  told[kind] += 1
  if (kind !== 'database') {
    await running.ended
    program = launchProgram({ data, port })
  } else {
    // The program starts it again by itself.
    await until(() => pids.every((pid) => startOf(pid) === null))
  }
}

/** Answers again. A program whose database was killed too often in a row gives up, and whoever keeps it running starts it anew. */
async function risen(told: { gaveUp: number }): Promise<void> {
  for (let isWell = false; !isWell;) {
    const running = must(program, 'a program')
    if (running.child.exitCode !== null) {
      told.gaveUp += 1
      program = launchProgram({ data, port })
    }
    isWell = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false)
    if (!isWell) await wait(30)
  }
}

async function drain(phones: readonly TestPhone[], lines: readonly Line[]): Promise<void> {
  await Promise.all(phones.map(async (phone, i) => {
    while (waitingOf(phone).length > 0) await sendNext(phone, must(lines[i], 'a line'), 20)
  }))
}

async function verify(before: County, phones: readonly TestPhone[]): Promise<{ readonly written: number; readonly acknowledged: number; readonly records: number }> {
  const db = openDataOf(data)
  const county: County = { ...before, deps: { ...before.deps, db } }
  let [acknowledged, records] = [0, 0]
  try {
    for (const { stream } of county.townships) {
      const own = phones.filter((phone) => phone.stream === stream)
      expect(own.flatMap(({ refused }) => [...refused.values()])).toEqual([])
      const verdict = await compareWithPhones(county, stream, own)
      expect(verdict).toEqual({ acknowledged: own.reduce((all, { ops }) => all + ops.length, 0), lost: [], doubled: [], strange: [] })
      const { numbers, counter } = await numbersOf(county, stream)
      expect(numbers).toEqual(Array.from({ length: counter }, (_, i) => i + 1))
      // In the order of each device.
      for (const { ops, acknowledged: told } of own) expect(ops.map(({ id }) => told.get(id))).toEqual([...told.values()].sort((a, b) => a - b))
      expect(await brokenAudit(county, stream)).toBeNull()
      const counted = await recounted(county, stream)
      expect(counted.shown).toEqual(counted.recount)
      expect(counted.shown[0]).toBe(counted.records)
      acknowledged += verdict.acknowledged
      records += counted.records
    }
  } finally {
    await db.close()
  }
  return { written: phones.reduce((all, { ops }) => all + ops.length, 0), acknowledged, records }
}

function killPid(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // A child that ended with its parent.
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10)
}

function sum(phones: readonly TestPhone[], name: 'unanswered' | 'turnedAway'): number {
  return phones.reduce((all, phone) => all + phone[name], 0)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => resolve(typeof at === 'object' && at !== null ? at.port : 0))
    })
  })
}
