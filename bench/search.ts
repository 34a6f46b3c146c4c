import { randomUUID } from 'node:crypto'
import { createFind } from '../src/client/find'
import type { ShownRecord, ViewState } from '../src/client/state'
import { NOTHING_SHOWN } from '../src/client/view'
import { assert, must } from '../src/core/assert'
import { initialsOf } from '../src/core/pinyin/initials'
import type { Me } from '../src/core/protocol'
import type { SearchAnswer, SearchRequest } from '../src/core/searchWire'
import { REGISTRY } from '../src/domain/registry'
import { likeness, likenessOf } from '../src/domain/likely'
import { dispute } from '../src/domain/dispute'
import { signedIn } from '../test/full/county'
import { deviceOf, pushAll, type Planned } from '../test/server/town'
import { withCounty, type Served } from './parts/county'
import { circumstances, tableText } from './parts/measure'

/**
 * Ten years of one township, 5,500 disputes: what a phone needs to open the register and to search it key by key, and what the built
 * server needs over HTTP on loopback, by words, by names through the blind index, and by opening what was told.
 */
const ROWS = 5500
const RUNS = 15
const SURNAMES = [...'李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN = [...'建国大山老五秀英桂兰志强小宝春梅玉珍文明德福海涛雪松']
const STORIES = ['排水沟挪到门口，两家争起来，说好月底前一起修', '地边的石头挪了，重新量过，秋后重埋', '欠了三年的工钱，约好分两次还清', '牛进了麦田，按市价赔了两百斤麦子', '宅基地滴水，商定加一道檐沟']

interface Told {
  readonly names: readonly [string, string]
  readonly place: string
  readonly type: string
  readonly on: string
  readonly summary: string
}

function tales(places: readonly string[]): readonly Told[] {
  return Array.from({ length: ROWS }, (_, i) => {
    const pick = <T>(list: readonly T[], by: number): T => list[(i * by + (i >> 3)) % list.length] as T
    const name = (by: number): string => `${pick(SURNAMES, by)}${pick(GIVEN, by + 3)}${i % 3 === 0 ? '' : pick(GIVEN, by + 7)}`
    const on = new Date(Date.UTC(2016, 5, 1) + i * 15.9 * 3600 * 1000).toISOString().slice(0, 10)
    return { names: [name(7), name(11)], place: pick(places, 5), type: pick(['neighbour', 'land', 'contract', 'homestead'], 3), on, summary: `${pick(STORIES, 3)}。第${i}件，${pick(STORIES, 13)}。` }
  })
}

/** Median, 95 % and most, in milliseconds. */
async function timed(name: string, runs: number, work: (run: number) => unknown): Promise<readonly (string | number)[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await work(run)
    times.push(performance.now() - began)
  }
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return [name, at(0.5), at(0.95), at(1)]
}

async function onPhone(served: Served, all: readonly Told[]): Promise<readonly (readonly (string | number)[])[]> {
  const config = await served.county.deps.configs.current(served.db.sql, served.county.county)
  const records = all.map((tale, i): ShownRecord => ({
    id: randomUUID(), kind: 'dispute', stage: 'archived', written: [], n: i + 1, createdBy: 'p', stream: served.town.stream, sync: 'uploaded', receipt: null, enteredAt: null,
    values: {
      type: tale.type, place: tale.place, acceptedOn: tale.on, summary: tale.summary, caseNo: `甲调〔${tale.on.slice(0, 4)}〕${i % 600}号`, difficulty: 'simple', result: 'success', form: 'oral', route: 'mediation',
      parties: { p1: { values: { name: tale.names[0] } }, p2: { values: { name: tale.names[1] } } },
    },
  }))
  const view = (): ViewState => ({ ...NOTHING_SHOWN, config, records: new Map(records.map((record) => [record.id, record])) })
  const fresh = (text: string) => () => createFind(REGISTRY)(view(), { kinds: ['dispute'], text }, initialsOf)
  const find = createFind(REGISTRY)
  const held = view()
  const keys = ['l', 'lj', 'ljg', '排', '排水', '排水沟', '2020 1', '2020 12', '李', '李建']
  find(held, { kinds: ['dispute'], text: 'li' }, initialsOf)
  const mine = likenessOf(dispute, records[4000]?.values ?? {})
  return [
    await timed('open the register, nothing remembered', RUNS, fresh('')),
    await timed('first word, nothing remembered', RUNS, fresh('排水')),
    await timed('first letters, nothing remembered', RUNS, fresh('ljg')),
    await timed('each further key', RUNS * keys.length, (run) => find(held, { kinds: ['dispute'], text: keys[run % keys.length] ?? '' }, initialsOf)),
    await timed('what may be the same, of all', RUNS, () => records.filter((record) => likeness(config.places, 60, mine, likenessOf(dispute, record.values)) >= 60).length),
  ]
}

