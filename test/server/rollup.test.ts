import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { must } from '../../src/core/assert'
import { dayAt, monthOf } from '../../src/core/period'
import type { Me } from '../../src/core/protocol'
import { cellsOfCounts, ROLLED, rollupPeriod, rollupQuery, sumOfCells, type Cells } from '../../src/domain/rollup'
import type { PushDeps } from '../../src/server/batch'
import { openStream } from '../../src/server/bootstrap'
import { createConfigStore } from '../../src/server/configStore'
import { push } from '../../src/server/push'
import { figures } from '../../src/server/read'
import { readRollup } from '../../src/server/rollup/read'
import { rolledUpTo, rollUp } from '../../src/server/rollup/round'
import { withDatabase } from './database'
import { deviceOf, NOON, opOf, openTown, pushAll, settled, type Planned, type Town } from './town'
import { watchedDb } from './watchedDb'

/** Whatever happened, and whenever the worker was cut off: what is rolled up is what the records say, at every level. */
const DAY = 24 * 3600 * 1000
let town: Town
let counties: readonly County[]
let clock = NOON
const database = withDatabase({
  prepare: async (db) => {
    town = await openTown(db)
    const first: County = { county: town.county, root: town.root, townships: [{ stream: town.township, place: town.east }, { stream: town.other, place: town.other }] }
    counties = [first, await openCounty('邻县', '410425'), await openCounty('远县', '420102')]
    await setCode(first, '410422')
  },
})

interface County {
  readonly county: string
  readonly root: Me
  readonly townships: { readonly stream: string; readonly place: string }[]
}

/** Another county in the same database, with one township. */
async function openCounty(name: string, code: string): Promise<County> {
  const [id, township] = [randomUUID(), randomUUID()]
  const { db } = town.deps
  await openStream(db.sql, id, id, 'county')
  const root: Me = { ...town.root, person: randomUUID(), county: id, grants: town.root.grants.map((grant) => ({ ...grant, place: id, stream: id })) }
  const county: County = { county: id, root, townships: [] }
  await pushAll(deps(), root, id, deviceOf(id), [place(id, name, 'county', null)])
  await addTownship(county, township)
  await setCode(county, code)
  return county
}

function place(record: string, name: string, level: string, parent: string | null): Planned {
  return { record, kind: 'place', body: { kind: 'create', move: 'add', set: { name, level, order: 1, ...(parent === null ? {} : { parent }) } } }
}

async function addTownship(county: County, stream: string): Promise<void> {
  await pushAll(deps(), county.root, county.county, deviceOf(stream), [place(stream, '新乡', 'township', county.county)])
  county.townships.push({ stream, place: stream })
}

async function setCode(county: County, text: string): Promise<void> {
  const [known] = await town.deps.db.sql<{ record: string; since: number }[]>`select record, since from setting_version where stream = ${county.county} and until is null`
  const planned: Planned = known === undefined
    ? { record: randomUUID(), kind: 'setting', body: { kind: 'create', move: 'add', set: { name: '行政区划代码', text } } }
    : { record: known.record, kind: 'setting', base: known.since, body: { kind: 'edit', set: { text } } }
  await pushAll(deps(), county.root, county.county, deviceOf(randomUUID()), [planned])
}

/** Of a worker: its own cache, the common clock. */
function deps(db = town.deps.db): PushDeps {
  return { ...town.deps, db, now: () => clock, configs: createConfigStore(town.deps) }
}

/** What a county's leader is shown, and what its mediators may do. */
function holding(role: string, { county }: County, stream = county): Me {
  return { person: randomUUID(), name: role, county, unit: null, roles: [role], grants: [{ role, place: stream, stream }] }
}

const FIRST = '2025-12-03'
const day = fc.integer({ min: 0, max: 190 }).map((days) => dayAt(Date.parse(`${FIRST}T02:00:00Z`) + days * DAY))
const which = fc.nat(20)
const what = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('settle' as const), county: which, on: day, type: fc.constantFrom('neighbour', 'land'), hidden: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('register' as const), county: which, on: day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('teach' as const), county: which, on: day, attended: fc.nat(90) }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('change' as const), county: which, record: which, act: fc.constantFrom('advance', 'advance', 'advance', 'redate', 'redate', 'retype', 'withdraw', 'merge'), on: day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('round' as const), cutAt: fc.nat(160) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('code' as const), county: which, code: fc.constantFrom('410422', '410425', '420102', '110101') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('township' as const), county: which }) },
)
type What = typeof what extends fc.Arbitrary<infer T> ? T : never

interface Written {
  readonly county: County
  readonly stream: string
  readonly at: string
  readonly record: string
  readonly me: Me
  readonly kind: 'dispute' | 'outreach'
}
const written: Written[] = []

