import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WebSocket from 'ws'
import { must } from '../../src/core/assert'
import type { Poke } from '../../src/core/protocol'
import { openDb } from '../../src/server/db'
import { startPostgres } from '../../src/server/postgres/start'
import { endSessionsOf } from '../../src/server/sessions'
import { fillCounty, signedIn } from './county'
import { startProgram, stopProgram, type Program } from './program'
import { createTestPhone, sendNext, waitingOf, writeOp } from './testPhone'
import { brokenAudit, compareWithPhones, numbersOf } from './verify'

/** Two of the programs that ship on one database, as docs/deploy.md describes them. */

// Too long a name for a socket: PostgreSQL then listens on the loopback address, where a DATABASE_URL finds it.
const folder = realpathSync(mkdtempSync(join(tmpdir(), `ssb-${'two-'.repeat(22)}`)))

jest.setTimeout(300_000)
beforeAll(() => execFileSync(process.execPath, ['scripts/build.mjs', 'server', '--changed']))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('three on one database: pokes cross, ops are judged once, an ended session is ended on both, and either may die', async () => {
  const started = await startPostgres({ folder, from: __filename, log: () => undefined, onLost: () => undefined })
  if (started.kind === 'refused') throw new Error(started.sentence)
  const { address } = started.postgres
  if (address.kind !== 'loopback') throw new Error('a socket has no URL')
  const env = { DATABASE_URL: `postgres://${address.user}:${address.password}@127.0.0.1:${address.port}/${address.database}`, KEY_FILE: join(folder, 'shared.key') }
  const first = await startProgram({ data: join(folder, 'a'), port: 0, env })
  const programs: (Program & { readonly address: string })[] = [first, ...(await Promise.all(['b', 'c'].map((name) => startProgram({ data: join(folder, name), port: 0, env }))))]
  const db = openDb({ address, max: 4 })
  try {
    const county = await fillCounty(db, env.KEY_FILE, { townships: 2, villages: 1, mediators: 4 })
    const [town] = county.townships
    const { stream, villages, mediators } = must(town, 'a township')
    const listener = await signedIn(db, must(mediators[0], 'a mediator'))
    const ticket = await fetch(`${first.address}/api/ticket`, { method: 'POST', headers: { authorization: `Bearer ${listener.access}`, 'content-type': 'application/json' }, body: '{}' })
    const socket = new WebSocket(`${first.address.replace('http', 'ws')}/api/poke?ticket=${((await ticket.json()) as { ticket: string }).ticket}`)
    await new Promise((resolve) => socket.once('open', resolve))
    const poked = new Promise<Poke>((resolve) => socket.on('message', (text: Buffer) => resolve(JSON.parse(text.toString()) as Poke)))

    // Each phone asks the processes in turn, as a gateway might send it.
    const phones = await Promise.all(mediators.slice(1).map(async (me) => {
      const { device, access } = await signedIn(db, me)
      const phone = createTestPhone(device, stream)
      for (let i = 0; i < 30; i += 1) writeOp(phone, null, { kind: 'create', move: 'failOnSpot', set: { type: 'neighbour', place: must(villages[0], 'a village'), acceptedOn: '2026-03-05', people: 2 } })
      return { phone, access, me }
    }))
    const push = async ({ phone, access }: (typeof phones)[number], among: readonly { readonly address: string }[]): Promise<void> => {
      for (let i = 0; waitingOf(phone).length > 0; i += 1) await sendNext(phone, { address: must(among[i % among.length], 'a program').address, access, pause: () => 50 }, 3)
    }
    await Promise.all(phones.map((each) => push(each, programs.slice(1))))
    expect((await poked).stream).toBe(stream)
    socket.terminate()

    for (const { phone } of phones) for (let i = 0; i < 30; i += 1) writeOp(phone, null, { kind: 'create', move: 'failOnSpot', set: { type: 'land', place: must(villages[0], 'a village'), acceptedOn: '2026-03-06', people: 3 } })
    const second = must(programs[1], 'a program')
    const pushing = Promise.all(phones.map((each) => push(each, programs)))
    second.child.kill('SIGKILL')
    await pushing
    expect(await compareWithPhones(county, stream, phones.map(({ phone }) => phone))).toEqual({ acknowledged: 180, lost: [], doubled: [], strange: [] })
    expect((await numbersOf(county, stream)).counter).toBe(180)
    expect(await brokenAudit(county, stream)).toBeNull()

    const { me, access } = must(phones[0], 'a phone')
    const pull = (at: string) => fetch(`${at}/api/pull`, { method: 'POST', headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' }, body: '{"cursor":null,"waiting":0}' }).then(({ status }) => status)
    const alive = [first, must(programs[2], 'a program')]
    expect(await Promise.all(alive.map(({ address: at }) => pull(at)))).toEqual([200, 200])
    await endSessionsOf(db.sql, me.person, Date.now())
    expect(await Promise.all(alive.map(({ address: at }) => pull(at)))).toEqual([401, 401])
  } finally {
    await db.close()
    for (const program of programs) if (program.child.exitCode === null && program.child.signalCode === null) await stopProgram(program)
    await started.postgres.stop()
  }
})