async function onServer({ address, db, county, town }: Served, all: readonly Told[]): Promise<readonly (readonly (string | number)[])[]> {
  const { deps } = county
  const writer = must(town.mediators[0], 'a mediator')
  const planned = all.map((tale): Planned => ({
    record: randomUUID(), kind: 'dispute',
    body: {
      kind: 'create', move: 'settleOnSpot', set: { type: tale.type, place: tale.place, acceptedOn: tale.on, form: 'oral', summary: tale.summary },
      rows: { parties: { p1: { set: { name: tale.names[0] } }, p2: { set: { name: tale.names[1] } } } },
    },
  }))
  await pushAll(deps, writer, town.stream, deviceOf('bench'), planned)
  await db.sql`analyze`
  const judicial = await judicialOf(county, town)
  const { access } = await signedIn(db, judicial)
  const ask = async (more: Partial<SearchRequest>): Promise<SearchAnswer> => {
    const request: SearchRequest = { stream: town.stream, kind: 'dispute', text: '', where: {}, place: null, period: null, told: false, after: null, limit: 100, ...more }
    const answer = await fetch(`${address}/api/search`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` }, body: JSON.stringify(request) })
    assert(answer.status === 200, `the server answers ${answer.status}`)
    return (await answer.json()) as SearchAnswer
  }
  const deep = (await ask({})).next
  assert((await ask({ text: 'ljg' })).total !== 0, 'first letters find somebody')
  return [
    await timed('all, first page of 100', RUNS, () => ask({})),
    await timed('all, a later page', RUNS, () => ask({ after: deep })),
    await timed('by a name', RUNS, () => ask({ text: '李建国' })),
    await timed('by first letters', RUNS, () => ask({ text: 'ljg' })),
    await timed('by place and surname', RUNS, () => ask({ text: '村 李' })),
    await timed('what was told: opens 2,000', RUNS, () => ask({ text: '麦田', told: true })),
    await timed('what was told: one year', RUNS, () => ask({ text: '麦田', told: true, period: { from: '2020-01-01', to: '2020-12-31' } })),
  ]
}

async function judicialOf(county: Served['county'], town: Served['town']): Promise<Me> {
  const person = randomUUID()
  const { deps, county: id } = county
  const root: Me = { person: randomUUID(), name: '建库', county: id, unit: null, roles: ['admin', 'security'], grants: [{ role: 'admin', place: id, stream: id }, { role: 'security', place: id, stream: id }] }
  await pushAll(deps, root, id, deviceOf('office'), [
    { record: person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: '司法' } } },
    { record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person, role: 'judicial', place: town.stream } } },
  ])
  return { person, name: '司法', county: id, unit: null, roles: ['judicial'], grants: [{ role: 'judicial', place: town.stream, stream: town.stream }] }
}

void withCounty(async (served) => {
  const before = circumstances()
  const all = tales(served.town.villages)
  const rows = [['ms', 'median', '95 %', 'most'], ...await onPhone(served, all), ...await onServer(served, all)]
  process.stdout.write(`${JSON.stringify({ ...before, after: circumstances().load, rows: ROWS })}\n${tableText(rows)}\n`)
})
