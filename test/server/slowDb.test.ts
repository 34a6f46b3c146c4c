import { randomUUID } from 'node:crypto'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { isPassing, openDb, type Db } from '../../src/server/db'
import { push } from '../../src/server/push'
import type { DbAddress } from '../../src/server/sql'
import { withDatabase } from './database'
import { deviceOf, openTown, opOf, settled, type Town } from './town'

/** A database behind a line that is slow, swallows everything, or is not there. */

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

type Quality = 'good' | 'slow' | 'silent'

/** Bytes take 20 ms each way, or never arrive: the connection stays open and says nothing, as behind a firewall that forgot it. */
async function openLine(target: DbAddress): Promise<{ readonly address: DbAddress; set(quality: Quality): void; close(): Promise<void> }> {
  if (target.kind === 'url') throw new Error('the tests have a PostgreSQL of their own')
  let quality: Quality = 'good'
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = target.kind === 'socket' ? connect({ path: target.path }) : connect(target.port, '127.0.0.1')
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (quality === 'good') to.write(bytes)
        else if (quality === 'slow') setTimeout(() => to.write(bytes), 20)
      })
      from.on('error', () => undefined).on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { user, password, database: name } = target
  return {
    address: { kind: 'loopback', port: (server.address() as AddressInfo).port, user, password, database: name },
    set: (next) => { quality = next },
    close: () => {
      sockets.forEach((socket) => socket.destroy())
      return new Promise((done) => server.close(() => done()))
    },
  }
}

test('a line that is slow, then swallows everything, then is good again: what was under way is to be sent again, and the server goes on by itself', async () => {
  const line = await openLine(database.address)
  const db = openDb({ address: line.address, max: 3, stalled: 400, limits: { statement: 15_000, lock: 3_000, idle: 10_000, connect: 500 } })
  const device = deviceOf('slow')
  const send = (op: object, through: Db = db) => push({ ...town.deps, db: through }, { me: town.zhang, devices: [device.name] }, { stream: town.township, ops: [op], waiting: 1 })
  const kindOf = async (op: object) => (await send(op))?.answer.results[0]?.kind
  const entry = () => opOf(device, settled(randomUUID(), town.east, '2026-06-10'))
  expect(await kindOf(entry())).toBe('applied')
  line.set('slow')
  expect(await kindOf(entry())).toBe('applied')

  line.set('silent')
  const op = entry()
  const lost = await send(op).catch((error: unknown) => error)
  expect(isPassing(lost)).toBe(true)
  expect(isPassing(await send(op).catch((error: unknown) => error))).toBe(true)

  line.set('good')
  let kind: string | undefined
  for (let tries = 0; kind === undefined && tries < 50; tries += 1) {
    kind = await kindOf(op).catch((error: unknown) => {
      expect(isPassing(error)).toBe(true)
      return undefined
    })
    await wait(50)
  }
  expect(['applied', 'duplicate']).toContain(kind)
  expect(await kindOf(op)).toBe('duplicate')
  await db.close()
  await line.close()
}, 60_000)
