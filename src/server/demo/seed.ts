import type { FastifyInstance } from 'fastify'
import { dayAt } from '../../core/period'
import { hashDemoPassword } from '../account/password'
import { addAccount } from '../accounts'
import type { App } from '../http/context'
import { DEMO_PASSWORD, demoLogins } from './accounts'
import { createCourier, MOST_PER_BATCH, type Courier, type Standing } from './courier'
import { demoOps } from './demoOps'
import { DEMO_COUNTY, townId } from './places'
import { countyBatches, townBatches, type DemoBatch } from './schedule'
import type { DemoOp } from './story'
import { TOWNS, TOWN_KEYS, type TownKey } from './towns'

/**
 * Brings the demo county up to today. Does nothing when it is; goes on where an interrupted run stopped; started on a later
 * day, adds the days in between. Everything goes through sign-in and push like a phone's, so nothing here can be in a
 * state a phone could not have brought about. `keys`: whose records; the county's directory is always whole.
 */
export async function seedDemo(app: App, server: FastifyInstance, say: (line: string) => void, keys: readonly TownKey[] = TOWN_KEYS): Promise<void> {
  const began = app.now()
  const missing = await missingOps(app, [DEMO_COUNTY, ...keys.map(townId)], demoOps(dayAt(began)))
  const total = [...missing.values()].reduce((sum, ops) => sum + ops.length, 0)
  if (total === 0) return
  say(`正在准备演示县：要写 ${total} 条，第一次约需一分钟 …`)
  await addAccounts(app)
  const standings = await standingsOf(app, [...missing.keys()])
  const courier = createCourier(app, server, (stream) => standings.get(stream) ?? { seqByDevice: new Map(), nByRecord: new Map() })
  await deliverAll(courier, DEMO_COUNTY, '县里的名录', countyBatches(missing.get(DEMO_COUNTY) ?? [], MOST_PER_BATCH), say)
  const towns = await Promise.allSettled(keys.map((key) => {
    const stream = townId(key)
    return deliverAll(courier, stream, TOWNS[key].name, townBatches(missing.get(stream) ?? [], MOST_PER_BATCH, dayAt(began)), say)
  }))
  // Only once all have ended: whoever is told of a failure may begin again at once.
  const failed = towns.find((town) => town.status === 'rejected')
  if (failed !== undefined) {
    const isGrownOld = [...standings.values()].some(({ nByRecord }) => nByRecord.size > 0)
    if (isGrownOld) say('演示数据像是旧版程序留下的，新的日子接不上去。删掉演示的数据文件夹再启动，会重做一份；里面只有演示数据。')
    throw failed.reason
  }
  say(`演示县准备好了：${total} 条，用时 ${Math.round((app.now() - began) / 1000)} 秒。`)
}

/** Per stream, what should have happened and is not there. */
async function missingOps(app: App, streams: readonly string[], ops: readonly DemoOp[]): Promise<ReadonlyMap<string, readonly DemoOp[]>> {
  const rows = await app.db.sql<{ id: string }[]>`select id from op where stream = any(${[...streams]}::uuid[]) and n is not null`
  const there = new Set(rows.map((row) => row.id))
  return new Map(streams.map((stream) => [stream, ops.filter((op) => op.stream === stream && !there.has(op.id))]))
}

/** One hash for all: they share a password. It opens a demo and nothing else. */
async function addAccounts(app: App): Promise<void> {
  const rows = await app.db.sql<{ login: string }[]>`select login from account where county = ${app.county}`
  const known = new Set(rows.map((row) => row.login))
  const missing = demoLogins().filter(({ login }) => !known.has(login))
  if (missing.length === 0) return
  const password = await hashDemoPassword(DEMO_PASSWORD)
  for (const { login, person } of missing) await addAccount(app.db.sql, { login, person: person.id, county: app.county, password })
}

async function standingsOf(app: App, streams: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const { sql } = app.db
  const standings = new Map<string, Standing>()
  for (const stream of streams) {
    const seqs = await sql<{ device: string; seq: number }[]>`select device, max(seq) as seq from op where stream = ${stream} group by device`
    const changes = await sql<{ record: string; n: number }[]>`select record, max(n) as n from op where stream = ${stream} and n is not null group by record`
    standings.set(stream, {
      seqByDevice: new Map(seqs.map(({ device, seq }) => [device, seq])), nByRecord: new Map(changes.map(({ record, n }) => [record, n])),
    })
  }
  return standings
}

async function deliverAll(courier: Courier, stream: string, name: string, batches: readonly DemoBatch[], say: (line: string) => void): Promise<void> {
  const total = batches.reduce((sum, batch) => sum + batch.ops.length, 0)
  let [done, told] = [0, 0]
  for (const batch of batches) {
    await courier.deliver(stream, batch)
    done += batch.ops.length
    if (done - told < TELL_EVERY && done < total) continue
    told = done
    say(`正在准备演示县：${name} ${done}/${total} …`)
  }
}
const TELL_EVERY = 400
