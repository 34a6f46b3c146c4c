import { createClient, type Client, type ShownRecord, type WriteAnswer, type WriteInput } from '../../src/client/client'
import type { Patch } from '../../src/core/op'
import { atomicFiles } from '../../src/client/platform/atomicFiles'
import { createDevice } from '../../src/client/platform/device'
import { memoryKv } from '../../src/client/platform/kv'
import type { Platform, Wechat } from '../../src/client/platform/ports'
import { createNetwork, type Network } from './network'
import { createPhone, type Phone } from './phone'
import type { Standin } from './server'
import { createTown, VILLAGE } from './town'
import { createWorld, type World } from './world'

/** A county's stand-in with phones around it. */
export interface Bench {
  readonly world: World
  readonly server: Standin
  /** A new phone, nobody signed in. */
  phone(client?: 'h5' | 'weapp'): Promise<Held>
  /** A phone with a WeChat of that name in it. */
  wechatPhone(name: string): Promise<Held>
  /** A new phone on which that person has signed in and received what there is. */
  phoneOf(login: string, client?: 'h5' | 'weapp'): Promise<Held>
}

export interface Held extends Phone {
  readonly way: Network
  offline(): void
  online(): Promise<void>
}

export function createBench(seed = 1): Bench {
  const world = createWorld(seed)
  const server = createTown(world.now)

  async function phone(client: 'h5' | 'weapp' = 'weapp', wechat?: Wechat): Promise<Held> {
    const way = createNetwork(server.http())
    const made = await createPhone(world, { http: way.http, sockets: server.sockets(), client, ...(wechat === undefined ? {} : { wechat }) })
    return {
      ...made, way,
      offline: () => void (way.fate = () => 'lost'),
      async online() {
        way.fate = () => 'through'
        made.network(true)
        await world.settle()
      },
    }
  }

  return {
    world, server, phone: (client) => phone(client),
    wechatPhone: (name) => phone('weapp', () => Promise.resolve(`${name}:${world.now()}`)),
    async phoneOf(login, client) {
      const held = await phone(client)
      const entered = await held.client().signIn({ kind: 'password', login, password: 'demo' })
      if (entered.kind !== 'in') throw new Error(JSON.stringify(entered))
      await world.settle()
      return held
    },
  }
}

/** Another window of the same browser: another program over the same storage and cookies. */
export async function windowBeside({ world, server }: Bench, { values, disk, way }: Held, other: Partial<Platform> = {}): Promise<Client> {
  const device = { ...createDevice(), client: 'h5' as const, now: world.now, after: world.after, random: world.random }
  const client = createClient({ kv: memoryKv(values), files: atomicFiles(disk), http: way.http, sockets: server.sockets(), device, ...other })
  await client.start()
  await world.settle()
  return client
}

/** A dispute registered in 前村. */
export function newDispute(set: Patch = {}): WriteInput {
  return { kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: VILLAGE, ...set } } }
}

export function edited(record: string, set: Patch): WriteInput {
  return { kind: 'dispute', record, body: { kind: 'edit', set } }
}

/** The record's id; throws what the phone said when it was not saved. */
export async function saved(answer: Promise<WriteAnswer>): Promise<string> {
  const given = await answer
  if (given.kind !== 'saved') throw new Error(JSON.stringify(given))
  return given.record
}

export function shown(client: Client, id: string): ShownRecord | undefined {
  const { records, borrowed } = client.view.getState()
  return records.get(id) ?? borrowed.get(id)
}
