import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { createClient, type Client } from '../../src/client/client'
import { atomicFiles } from '../../src/client/platform/atomicFiles'
import { createDevice } from '../../src/client/platform/device'
import { memoryKv } from '../../src/client/platform/kv'
import { memoryDisk, type MemoryDisk } from '../../src/client/platform/memoryDisk'
import type { Device, Http, Wechat } from '../../src/client/platform/ports'
import type { Me } from '../../src/core/protocol'
import { addAccount } from '../../src/server/accounts'
import type { PushDeps } from '../../src/server/batch'
import { LIMITS } from '../../src/server/http/limits'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { createNetwork, type Network } from '../standin/network'
import { cheapHash, PLAIN } from './passwords'
import { deviceOf, pushAll, type Town } from './town'

export const PASSWORD = 'correct horse'

/** The real server on a database. */
export async function serve(deps: PushDeps, county: string): Promise<FastifyInstance> {
  const server = await createServer({
    ...deps, directory: createDirectory(deps), poker: await createPoker(deps.db), mode: 'county', county,
    h5Folder: null, demoAccounts: [], log: () => undefined, limits: { ...LIMITS, routes: 1_000 }, passwords: PLAIN,
  })
  await server.ready()
  return server
}

/** People of the town become able to sign in. */
export async function admit(town: Town, people: Readonly<Record<string, Me>>): Promise<void> {
  await pushAll(town.deps, town.root, town.county, deviceOf('admit'), Object.entries(people).flatMap(([name, me]) => [
    { record: me.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name } } },
    ...me.grants.map((grant) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: me.person, role: grant.role, place: grant.place } } })),
  ]))
  const password = await cheapHash(PASSWORD)
  for (const [login, me] of Object.entries(people)) await addAccount(town.deps.db.sql, { login, person: me.person, county: town.county, password })
}

/** The real client over the real routes. Its storage outlives it: given to another, that is the same phone started again. */
export interface RealPhone {
  readonly client: Client
  readonly way: Network
  readonly disk: MemoryDisk
  readonly values: Map<string, string>
}

/** `serverNow` gives the server it reaches now; null: none any more. The program is not started yet. */
export function openPhone(serverNow: () => FastifyInstance | null, disk = memoryDisk(), values = new Map<string, string>(), wechat?: Wechat): RealPhone {
  const http: Http = {
    async send({ method, path, headers, body }) {
      const server = serverNow()
      if (server === null) return { kind: 'noAnswer' }
      const payload = body === null || typeof body === 'string' ? body : Buffer.from(body)
      const answer = await server.inject({ method, url: path, headers: { ...headers }, ...(payload === null ? {} : { payload }) })
      return { kind: 'answer', status: answer.statusCode, text: answer.body }
    },
  }
  const way = createNetwork(http)
  const device: Device = {
    ...createDevice(), client: 'weapp',
    after(ms, run) {
      const timer = setTimeout(run, ms).unref()
      return () => clearTimeout(timer)
    },
  }
  const sockets = { open: () => ({ close: () => undefined }) }
  const client = createClient({ kv: memoryKv(values), files: atomicFiles(disk), http: way.http, sockets, device, ...(wechat === undefined ? {} : { wechat }) })
  return { client, way, disk, values }
}

/** Started, signed in, and everything received. */
export async function signedIn(phone: RealPhone, login: string): Promise<RealPhone> {
  await phone.client.start()
  expect(await phone.client.signIn({ kind: 'password', login, password: PASSWORD })).toEqual({ kind: 'in' })
  await synced(phone)
  return phone
}

/** Syncs until nothing waits and a whole round has ended since. */
export async function synced({ client }: RealPhone): Promise<void> {
  const before = client.sync.getState().lastAt
  await new Promise((resolve) => setTimeout(resolve, 2))
  client.syncNow()
  await until(() => {
    const { status, waiting, lastAt } = client.sync.getState()
    return status === 'idle' && waiting === 0 && lastAt !== null && lastAt !== before
  })
}

export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(holds()).toBe(true)
}