async function perform(step: What): Promise<void> {
  switch (step.kind) {
    case 'round':
      // Cut off, or interrupted by a push, somewhere on the way.
      await rollUp(deps(interrupted(step.cutAt)), 1 + (step.cutAt % 5)).catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'cut off') throw error
      })
      return
    case 'days':
      clock += step.days * DAY
      return
    case 'code':
      return setCode(countyAt(step.county), step.code)
    case 'township': {
      const county = countyAt(step.county)
      if (county.townships.length < 4) await addTownship(county, randomUUID())
      return
    }
    default:
      return write(step)
  }
}

function countyAt(index: number): County {
  return must(counties[index % counties.length], 'a county')
}

async function write(step: Exclude<What, { kind: 'round' | 'days' | 'code' | 'township' }>): Promise<void> {
  const county = countyAt(step.county)
  const disputes = written.filter((each) => each.county === county && each.kind === 'dispute')
  const known = step.kind === 'change' ? disputes[step.record % Math.max(1, disputes.length)] : begun(step.kind, county, step.county)
  if (known === undefined) return
  const { stream, record, me, at } = known
  const device = deviceOf(record)
  const [now] = await town.deps.db.sql<{ n: number }[]>`select n from stream where stream = ${stream}`
  const [was] = await town.deps.db.sql<{ stage: string }[]>`select stage from dispute_version where stream = ${stream} and record = ${record} and until is null`
  // Refusals are results too: a withdrawn record redated, a merge with itself.
  await push(deps(), { me, devices: [device.name] }, { stream, ops: [opOf(device, { ...planOf(step, record, at, was?.stage ?? ''), base: now?.n ?? 0 })], waiting: 0 })
}

function begun(kind: 'settle' | 'register' | 'teach', county: County, index: number): Written {
  const { stream, place: at } = must(county.townships[index % county.townships.length], 'a township')
  const made: Written = { county, stream, at, record: randomUUID(), me: holding('mediator', county, stream), kind: kind === 'teach' ? 'outreach' : 'dispute' }
  written.push(made)
  return made
}

async function change(record: string, body: Planned['body']): Promise<void> {
  const { me, stream } = must(written.find((each) => each.record === record), 'what was written')
  const [now] = await town.deps.db.sql<{ n: number }[]>`select n from stream where stream = ${stream}`
  await pushAll(deps(), me, stream, deviceOf(randomUUID()), [{ record, kind: 'dispute', base: now?.n ?? 0, body }])
}

function planOf(step: Exclude<What, { kind: 'round' | 'days' | 'code' | 'township' }>, record: string, at: string, stage: string): Planned {
  switch (step.kind) {
    case 'settle':
      return settled(record, at, step.on, { type: step.type, ...(step.hidden ? { compartment: 'minor' } : {}) })
    case 'register':
      return { record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: at, reportedOn: step.on, summary: '宅基地的界址' } } }
    case 'teach':
      return { record, kind: 'outreach', body: { kind: 'create', move: 'record', set: { kind: 'lecture', audience: 'public', place: at, heldOn: step.on, attended: step.attended } } }
    case 'change':
      return { record, kind: 'dispute', body: changeOf(step, stage, mergeTarget(record)) }
  }
}

/** Another dispute of the same township. */
function mergeTarget(record: string): string {
  const own = written.find((each) => each.record === record)
  return written.find((each) => each.stream === own?.stream && each.kind === 'dispute' && each.record !== record)?.record ?? record
}

function changeOf({ act, on }: Extract<What, { kind: 'change' }>, stage: string, into: string): Planned['body'] {
  switch (act) {
    case 'redate':
      return { kind: 'edit', set: { acceptedOn: on } }
    case 'retype':
      return { kind: 'edit', set: { type: 'neighbour' } }
    case 'withdraw':
      return { kind: 'move', move: 'withdraw', set: { withdrawReason: '记重了' } }
    case 'merge':
      return { kind: 'move', move: 'merge', set: { mergedInto: into } }
    case 'advance':
      if (stage === 'registered') return { kind: 'move', move: 'accept', set: { acceptedOn: on } }
      return stage === 'mediating' ? { kind: 'move', move: 'close', set: { closedOn: on, result: 'success', form: 'oral' } } : { kind: 'move', move: 'reopen', set: {} }
  }
}

/** Before the `nth` statement a push commits (an even number) or the worker ends (an odd one). */
function interrupted(nth: number): typeof town.deps.db {
  return watchedDb(town.deps.db, {
    before: async (at) => {
      if (at !== nth) return
      if (nth % 2 === 1) throw new Error('cut off')
      await write({ kind: 'settle', county: nth, on: '2026-06-02', type: 'land', hidden: false })
    },
  })
}

test('after any history, cut off and interrupted anywhere, what is rolled up is what the records say', async () => {
  await fc.assert(fc.asyncProperty(fc.array(what, { minLength: 40, maxLength: 60, size: 'max' }), async (steps) => {
    for (const step of steps) await perform(step)
    while (!(await rollUp(deps())).isWhole);
    await compare()
  }), { numRuns: 3, seed: 20261122, endOnFailure: true })
}, 120_000)

