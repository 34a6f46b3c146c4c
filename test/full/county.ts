import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/core/protocol'
import { REGISTRY } from '../../src/domain/registry'
import { addAccount, hashPassword } from '../../src/server/accounts'
import type { PushDeps } from '../../src/server/batch'
import { keySource } from '../../src/server/keys/keyFile'
import { createConfigStore } from '../../src/server/configStore'
import type { Db } from '../../src/server/db'
import { deviceFor } from '../../src/server/deviceCodes'
import { openSession } from '../../src/server/sessions'
import { createVault } from '../../src/server/vault'
import { deviceOf, pushAll, type Planned } from '../server/town'

/** A county beside a running program: written into its database by the server's own functions, under its own master key. */
export interface County {
  readonly deps: PushDeps
  readonly county: string
  readonly townships: readonly Township[]
}

export interface Township {
  readonly stream: string
  readonly villages: readonly string[]
  readonly mediators: readonly Me[]
}

export interface CountySize {
  readonly townships: number
  readonly villages: number
  /** Per township. */
  readonly mediators: number
}

/** `keyFile` is the program's; the program has started once, so its county exists. */
export async function fillCounty(db: Db, keyFile: string, size: CountySize): Promise<County> {
  const records = { vault: createVault(keySource({ kind: 'file', file: keyFile })), types: REGISTRY }
  const deps: PushDeps = { ...records, db, now: () => Date.now(), configs: createConfigStore(records) }
  const [{ value: county } = { value: '' }] = await db.sql<{ value: string }[]>`select value from installation where name = 'county'`
  const root: Me = {
    person: randomUUID(), name: '建库', county, unit: null, roles: ['admin', 'security'],
    grants: [{ role: 'admin', place: county, stream: county }, { role: 'security', place: county, stream: county }],
  }
  const townships = Array.from({ length: size.townships }, (_, i) => townshipOf(county, i, size))
  const planned = [placeOf(county, '试县', 'county', null, 0), ...townships.flatMap((township, i) => recordsOf(county, township, i))]
  await pushAll(deps, root, county, deviceOf('root'), planned)
  return { deps, county, townships }
}

function townshipOf(county: string, index: number, size: CountySize): Township {
  const stream = randomUUID()
  const villages = Array.from({ length: size.villages }, () => randomUUID())
  const mediators = Array.from({ length: size.mediators }, (_, i): Me => ({
    person: randomUUID(), name: `调解${index}${i}`, county, unit: null, roles: ['mediator'], grants: [{ role: 'mediator', place: stream, stream }],
  }))
  return { stream, villages, mediators }
}

function recordsOf(county: string, { stream, villages, mediators }: Township, index: number): readonly Planned[] {
  return [
    placeOf(stream, `${index + 1}号乡`, 'township', county, index),
    ...villages.map((village, i) => placeOf(village, `${i + 1}号村`, 'village', stream, i)),
    ...mediators.flatMap((me) => [
      added('person', me.person, { name: me.name }),
      ...me.grants.map(({ role, place }) => added('grant', randomUUID(), { person: me.person, role, place })),
    ]),
  ]
}

function placeOf(id: string, name: string, level: string, parent: string | null, order: number): Planned {
  return added('place', id, { name, level, order, ...(parent === null ? {} : { parent }) })
}

function added(kind: string, record: string, set: Readonly<Record<string, string | number>>): Planned {
  return { record, kind, body: { kind: 'create', move: 'add', set } }
}

/** An account with that password for each: hashed once, since a hash takes a tenth of a second. */
export async function addLogins(db: Db, county: string, password: string, people: readonly (readonly [login: string, me: Me])[]): Promise<void> {
  const hash = await hashPassword(password)
  for (const [login, me] of people) await addAccount(db.sql, { login, person: me.person, county, password: hash })
}

/** A device that has signed in: its code and an access token, good for a quarter of an hour. */
export async function signedIn(db: Db, me: Me): Promise<{ readonly device: string; readonly access: string }> {
  const device = await deviceFor(db.sql, me.person, null, 'weapp', Date.now())
  const { access } = await openSession(db.sql, { person: me.person, county: me.county, device }, Date.now())
  return { device, access }
}
