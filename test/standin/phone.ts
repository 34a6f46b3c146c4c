import { createClient, type Client } from '../../src/client/client'
import { atomicFiles } from '../../src/client/platform/atomicFiles'
import { memoryKv } from '../../src/client/platform/kv'
import { memoryDisk, type MemoryDisk } from '../../src/client/platform/memoryDisk'
import type { Device, Http, HttpAnswer, Kv, Sockets, Wechat } from '../../src/client/platform/ports'
import type { World } from './world'

/** A phone: its storage outlives every run of the program on it. */
export interface Phone {
  readonly disk: MemoryDisk
  readonly values: Map<string, string>
  /** The program that runs now. */
  client(): Client
  /** The program dies at once, whatever it is doing, and is started again. */
  restart(): Promise<Client>
  /** Only the program dies. */
  kill(): void
  /** Comes to the front or leaves it. */
  show(visible: boolean): void
  /** The host stops everything, five seconds after the program left the front; what is answered meanwhile is heard after the thaw, a request as failed. */
  freeze(): void
  thaw(): void
  /** Milliseconds by which its clock is wrong. */
  skew: number
  /** The network hint. */
  network(online: boolean): void
}

export interface PhoneParts {
  readonly http: Http
  readonly sockets?: Sockets
  readonly disk?: MemoryDisk
  readonly client?: 'h5' | 'weapp'
  readonly wechat?: Wechat
}

export async function createPhone(world: World, parts: PhoneParts): Promise<Phone> {
  const disk = parts.disk ?? memoryDisk()
  const values = new Map<string, string>()
  const self: Phone = {
    disk, values, skew: 0,
    client: () => run.client,
    kill: () => void (run.alive.isAlive = false),
    async restart() {
      run.alive.isAlive = false
      run = startRun()
      await run.client.start()
      return run.client
    },
    show: (isVisible) => run.visible.forEach((heard) => heard(isVisible)),
    freeze: () => void (run.alive.isFrozen = true),
    thaw: () => thaw(run.alive),
    network: (online) => run.network.forEach((heard) => heard(online)),
  }
  let run = startRun()

  function startRun(): Run {
    const alive: Alive = { isAlive: true, isFrozen: false, held: [] }
    const visible = new Set<(visible: boolean) => void>()
    const network = new Set<(online: boolean) => void>()
    const device: Device = {
      client: parts.client ?? 'weapp', now: () => world.now() + self.skew, random: world.random, ready: () => untilDead(alive, Promise.resolve()),
      after: (ms, task) => world.after(ms, () => heard(alive, task)),
      onVisible: (heard) => listening(visible, heard),
      onNetwork: (heard) => listening(network, heard),
    }
    const sockets = parts.sockets ?? { open: () => ({ close: () => undefined }) }
    const client = createClient({
      kv: mortalKv(alive, memoryKv(values)), files: atomicFiles(mortalDisk(alive, disk)), http: mortalHttp(alive, parts.http), device,
      ...(parts.wechat === undefined ? {} : { wechat: parts.wechat }),
      sockets: { open: (path, { onText, onClose }) => sockets.open(path, { onText: (text) => { if (!alive.isFrozen) heard(alive, () => onText(text)) }, onClose }) },
    })
    return { client, alive, visible, network }
  }

  await run.client.start()
  return self
}

interface Alive {
  isAlive: boolean
  isFrozen: boolean
  /** What was to be heard while everything stood still. */
  held: (() => void)[]
}
interface Run {
  readonly client: Client
  readonly alive: Alive
  readonly visible: Set<(visible: boolean) => void>
  readonly network: Set<(online: boolean) => void>
}

function listening<T>(listeners: Set<(value: T) => void>, heard: (value: T) => void): () => void {
  listeners.add(heard)
  return () => void listeners.delete(heard)
}

/** Nothing reaches a dead program; what reaches a frozen one waits. */
function heard(alive: Alive, run: () => void): void {
  if (!alive.isAlive) return
  if (alive.isFrozen) alive.held.push(() => heard(alive, run))
  else run()
}

function thaw(alive: Alive): void {
  const held = alive.held
  alive.isFrozen = false
  alive.held = []
  held.forEach((run) => run())
}

/** A dead program's promises never settle, and none of its calls reach the disk. */
function untilDead<T>(alive: Alive, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    answer.then((value) => heard(alive, () => resolve(value)), (error: Error) => heard(alive, () => reject(error)))
  })
}

function call<T>(alive: Alive, run: () => Promise<T>): Promise<T> {
  return alive.isAlive ? untilDead(alive, run()) : new Promise(() => undefined)
}

function mortalDisk(alive: Alive, disk: MemoryDisk): MemoryDisk {
  return {
    ...disk,
    readFile: (name) => call(alive, () => disk.readFile(name)),
    writeFile: (name, text) => call(alive, () => disk.writeFile(name, text)),
    rename: (from, to) => call(alive, () => disk.rename(from, to)),
    unlink: (name) => call(alive, () => disk.unlink(name)),
    readdir: () => call(alive, () => disk.readdir()),
  }
}

function mortalKv(alive: Alive, kv: Kv): Kv {
  return { get: (key) => call(alive, () => kv.get(key)), set: (key, value) => call(alive, () => kv.set(key, value)), remove: (key) => call(alive, () => kv.remove(key)) }
}

function mortalHttp(alive: Alive, http: Http): Http {
  const interrupted = async (answer: Promise<HttpAnswer>): Promise<HttpAnswer> => {
    const given = await answer
    return alive.isFrozen ? { kind: 'noAnswer' } : given
  }
  return { send: (request) => call(alive, () => interrupted(http.send(request))) }
}
