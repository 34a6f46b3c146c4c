import type { FastifyInstance } from 'fastify'
import { assert, must } from '../../core/assert'
import type { Op } from '../../core/op'
import { MAX_OPS_PER_PUSH, PROTOCOL_VERSION, type OpResult, type Push, type PushAnswer, type Session } from '../../core/protocol'
import { SCHEMA_VERSION } from '../../domain/registry'
import type { App } from '../http/context'
import { push } from '../push'
import { DEMO_PASSWORD, demoLogins } from './accounts'
import { INSTALLER } from './directory'
import { DEMO_COUNTY } from './places'
import { drawFor } from './random'
import type { DemoBatch } from './schedule'
import type { DemoOp } from './story'

/** Hands in what demo people wrote, each with their own sign-in and phone, through the same door as everybody. */
export interface Courier {
  readonly deliver: (stream: string, batch: DemoBatch) => Promise<void>
}

/** Where a stream stands: last place in the order of each device, and last change of each record. */
export interface Standing {
  readonly seqByDevice: Map<string, number>
  readonly nByRecord: Map<string, number>
}

export function createCourier(app: App, server: FastifyInstance, standingOf: (stream: string) => Standing): Courier {
  const visits = new Map<string, Promise<string>>()
  const loginByPerson = new Map(demoLogins().map(({ login, person }) => [person.id, login]))
  const enter = (person: string): Promise<string> => {
    const visit = visits.get(person) ?? signIn(app, server, person, must(loginByPerson.get(person), 'the account of a demo person'))
    visits.set(person, visit)
    return visit
  }
  const send = async (person: string, request: Push): Promise<readonly OpResult[]> => {
    if (person === INSTALLER) return installerPush(app, request)
    for (let tries = 1; ; tries += 1) {
      const answer = await server.inject({
        method: 'POST', url: '/api/push', remoteAddress: addressOf(person), payload: request,
        headers: { authorization: `Bearer ${await enter(person)}`, 'x-protocol': String(PROTOCOL_VERSION) },
      })
      if (answer.statusCode === 200) return answer.json<PushAnswer>().results
      assert(tries < TRIES, `演示数据没有送到：${answer.statusCode} ${answer.body.slice(0, 300)}`)
      // The token ran out on a slow machine; other failures pass by themselves.
      if (answer.statusCode === 401) visits.delete(person)
    }
  }
  return {
    deliver: async (stream, batch) => {
      const standing = standingOf(stream)
      const device = deviceOf(batch.author)
      const ops = batch.ops.map((op, index) => written(app, op, device, (standing.seqByDevice.get(device) ?? 0) + index + 1, standing))
      const results = await send(batch.author, { stream, ops, waiting: ops.length })
      results.forEach((result, index) => note(standing, must(batch.ops[index], 'the op of a result'), result))
      standing.seqByDevice.set(device, (standing.seqByDevice.get(device) ?? 0) + ops.length)
    },
  }
}

const TRIES = 5
export const MOST_PER_BATCH = MAX_OPS_PER_PUSH

function written(app: App, demo: DemoOp, device: string, seq: number, standing: Standing): Op {
  const planned = Date.parse(`${demo.day}T00:00:00+08:00`) + demo.minute * 60_000
  return {
    id: demo.id, device, seq, schema: SCHEMA_VERSION, kind: demo.kind, record: demo.record, base: standing.nByRecord.get(demo.record) ?? 0, body: demo.body,
    // What belongs to later today was written just now: no phone's clock is ahead of the world.
    claimedAt: new Date(Math.min(planned, app.now())).toISOString(),
  }
}

/** A refusal here is a fault of the demo, never of who starts it. */
function note(standing: Standing, op: DemoOp, result: OpResult): void {
  const isTaken = result.kind === 'applied' || result.kind === 'duplicate'
  assert(isTaken && result.conflicts.length === 0, `the demo's ${op.day} ${op.kind} ${JSON.stringify(op.body)} was not taken: ${JSON.stringify(result)}`)
  standing.nByRecord.set(op.record, result.n)
}

async function signIn(app: App, server: FastifyInstance, person: string, login: string): Promise<string> {
  await enrol(app, person)
  const answer = await server.inject({
    method: 'POST', url: '/api/login', remoteAddress: addressOf(person), payload: { login, password: DEMO_PASSWORD, device: deviceOf(person), client: 'h5' },
  })
  assert(answer.statusCode === 200, `演示账号“${login}”登录不了：${answer.statusCode} ${answer.body.slice(0, 300)}`)
  const session = answer.json<Session>()
  assert(session.device === deviceOf(person), 'a demo person keeps the phone that was enrolled')
  return session.access
}

/** The phone of a demo person has a code that follows from the person: ops of an interrupted seeding stay its own. */
async function enrol(app: App, person: string): Promise<void> {
  await app.db.sql`insert into device (device, person, client, created_at)
    values (${deviceOf(person)}, ${person}, 'h5', ${new Date(app.now()).toISOString()}) on conflict do nothing`
}

export function deviceOf(person: string): string {
  const draw = drawFor(`手机/${person}`)
  return Array.from({ length: 6 }, () => draw.pick('23456789ABCDEFGHJKMNPQRSTVWXYZ'.split(''))).join('')
}

/** Limits on requests count by address, so everybody comes from an address of their own. */
function addressOf(person: string): string {
  const draw = drawFor(`地址/${person}`)
  return `127.${draw.int(1, 254)}.${draw.int(0, 254)}.${draw.int(1, 254)}`
}

/** Before the first person is there nobody can sign in: the installer's rights end with the county's first two officers. */
async function installerPush(app: App, request: Push): Promise<readonly OpResult[]> {
  const grants = (['admin', 'security'] as const).map((role) => ({ role, place: DEMO_COUNTY, stream: DEMO_COUNTY }))
  const me = { person: INSTALLER, name: '系统安装', county: DEMO_COUNTY, grants, roles: ['admin', 'security'], unit: null }
  const pushed = await push(app, { me, devices: [deviceOf(INSTALLER)] }, request)
  return must(pushed, 'the county stream').answer.results
}