async function compare(): Promise<void> {
  const today = dayAt(clock)
  for (const period of ['2025-12', '2026-01', '2026-04', monthOf(today), '2025', '2026']) {
    const cells = new Map<string, Cells>()
    for (const county of counties) cells.set(county.county, await direct(county, period))
    const codes = await Promise.all(counties.map(({ county }) => codeOf(county)))
    const groups = new Map<string, string[]>()
    counties.forEach(({ county }, i) => {
      for (const scope of [county, codes[i]?.slice(0, 4) ?? '', codes[i]?.slice(0, 2) ?? '', '00']) groups.set(scope, [...(groups.get(scope) ?? []), county])
    })
    for (const [scope, members] of groups) {
      const sum = sumOfCells(members.map((county) => cells.get(county) ?? {}))
      expect([period, scope, counted((await readRollup(database.db.sql, scope, period)).cells)]).toEqual([period, scope, counted(sum)])
    }
    // A city that no county lies in any more has nothing.
    for (const scope of ['4104', '4201', '1101', '41', '42', '11'].filter((each) => !groups.has(each))) expect(counted((await readRollup(database.db.sql, scope, period)).cells)).toEqual({})
  }
}

async function codeOf(county: string): Promise<string> {
  const config = await deps().configs.current(database.db.sql, county)
  return String(config.settings['行政区划代码'])
}

/** As the county's leader would be shown it. */
async function direct(county: County, key: string): Promise<Cells> {
  const period = rollupPeriod(key, dayAt(clock))
  if (period === null) return {}
  const read = await figures(deps(), holding('leader', county), { stream: county.county, queries: ROLLED.map((each) => rollupQuery(each, period)), at: null })
  if (read.kind !== 'read') throw new Error(JSON.stringify(read))
  return cellsOfCounts(ROLLED, read.answer.results)
}

/** Nothing and no row are the same. */
function counted(cells: Cells): Cells {
  return sumOfCells(Object.entries(cells).flatMap(([name, { value, groups }]) => (value === 0 && groups.length === 0 ? [] : [{ [name]: { value, groups: groups.filter((group) => group.value !== 0) } }])))
}

test('a county that cannot be made keeps no other, is told of, and is made the next time', async () => {
  const [good, bad] = [must(counties[0], 'a county'), must(counties[1], 'a county')]
  await write({ kind: 'settle', county: 0, on: '2026-06-03', type: 'land', hidden: false })
  await write({ kind: 'settle', county: 1, on: '2026-06-03', type: 'land', hidden: false })
  const { configs, ...rest } = deps()
  const current: typeof configs.current = async (sql, county) => {
    if (county === bad.county) throw new Error('a county that is broken')
    return configs.current(sql, county)
  }
  await expect(rollUp({ ...rest, configs: { ...configs, current } })).rejects.toThrow('a county that is broken')
  const made = async ({ county }: County) => counted((await readRollup(database.db.sql, county, '2026-06')).cells)
  expect(await made(good)).toEqual(counted(await direct(good, '2026-06')))
  expect(await made(bad)).not.toEqual(counted(await direct(bad, '2026-06')))
  await rollUp(deps())
  await compare()
}, 60_000)

test('a record that is dated otherwise leaves the month it stood in', async () => {
  const [county] = counties
  await write({ kind: 'settle', county: 0, on: '2026-01-10', type: 'land', hidden: false })
  const record = written.at(-1)?.record ?? ''
  await rollUp(deps())
  await change(record, { kind: 'move', move: 'reopen', set: {} })
  await rollUp(deps())
  await change(record, { kind: 'edit', set: { acceptedOn: '2026-04-20' } })
  expect(await rollUp(deps())).toEqual({ scopes: 4, isWhole: true })
  await compare()
  const { cells } = await readRollup(database.db.sql, county?.county ?? '', '2026-04')
  expect(cells['纠纷.受理']?.value).toBeGreaterThan(0)
}, 60_000)

test('what is due changes with the days alone', async () => {
  await rollUp(deps())
  clock += 45 * DAY
  await rollUp(deps())
  await compare()
}, 60_000)

test('two workers at once leave what one leaves, and a round tells up to when everything is in', async () => {
  clock += DAY
  await write({ kind: 'settle', county: 0, on: '2026-06-03', type: 'land', hidden: false })
  const before = await rolledUpTo(town.deps)
  const rounds = await Promise.all([rollUp(deps()), rollUp(deps()), rollUp(deps())])
  expect(rounds.some(({ scopes }) => scopes > 0)).toBe(true)
  while (!(await rollUp(deps())).isWhole);
  expect(await rolledUpTo(town.deps)).not.toBe(before)
  await compare()
}, 60_000)

test('nothing is made again when nothing has changed', async () => {
  expect(await rollUp(deps())).toEqual({ scopes: 0, isWhole: true })
})
