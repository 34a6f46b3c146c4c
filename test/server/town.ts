import { randomBytes, randomUUID } from 'node:crypto'
import type { Op, OpBody, Patch } from '../../src/core/op'
import type { Me, OpResult } from '../../src/core/protocol'
import { REGISTRY, SCHEMA_VERSION } from '../../src/domain/registry'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import type { PushDeps } from '../../src/server/batch'
import { openInstallation } from '../../src/server/bootstrap'
import { createConfigStore } from '../../src/server/configStore'
import type { Db } from '../../src/server/db'
import { push } from '../../src/server/push'
import { migrate } from '../../src/server/schema'
import { createVault } from '../../src/server/vault'
import { newKeyring, type Keyring } from '../../src/server/vault/keyring'

/** 2026-06-15 10:00 in Shanghai. */
export const NOON = Date.parse('2026-06-15T02:00:00Z')

/** A county with one township of two villages with two groups each, and the people tests are named after. */
export interface Town {
  readonly deps: PushDeps
  readonly county: string
  readonly township: string
  readonly other: string
  readonly east: string
  readonly west: string
  readonly groups: readonly string[]
  /** 张 works the eastern village, 李 mediates for the township, 赵 leads it, 钱 belongs to the other township. */
  readonly zhang: Me
  readonly li: Me
  readonly zhao: Me
  readonly qian: Me
  readonly root: Me
}

/** `KEY_PROVIDER=sm` runs every test that brings no keys of its own under 国密. */
function keysOfTests(): Keyring {
  return newKeyring(process.env.KEY_PROVIDER === 'sm' ? 'sm' : 'aes', NOON)
}

export async function openTown(db: Db, keys: Parameters<typeof createVault>[0] = keysOfTests()): Promise<Town> {
  await migrate(db, REGISTRY, ACCOUNT_MIGRATIONS)
  const opened = await openInstallation(db, 'county')
  if (opened.kind !== 'opened') throw new Error('a fresh database opens')
  const { county } = opened.installation
  const records = { vault: createVault(keys), types: REGISTRY }
  const deps: PushDeps = { ...records, db, now: () => NOON, configs: createConfigStore(records) }
  const root: Me = { person: randomUUID(), name: '建库', county, unit: null, roles: ['admin', 'security'], grants: [{ role: 'admin', place: county, stream: county }, { role: 'security', place: county, stream: county }] }
  const [township, other, east, west] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const groups = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const place = (id: string, name: string, level: string, parent: string | null, order: number): Planned => ({
    record: id, kind: 'place', body: { kind: 'create', move: 'add', set: { name, level, order, ...(parent === null ? {} : { parent }) } },
  })
  const planned: Planned[] = [
    place(county, '试县', 'county', null, 0), place(township, '甲乡', 'township', county, 1), place(other, '乙乡', 'township', county, 2),
    place(east, '东村', 'village', township, 1), place(west, '西村', 'village', township, 2),
    ...groups.map((id, index) => place(id, `${index % 2 === 0 ? '一' : '二'}组`, 'group', index < 2 ? east : west, index)),
  ]
  const device = deviceOf(county)
  await pushAll(deps, root, county, device, planned)
  const person = (role: string, at: string, stream: string): Me => ({ person: randomUUID(), name: role, county, unit: null, roles: [role], grants: [{ role, place: at, stream }] })
  return {
    deps, county, township, other, east, west, groups, root,
    zhang: person('gridWorker', east, township),
    li: person('mediator', township, township),
    zhao: person('leader', township, township),
    qian: person('gridWorker', other, other),
  }
}

export interface Planned {
  readonly record: string
  readonly kind: string
  readonly body: OpBody
  readonly base?: number
}

/** Counts ops of one device in one stream. */
export interface TestDevice {
  readonly name: string
  seq: number
}

export function deviceOf(seedName: string): TestDevice {
  return { name: `T${seedName.slice(0, 5).toUpperCase()}${randomBytes(5).toString('hex')}`, seq: 0 }
}

export function opOf(device: TestDevice, planned: Planned): Op {
  device.seq += 1
  return {
    id: randomUUID(), device: device.name, seq: device.seq, schema: SCHEMA_VERSION, kind: planned.kind, record: planned.record,
    base: planned.base ?? 0, body: planned.body, claimedAt: new Date(NOON).toISOString(),
  }
}

/** Pushes in batches of 50 and fails loudly on the first op that was not applied. */
export async function pushAll(deps: PushDeps, me: Me, stream: string, device: TestDevice, planned: readonly Planned[]): Promise<readonly OpResult[]> {
  const results: OpResult[] = []
  for (let from = 0; from < planned.length; from += 50) {
    const ops = planned.slice(from, from + 50).map((each) => opOf(device, each))
    const pushed = await push(deps, { me, devices: [device.name] }, { stream, ops, waiting: ops.length })
    if (pushed === null) throw new Error('the stream is out of reach')
    results.push(...pushed.answer.results)
  }
  const bad = results.find((result) => result.kind !== 'applied')
  if (bad !== undefined) throw new Error(`an op was not applied: ${JSON.stringify(bad)}`)
  return results
}

/** A quick entry settled on the spot. */
export function settled(record: string, place: string, on: string, set: Patch = {}): Planned {
  return { record, kind: 'dispute', body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place, acceptedOn: on, form: 'oral', summary: '排水沟的事，商定月底前修好', ...set } } }
}
