import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { must } from '../../src/core/assert'
import type { Me } from '../../src/core/protocol'
import { REGISTRY } from '../../src/domain/registry'
import { ACCOUNT_MIGRATIONS, addAccount, hashPassword } from '../../src/server/accounts'
import { openStream } from '../../src/server/bootstrap'
import { createConfigStore } from '../../src/server/configStore'
import { openDb, type Db, type DbAddress, type Sql } from '../../src/server/db'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { migrate } from '../../src/server/schema'
import { createVault } from '../../src/server/vault'
import { deviceOf, pushAll, type Planned, type TestDevice } from '../server/town'
import { MOVING, PASSWORD, placesOfCounty, type County, type Names, type Server } from './county'
import { auditFaults, dropCounty, readCounty, streamTables, truthOf, writeCounty, type CountyCopy } from './postgresCounty'

/** The real server over a real PostgreSQL: one program for all seeds, each seed a county of its own, asked one request at a time. */
export async function postgresServer(address: DbAddress): Promise<Server> {
  const database = `sim_${randomBytes(6).toString('hex')}`
  await asAdmin(address, (admin) => admin.sql.unsafe(`create database ${database} template template0`))
  const real = openDb({ address: addressOf(address, database), max: 4 })
  await migrate(real, REGISTRY, ACCOUNT_MIGRATIONS)
  const site: Site = { db: mortal(real, () => site), real, tables: await streamTables(real), password: await hashPassword(PASSWORD), dieAt: null, now: Date.now, onMoved: () => undefined, counties: 0 }
  const records = { vault: createVault(randomBytes(32)), types: REGISTRY }
  const deps = { ...records, db: site.db, now: () => site.now(), configs: createConfigStore(records) }
  const app: Mutable<App> = {
    ...deps, directory: createDirectory(deps), mode: 'demo', county: '', h5Folder: null, demoAccounts: [],
    poker: { tell: ({ stream, n }) => site.onMoved(stream, n), listen: () => () => undefined },
    log: () => undefined,
  }
  /** What the process had in memory is gone with it. */
  const begin = (): void => {
    app.configs = createConfigStore(records)
    app.directory = createDirectory(app)
  }
  const server = await createServer(app)
  await server.ready()
  return {
    name: 'postgres',
    open: (names, now) => openCounty({ site, app, server, begin }, names, now),
    async close() {
      await server.close()
      await real.close()
      await asAdmin(address, (admin) => admin.sql.unsafe(`drop database ${database} with (force)`))
    },
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

interface Site {
  readonly db: Db
  readonly real: Db
  readonly tables: readonly string[]
  readonly password: string
  /** Statements the next transaction may still begin; null: all. */
  dieAt: number | null
  now: () => number
  onMoved: (stream: string, n: number) => void
  counties: number
}

interface Running {
  readonly site: Site
  readonly app: Mutable<App>
  readonly server: FastifyInstance
  readonly begin: () => void
}

async function openCounty({ site, app, server, begin }: Running, names: Names, now: () => number): Promise<County> {
  const streams = [names.county, names.town, names.otherTown]
  const people = names.people.map(({ person }) => person)
  await dropCounty(site.real, site.tables, streams, people)
  site.now = now
  site.dieAt = null
  app.county = names.county
  begin()
  await openStream(site.real.sql, names.county, names.county, 'county')
  const clerk = createClerk(app, names)
  for (const [record, name, level, parent] of placesOfCounty(names)) clerk.plan(record, 'place', 'add', { name, level, order: 1, ...(parent === null ? {} : { parent }) })
  for (const { person, login } of names.people) clerk.plan(person, 'person', 'add', { name: login })
  const granted = names.people.map((named) => clerk.grant(named.person, named.role, named.place))
  await clerk.push()
  for (const { login, person } of names.people) await addAccount(site.real.sql, { login, person, county: names.county, password: site.password })
  site.counties += 1
  let grant: string | null = must(granted[MOVING], 'a grant')
  let works: string | null = must(names.people[MOVING], 'the moving person').place
  let saved: { readonly copy: CountyCopy; readonly grant: string | null; readonly works: string | null; readonly seq: number } | null = null
  let phones = 0

  const county: County = {
    counts: true,
    onMoved: () => undefined,
    http() {
      // Everybody's own address: limits of requests count by it.
      const remoteAddress = `10.${site.counties >> 8 & 255}.${site.counties & 255}.${(phones += 1)}`
      return {
        async send({ method, path, headers, body }) {
          const isDying = site.dieAt !== null
          const answer = await server.inject({ method, url: path, headers: { ...headers }, remoteAddress, ...(body === null ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }) })
          site.dieAt = null
          if (!isDying) return { kind: 'answer', status: answer.statusCode, text: answer.body }
          begin()
          return { kind: 'noAnswer' }
        },
      }
    },
    async backup() {
      saved = { copy: await readCounty(site.real, site.tables, streams, people), grant, works, seq: clerk.seq() }
    },
    async restore() {
      if (saved === null) return
      await writeCounty(site.real, site.tables, streams, people, saved.copy, now())
      ;({ grant, works } = saved)
      clerk.goOn(saved.seq)
      begin()
    },
    works: () => works,
    async grant(place) {
      const { person, role } = must(names.people[MOVING], 'the moving person')
      if (grant !== null) clerk.plan(grant, 'grant', 'retire', {})
      grant = place === null ? null : clerk.grant(person, role, place)
      works = place
      for (let moved = await clerk.push(); moved > 0; moved -= 1) site.onMoved(names.county, 0)
    },
    dieAt: (statement) => void (site.dieAt = statement),
    state: (stream) => truthOf(app, site.real, stream),
    auditFaults: async () => (await Promise.all(streams.map((stream) => auditFaults(app, site.real, stream)))).flat(),
  }
  site.onMoved = (stream, n) => county.onMoved(stream, n)
  return county
}

/** Whoever sets the county up, by ops like anybody's. */
function createClerk(app: App, { county, people }: Names) {
  const root: Me = {
    person: `${county.slice(0, 24)}0000000000e0`, name: '建库', county, unit: null, roles: ['admin', 'security'],
    grants: [{ role: 'admin', place: county, stream: county }, { role: 'security', place: county, stream: county }],
  }
  const device: TestDevice = deviceOf(county)
  let planned: Planned[] = []
  let made = 0
  const plan = (record: string, kind: string, move: string, set: Planned['body']['set']): void =>
    void planned.push({ record, kind, body: { kind: move === 'add' ? 'create' : 'move', move, set } })
  return {
    plan,
    grant(person: string, role: string, place: string): string {
      const record = `${must(people[0], 'a person').person.slice(0, 24)}${(made += 1).toString().padStart(12, '0')}`
      plan(record, 'grant', 'add', { person, role, place })
      return record
    },
    /** How many ops that were. */
    async push(): Promise<number> {
      const all = planned
      planned = []
      // In steps no larger than a push may be.
      for (let from = 0; from < all.length; from += STEP) await pushAll(app, root, county, device, all.slice(from, from + STEP))
      return all.length
    },
    seq: () => device.seq,
    goOn: (seq: number) => void (device.seq = seq),
  }
}

const STEP = 4

/** A database whose next transaction dies before the statement of that number, as if the process had. */
function mortal(real: Db, site: () => Site): Db {
  return {
    ...real,
    begin: (work) => real.begin((sql) => {
      const limit = site().dieAt
      return work(limit === null ? sql : counted(sql, limit))
    }),
  }
}

function counted(sql: Sql, limit: number): Sql {
  let begun = 0
  const call = (...given: unknown[]): unknown => {
    const isStatement = Array.isArray(given[0]) && 'raw' in given[0]
    if (isStatement && (begun += 1) >= limit) throw new Error('the server died')
    return Reflect.apply(sql, undefined, given) as unknown
  }
  return Object.assign(call, { json: sql.json, unsafe: sql.unsafe }) as Sql
}

async function asAdmin(address: DbAddress, work: (db: Db) => Promise<unknown>): Promise<void> {
  const admin = openDb({ address, max: 1 })
  try {
    await work(admin)
  } finally {
    await admin.close()
  }
}

function addressOf(address: DbAddress, database: string): DbAddress {
  return address.kind === 'url' ? { kind: 'url', url: new URL(`/${database}`, address.url).href } : { ...address, database }
}
