import type { FastifyInstance } from 'fastify'
import { createClient, type Client } from '../../src/client/client'
import { atomicFiles } from '../../src/client/platform/atomicFiles'
import { createDevice } from '../../src/client/platform/device'
import { memoryKv } from '../../src/client/platform/kv'
import { memoryDisk } from '../../src/client/platform/memoryDisk'
import type { Device, Http } from '../../src/client/platform/ports'
import { createNetwork, type Network } from '../standin/network'

/** The real client over the real routes, without a network between them. */
export interface OfficePhone {
  readonly client: Client
  readonly way: Network
  /** Until nothing waits and a whole round has ended since. */
  synced(): Promise<void>
}

export async function createOfficePhone(server: FastifyInstance, login: string, password: string): Promise<OfficePhone> {
  const http: Http = {
    async send({ method, path, headers, body }) {
      const answer = await server.inject({ method, url: path, headers: { ...headers }, ...(body === null ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }) })
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
  const client = createClient({ kv: memoryKv(new Map()), files: atomicFiles(memoryDisk()), http: way.http, sockets: { open: () => ({ close: () => undefined }) }, device })
  const synced = async (): Promise<void> => {
    const before = client.sync.getState().lastAt
    await new Promise((resolve) => setTimeout(resolve, 2))
    client.syncNow()
    await until(() => {
      const { status, waiting, lastAt } = client.sync.getState()
      return status === 'idle' && waiting === 0 && lastAt !== null && lastAt !== before
    })
  }
  await client.start()
  const problem = await client.signIn(login, password)
  if (problem !== null) throw new Error(problem.message)
  await synced()
  return { client, way, synced }
}

export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(holds()).toBe(true)
}
