import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must } from '../../src/core/assert'
import type { Me } from '../../src/core/protocol'
import type { Db } from '../../src/server/db'
import { fillCounty, signedIn, type County } from './county'
import { openDataOf, startProgram, stopProgram } from './program'
import { createTestPhone, sendNext, waitingOf, writeOp, type Line, type TestPhone } from './testPhone'
import { compareWithPhones, numbersOf } from './verify'

/**
 * Half past eight: the phones of a whole county come back at the same moment, each with what was written in the evening. They wait when
 * they are told to and back off when nobody answers, as the client does. How long it takes is told, not judged: that all of it arrives is.
 */
const TOWNSHIPS = 25
const PHONES = 3_000
const OPS = 3

jest.setTimeout(1_200_000)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-herd-')))
const data = join(folder, 'data')

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', 'server', '--changed'])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('F43 three thousand phones come back at once: every op arrives, once', async () => {
  const program = await startProgram({ data, port: 0 })
  const db = openDataOf(data)
  try {
    const county = await fillCounty(db, join(data, 'master.key'), { townships: TOWNSHIPS, villages: 2, mediators: PHONES / TOWNSHIPS })
    const phones = await openPhones(db, county, program.address)
    const began = performance.now()
    const done = await Promise.all(phones.map(async ({ phone, line }) => {
      while (waitingOf(phone).length > 0) await sendNext(phone, line, 50)
      return performance.now() - began
    }))
    await verify(county, phones.map(({ phone }) => phone))
    const pushes = phones.flatMap(({ phone }) => phone.took)
    process.stdout.write(`${JSON.stringify({
      phones: PHONES, ops: PHONES * OPS, seconds: Math.round(Math.max(...done) / 1000),
      pushMs: { median: quantile(pushes, 0.5), p95: quantile(pushes, 0.95) }, phoneDoneMs: { median: quantile(done, 0.5), p95: quantile(done, 0.95) },
      unanswered: phones.reduce((all, { phone }) => all + phone.unanswered, 0), turnedAway: phones.reduce((all, { phone }) => all + phone.turnedAway, 0),
    })}\n`)
  } finally {
    await db.close()
    await stopProgram(program)
  }
})

interface Home {
  readonly phone: TestPhone
  readonly line: Line
}

async function openPhones(db: Db, county: County, address: string): Promise<readonly Home[]> {
  const homes: Home[] = []
  const open = async (me: Me, stream: string, village: string): Promise<void> => {
    const { device, access } = await signedIn(db, me)
    const phone = createTestPhone(device, stream)
    for (let i = 0; i < OPS; i += 1) {
      writeOp(phone, null, { kind: 'create', move: 'failOnSpot', set: { type: 'neighbour', place: village, acceptedOn: '2026-03-05', people: 2, summary: '排水沟的事，两边都不让' } })
    }
    homes.push({ phone, line: { address, access, pause: (failures) => Math.random() * Math.min(60_000, 1_000 * 2 ** (failures - 1)) } })
  }
  for (const { stream, villages, mediators } of county.townships) await Promise.all(mediators.map((me) => open(me, stream, must(villages[0], 'a village'))))
  return homes
}

async function verify(county: County, phones: readonly TestPhone[]): Promise<void> {
  for (const { stream } of county.townships) {
    const own = phones.filter((phone) => phone.stream === stream)
    expect(own.flatMap(({ refused }) => [...refused.values()])).toEqual([])
    expect(await compareWithPhones(county, stream, own)).toEqual({ acknowledged: own.length * OPS, lost: [], doubled: [], strange: [] })
    const { numbers, counter } = await numbersOf(county, stream)
    expect([numbers.length, counter, numbers[numbers.length - 1]]).toEqual([own.length * OPS, own.length * OPS, own.length * OPS])
  }
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN)
}
