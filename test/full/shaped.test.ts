import { mkdtempSync, rmSync } from 'node:fs'
import { createClient, type Client } from '../../src/client/client'
import { atomicFiles } from '../../src/client/platform/atomicFiles'
import { createDevice } from '../../src/client/platform/device'
import { sendByFetch } from '../../src/client/platform/fetch'
import { memoryKv } from '../../src/client/platform/kv'
import { memoryDisk } from '../../src/client/platform/memoryDisk'
import type { Device, Http } from '../../src/client/platform/ports'
import { must } from '../../src/core/assert'
import { REGISTRY } from '../../src/domain/registry'
import { jpeg } from '../standin/pictures'
import { createWorld } from '../standin/world'
import { addLogins, fillCounty } from './county'
import { openDataOf, startProgram, stopProgram } from './program'
import { openSlowLine } from './slowLine'

const OPS = 200
const PHOTOS = 20
const PHOTO_BYTES = 60_000
const LINE = { bytesPerSecond: 10_000, delayMs: 1_000, loss: 0.02, resendMs: 2_000, cut: 0.004 }

let folder = ''
/** To be closed in the end, last opened first. */
const open: (() => Promise<unknown>)[] = []
beforeAll(() => {
  folder = mkdtempSync('/tmp/shaped-')
})
afterAll(async () => {
  for (const close of open.reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

test('F42 two hundred ops and twenty photos over 10 KB/s, a round trip of two seconds and two per cent loss: all arrive, with at most 1.3 times their bytes', async () => {
  const program = await startProgram({ data: folder, port: 0 })
  open.push(() => stopProgram(program))
  const db = openDataOf(folder)
  open.push(() => db.close())
  const county = await fillCounty(db, `${folder}/master.key`, { townships: 1, villages: 2, mediators: 1 })
  const town = must(county.townships[0], 'a township')
  const me = must(town.mediators[0], 'a mediator')
  await addLogins(db, county.county, 'correct horse', [['li', me]])
  const dice = createWorld(20261121)
  const line = await openSlowLine(Number(new URL(program.address).port), LINE, dice.chance)
  open.push(() => line.close())
  let offered = 0
  const { client, http } = phoneAt(line.address)
  open.push(() => client.signOut())
  await client.start()
  expect(await client.signIn({ kind: 'password', login: 'li', password: 'correct horse' })).toEqual({ kind: 'in' })
  await until(() => client.sync.getState().status === 'idle')
  http.isOff = true

  for (let i = 0; i < PHOTOS; i += 1) {
    const kept = await client.media.keep(jpeg(i, PHOTO_BYTES))
    if (kept.kind !== 'kept') throw new Error(kept.why)
    await write(client, must(town.villages[0], 'a village'), { photos: [kept.id], summary: `第${i}件，有照片` })
    offered += PHOTO_BYTES
  }
  for (let i = PHOTOS; i < OPS; i += 1) await write(client, must(town.villages[i % 2], 'a village'), { summary: `第${i}件：两家为排水沟的走向争了半年，商定各让一尺，月底前一起修好。` })
  expect(client.sync.getState()).toMatchObject({ waiting: OPS, media: { waiting: PHOTOS } })

  const before = line.sent()
  const began = Date.now()
  http.isOff = false
  client.syncNow()
  await until(() => client.sync.getState().waiting === 0)
  const opsAt = Date.now()
  await until(() => client.sync.getState().media.waiting === 0)
  const seconds = (at: number): number => Math.round((at - began) / 1000)
  expect(client.sync.getState().media.refused).toEqual([])
  expect(line.cuts()).toBeGreaterThan(0)
  const sent = line.sent() - before
  const payload = http.payload(offered)
  process.stdout.write(`${JSON.stringify({ test: 'F42', ops: OPS, photos: PHOTOS, payload, sent, ratio: Number((sent / payload).toFixed(3)), cuts: line.cuts(), opsSeconds: seconds(opsAt), allSeconds: seconds(Date.now()) })}\n`)
  expect(sent / payload).toBeLessThanOrEqual(1.3)

  const [counted] = await db.sql<{ ops: number; records: number; photos: number }[]>`select
    (select count(*) from op where stream = ${town.stream} and n is not null) as ops,
    (select count(*) from dispute_version where stream = ${town.stream} and until is null) as records,
    (select count(*) from media where stream = ${town.stream} and done_at is not null) as photos`
  expect(counted).toEqual({ ops: OPS, records: OPS, photos: PHOTOS })
  expect(client.sync.getState().attention).toEqual([])
}, 1_800_000)

/** Ops as JSON, each once; photos as they are. */
function phoneAt(address: string) {
  const opBytes = new Map<string, number>()
  const state = {
    isOff: false,
    payload: (photos: number): number => photos + [...opBytes.values()].reduce((sum, bytes) => sum + bytes, 0),
  }
  const http: Http = {
    send(request) {
      if (state.isOff) return Promise.resolve({ kind: 'noAnswer' })
      if (request.path === '/api/push') {
        const { ops } = JSON.parse(String(request.body)) as { readonly ops: readonly { readonly id: string }[] }
        for (const op of ops) opBytes.set(op.id, Buffer.byteLength(JSON.stringify(op)))
      }
      return sendByFetch(address, request)
    },
  }
  const device: Device = { ...createDevice(), client: 'weapp' }
  const sockets = { open: () => ({ close: () => undefined }) }
  const client = createClient({ kv: memoryKv(new Map()), files: atomicFiles(memoryDisk()), http, sockets, device })
  return { client, http: state }
}

async function write(client: Client, place: string, set: object): Promise<void> {
  const type = must(REGISTRY.dispute, 'disputes')
  const answer = await client.write({ kind: type.kind, record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place, ...set } } })
  expect(answer.kind).toBe('saved')
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 200))
}
