import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { must } from '../../src/core/assert'
import { PROBLEMS } from '../../src/domain/words'
import { fillCounty, signedIn } from './county'
import { openDataOf, startProgram, stopProgram } from './program'
import { createTestPhone, sendNext, waitingOf, writeOp, type Line } from './testPhone'
import { compareWithPhones, numbersOf } from './verify'

/** A disk of its own for the data folder, which really fills: on Linux, as root, who alone may mount one. Elsewhere the same is shown with what PostgreSQL would say (busy.test.ts, faults.test.ts). */
const disk = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-disk-')))
const data = join(disk, 'data')

jest.setTimeout(600_000)

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', 'server', '--changed'])
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=260m', 'tmpfs', disk])
})
afterAll(() => {
  execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true, force: true })
})

test('F47 the disk of the data fills to its last byte and is given room again: told in words, no op lost, none twice, nobody has to start anything', async () => {
  const program = await startProgram({ data, port: 0 })
  const db = openDataOf(data)
  try {
    const county = await fillCounty(db, join(data, 'master.key'), { townships: 1, villages: 1, mediators: 4 })
    const town = must(county.townships[0], 'a township')
    const phones = await Promise.all(town.mediators.map(async (me) => {
      const { device, access } = await signedIn(db, me)
      const line: Line = { address: program.address, access, pause: () => 100 }
      return { phone: createTestPhone(device, town.stream), line }
    }))
    const write = (many: number): void => phones.forEach(({ phone }) => {
      for (let i = 0; i < many; i += 1) writeOp(phone, null, { kind: 'create', move: 'failOnSpot', set: { type: 'neighbour', place: must(town.villages[0], 'a village'), acceptedOn: '2026-03-05', people: 2, summary: '排水沟的事，两边都不让。'.repeat(150) } })
    })
    write(20)
    for (const { phone, line } of phones) while (waitingOf(phone).length > 0) await sendNext(phone, line, 10)
    expect(phones.flatMap(({ phone }) => waitingOf(phone))).toEqual([])

    const ballast = join(disk, 'ballast')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - (2 << 20), 1))
    write(400)
    const told = new Set<string>()
    const full = await Promise.all(phones.map(async ({ phone, line }) => {
      for (let tries = 0; tries < 400; tries += 1) {
        if (await sendNext(phone, { ...line, address: program.address }, 10)) continue
        const answer = await fetch(`${program.address}/api/push`, {
          method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${line.access}` }, body: JSON.stringify({ stream: town.stream, ops: waitingOf(phone).slice(0, 1), waiting: 1 }),
        })
        const { message } = (await answer.json()) as { readonly message?: string }
        if (answer.status !== 200) told.add(`${answer.status} ${message ?? ''}`)
        if (answer.status !== 200) return true
      }
      return false
    }))
    expect(full).toEqual(phones.map(() => true))
    expect([...told].filter((line) => ![`503 ${PROBLEMS.serverFull}`, `503 ${PROBLEMS.serverBusy}`].includes(line))).toEqual([])
    process.stdout.write(`${[...told].join('\n')}\n`)

    rmSync(ballast)
    const until = Date.now() + 120_000
    for (const { phone, line } of phones) {
      while (waitingOf(phone).length > 0 && Date.now() < until) await sendNext(phone, line, 10)
    }
    while (!(await db.sql`select 1`.then(() => true, () => false))) await wait(200)
    const all = phones.map(({ phone }) => phone)
    expect(await compareWithPhones(county, town.stream, all)).toEqual({ acknowledged: 4 * 420, lost: [], doubled: [], strange: [] })
    expect((await numbersOf(county, town.stream)).counter).toBe(4 * 420)
    expect(program.child.exitCode).toBeNull()
  } finally {
    await db.close()
    await stopProgram(program)
  }
})
