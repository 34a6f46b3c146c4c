import type { Session } from '../../src/core/protocol'

/** What the addresses of pages need, read from a running demo county as its clerks would read it. */
export interface Known {
  readonly stream: string
  readonly village: string
  readonly dispute: string
  readonly matter: string
  /** The yearly report. */
  readonly template: string
  readonly period: string
  /** A week's report of the same township, frozen. */
  readonly frozen: string
  readonly worker: string
}

const YEARS = { from: '2023-01-01', to: '2026-12-31' }

/** `address`: origin of a running demo. The township of its first village is the one everything is taken from. */
export async function learn(address: string): Promise<Known> {
  const [judicial, mediator, worker] = [await signedIn(address, '司法所'), await signedIn(address, '调解员'), await signedIn(address, '网格员')]
  const stream = judicial.me.grants[0]?.stream ?? ''
  const ask = <T>(path: string, body?: object): Promise<T> => asked<T>(address + path, judicial.access, body)
  const newest = async ({ access, me }: Session, kind: string, date: string, where: object): Promise<string> => {
    const figure = { kind, where, over: { kind: 'flow', date }, measure: { kind: 'count' } }
    const drill = { stream, query: { figure, period: YEARS, place: me.grants[0]?.place ?? null, by: null }, at: null, offset: 0, limit: 1 }
    const { records } = await asked<{ records: readonly { readonly id: string }[] }>(`${address}/api/drill`, access, drill)
    return records[0]?.id ?? ''
  }
  const { reports } = await ask<{ reports: readonly Listed[] }>(`/api/reports/${stream}`)
  const [yearly, weekly] = [reports.find(({ span, periodKey }) => span === 'year' && periodKey === '2023'), reports.filter(({ span }) => span === 'week').at(-1)]
  if (yearly === undefined || weekly === undefined) throw new Error('the demo county has no yearly or no weekly report')
  return {
    stream, village: worker.me.grants[0]?.place ?? '', matter: await newest(judicial, 'matter', 'receivedOn', {}),
    // One with papers: what a grid worker settled has none.
    dispute: await newest(mediator, 'dispute', 'reportedOn', { route: ['mediation'] }),
    template: yearly.template, period: yearly.periodKey, frozen: await frozen(stream, weekly, ask), worker: worker.me.person,
  }
}

interface Listed {
  readonly template: string
  readonly span: string
  readonly periodKey: string
}

async function frozen(stream: string, { template, periodKey }: Listed, ask: <T>(path: string, body?: object) => Promise<T>): Promise<string> {
  const known = await ask<{ frozen: readonly { readonly id: string; readonly template: string; readonly periodKey: string }[] }>(`/api/reports/${stream}`)
  const before = known.frozen.find((each) => each.template === template && each.periodKey === periodKey)
  if (before !== undefined) return before.id
  const { at, problems } = await ask<{ at: object; problems: readonly { readonly tick?: string | null }[] }>(`/api/report/${stream}/${template}/${periodKey}`)
  const ticks = problems.flatMap(({ tick }) => (typeof tick === 'string' ? [tick] : []))
  return (await ask<{ id: string }>(`/api/frozen/${stream}`, { template, periodKey, until: null, at, ticks, after: 0 })).id
}

async function signedIn(address: string, login: string): Promise<Session> {
  return asked<Session>(`${address}/api/login`, null, { login, password: 'demo1234', device: null, client: 'h5' })
}

async function asked<T>(url: string, access: string | null, body?: object): Promise<T> {
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(access === null ? {} : { authorization: `Bearer ${access}` }) }
  const answer = await fetch(url, { method: body === undefined ? 'GET' : 'POST', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json() as T
}
