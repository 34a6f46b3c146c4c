import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Me, Session } from '../../src/core/protocol'
import { addAccount } from '../../src/server/accounts'
import type { Db } from '../../src/server/db'
import { codeFor } from './factor'
import { cheapHash } from './passwords'
import { PASSWORD, serve } from './realPhone'
import { deviceOf, openTown, pushAll, type Town } from './town'

/** A township whose people can sign in, and whose roles can be given and taken while a test runs. */
export interface Office {
  readonly town: Town
  readonly server: FastifyInstance
  /** 张 works the east, 李 and 王 mediate, 孙 dispatches, 赵 leads, 周 administers the county, 钱 belongs to the other township. */
  readonly people: Readonly<Record<Name, Me>>
  grant(name: Name, role: string, place: string): Promise<void>
  /** Takes every role away. */
  strip(name: Name): Promise<void>
  /** 停用. */
  disable(name: Name): Promise<void>
  signIn(name: Name, device?: string | null): Promise<Session>
  get(session: Session, url: string): Promise<Answer>
  post(session: Session, url: string, payload: object): Promise<Answer>
}
export type Name = 'zhang' | 'li' | 'wang' | 'sun' | 'zhao' | 'zhou' | 'qian'
export interface Answer {
  readonly status: number
  readonly body: unknown
}

export async function openOffice(db: Db, now: () => number): Promise<Office> {
  const town = await openTown(db)
  const deps = { ...town.deps, now }
  const made = (name: string, role: string, place: string, stream: string): Me =>
    ({ person: randomUUID(), name, county: town.county, unit: null, roles: [role], grants: [{ role, place, stream }] })
  const people: Readonly<Record<Name, Me>> = {
    zhang: { ...town.zhang, name: '张' }, li: { ...town.li, name: '李' }, zhao: { ...town.zhao, name: '赵' }, qian: { ...town.qian, name: '钱' },
    wang: made('王', 'mediator', town.township, town.township), sun: made('孙', 'dispatcher', town.township, town.township), zhou: made('周', 'admin', town.county, town.county),
  }
  const root = deviceOf('root')
  const grants = new Map<Name, string[]>()
  const give = async (name: Name, role: string, place: string): Promise<void> => {
    const record = randomUUID()
    grants.set(name, [...(grants.get(name) ?? []), record])
    await pushAll(deps, town.root, town.county, root, [{ record, kind: 'grant', body: { kind: 'create', move: 'add', set: { person: people[name].person, role, place } } }])
  }
  const password = await cheapHash(PASSWORD)
  for (const [name, me] of Object.entries(people) as [Name, Me][]) {
    await pushAll(deps, town.root, town.county, root, [{ record: me.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: me.name } } }])
    for (const { role, place } of me.grants) await give(name, role, place)
    await addAccount(db.sql, { login: name, person: me.person, county: town.county, password })
  }
  const server = await serve(deps, town.county)
  const send = async (session: Session, method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer> => {
    const answer = await server.inject({ method, url, headers: { authorization: `Bearer ${session.access}` }, ...(payload === undefined ? {} : { payload }) })
    return { status: answer.statusCode, body: answer.json<unknown>() }
  }
  return {
    town, server, people, grant: give,
    async strip(name) {
      for (const record of grants.get(name) ?? []) await pushAll(deps, town.root, town.county, root, [{ record, kind: 'grant', body: { kind: 'move', move: 'retire', set: {} } }])
      grants.delete(name)
    },
    async disable(name) {
      await pushAll(deps, town.root, town.county, root, [{ record: people[name].person, kind: 'person', body: { kind: 'move', move: 'retire', set: {} } }])
    },
    async signIn(name, device = null) {
      const way = { login: name, password: PASSWORD, device, client: 'weapp' as const }
      const first = await server.inject({ method: 'POST', url: '/api/login', payload: way })
      const { kind, code } = first.json<{ kind?: string; code?: string }>()
      const answer = kind === 'setUpTotp' || code === 'needsTotp'
        ? await server.inject({ method: 'POST', url: '/api/login', payload: { ...way, totp: await codeFor(deps, name) } })
        : first
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return answer.json<Session>()
    },
    get: (session, url) => send(session, 'GET', url),
    post: (session, url, payload) => send(session, 'POST', url, payload),
  }
}
