import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Config } from '../../src/core/config'
import { codesOf } from '../../src/core/field'
import { amountOf, evaluate, evaluateBy, gatherPlaces, isCountedBy } from '../../src/core/figure'
import type { StoredRecord } from '../../src/core/op'
import { within } from '../../src/core/place'
import type { At, FigureQuery, Me } from '../../src/core/protocol'
import type { Correction, FrozenAnswer, FrozenHead } from '../../src/core/reportWire'
import { REGISTRY } from '../../src/domain/registry'
import { fillReport, planReport, questionsOf } from '../../src/domain/report'
import { drill, ofReports, readQueries } from '../../src/server/read'
import { configAt, replay } from '../../src/server/replay'
import { corrections } from '../../src/server/report/corrections'
import { issue } from '../../src/server/report/freeze'
import { frozenFile, storedReport } from '../../src/server/report/frozen'
import { readFrozen } from '../../src/server/report/frozenStore'
import { recordCounts } from '../../src/server/report/sources'
import { anyStep, playIn, STORY } from './afterwards'
import { withDatabase } from './database'
import { openReportTown, type ReportTown } from './reportTown'
import { deviceOf, pushAll, type Town } from './town'

const database = withDatabase()
let office: ReportTown
let town: Town
beforeAll(async () => {
  office = await openReportTown(database.db)
  ;({ town } = office)
})

/** One figure a line: what is tried here is counting, not the checks of a text. */
const TEXT = [
  '# 甲乡{{年度}}年法治政府建设情况', '一、矛盾纠纷', '受理：{{纠纷.受理}}', '东村：{{纠纷.受理[地方=东村]}}', '西村一组：{{纠纷.受理[地方=西村一组]}}',
  '山林土地：{{纠纷.受理[类型=山林土地]}}', '六月：{{纠纷.受理[月份=6]}}', '人数：{{纠纷.涉及人数}}', '金额：{{纠纷.金额}}', '当事人：{{纠纷.当事人}}', '在办：{{纠纷.期末在办}}',
  '结转：{{纠纷.上年结转}}', '{{纠纷.按村|列举("件","，")}}', '{{普法.按村|列举("场","，")}}', '比率：{{纠纷.成功率|百分}}', '二、分类', '{{纠纷.按结果|列举("件","，")}}', '{{纠纷.调结按途径|列举("件","，")}}',
  '三、普法', '场次：{{普法.场次}}', '横幅：{{普法.横幅}}', '四、名册', '网格员：{{名册.网格员}}', '专职：{{名册.专职网格员}}', '普法阵地村：{{名册.普法阵地村}}',
  '村：{{村.个数}}', '组：{{网格.个数}}', '东村的组：{{网格.个数[地方=东村]}}',
].join('\n')

/** More than half of what is tried is refused. */
const AFTERWARDS = 1400

test('500 edits, merges, withdrawals and a merger of villages later a frozen report is what it was, drills to what it counted, and its 更正 are exact', async () => {
  const play = playIn(office)
  const [steps = []] = fc.sample(fc.array(anyStep, { minLength: 150 + AFTERWARDS, maxLength: 150 + AFTERWARDS, size: 'max' }), { numRuns: 1, seed: 20261121 })
  await play([...STORY, ...steps.slice(0, 150)])
  const head = await office.frozenOf(await office.newTemplate(TEXT))
  const before = await office.opened(head.id)
  await play(steps.slice(150, 700))
  await mergeVillages()
  await play(steps.slice(700))
  expect((await office.changeOf(town.township)) - head.at.town).toBeGreaterThan(500)

  expect(await office.opened(head.id)).toEqual(before)
  await regenerates(head)
  const recount = await recountOf(head)
  await drillsTo(before, recount)
  for (const me of [office.clerk, town.zhao]) expect(await told(me, head)).toEqual(expectedOf(recount))
  const ways = recount.figures.flatMap(({ records }) => records.map(({ how }) => how))
  expect(new Set(ways)).toEqual(new Set(['late', 'added', 'gone', 'changed']))
})

test('a rate the text works out itself is a printed number: it stands in the 更正 as it would be printed', async () => {
  const { id } = await office.frozenOf(await office.newTemplate('# 甲乡{{年度}}年法治政府建设情况\n受理{{纠纷.受理}}件，调解成功{{纠纷.成功}}件，成功率{{率(纠纷.成功,纠纷.受理)|零则略}}，又写{{率(纠纷.受理,纠纷.受理)|零则略}}。'))
  const told = async () => {
    const read = await corrections(town.deps, office.clerk, town.township, id)
    if (read.kind !== 'read') throw new Error(read.kind)
    return read.answer
  }
  expect(await told()).toMatchObject({ corrections: [], computed: [] })
  const { document } = await office.opened(id)
  const was = document.blocks.flatMap((block) => block.spans).find((span) => span.kind === 'printed' && span.source.startsWith('率(纠纷.成功'))?.text
  // Accepted in the year of the report, and failed.
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), [{ record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'failOnSpot', set: { type: 'land', place: town.west, acceptedOn: '2025-05-03', summary: '地界' } } }])
  const { corrections: counted, computed } = await told()
  expect(counted.map(({ key }) => key)).toEqual(['纠纷.受理'])
  expect(computed).toEqual([{ key: '率(纠纷.成功,纠纷.受理)|零则略', label: '成功率（调解成功／受理纠纷）', was, now: expect.stringMatching(/^\d+(\.\d+)?%$/) as string }])
  expect(computed[0]?.now).not.toBe(was)
})

/** The eastern village ends inside the year that was reported, and its people go to the western one. */
async function mergeVillages(): Promise<void> {
  await pushAll(town.deps, town.root, town.county, deviceOf('merge'), [{
    record: town.east, kind: 'place', base: await office.changeOf(town.county), body: { kind: 'move', move: 'end', set: { until: '2025-11-30', heir: town.west } },
  }])
}

/** From what was stored, the same program says the same and makes the same bytes. */
async function regenerates({ id, at, version, frozenAt }: FrozenHead): Promise<void> {
  const frozen = await readFrozen(town.deps.vault, database.db.sql, town.township, id)
  if (frozen === null) throw new Error('it is there')
  const { text, scope, document, problems, figureByKey } = frozen.body
  const plan = planReport(text, scope, await configAt(town.deps, database.db.sql, town.county, at.county))
  const { results } = await readQueries(town.deps, town.county, town.township, questionsOf(plan), at, ofReports)
  expect(fillReport(plan, results)).toEqual({ document, problems, figureByKey })
  const report = storedReport(frozen)
  const files = await issue(report, version, frozenAt, await recordCounts(town.deps, town.county, report))
  for (const { copy, bytes } of files) {
    const stored = await frozenFile(town.deps, town.zhao, town.township, id, copy)
    expect(stored.kind === 'read' && stored.answer.bytes.equals(bytes)).toBe(true)
  }
}

/** One moment of county and township, from the ops alone. */
interface Side {
  readonly config: Config
  readonly records: readonly StoredRecord[]
}

interface Recount {
  readonly figures: readonly Recounted[]
  readonly lastById: ReadonlyMap<string, StoredRecord>
}
interface Recounted {
  readonly key: string
  readonly was: readonly number[]
  readonly now: readonly number[]
  /** Groups of a split, then and now. */
  readonly groups: readonly (readonly (readonly [string, number])[])[]
  readonly counted: readonly (readonly StoredRecord[])[]
  readonly records: readonly Difference[]
}
interface Difference {
  readonly shown: StoredRecord
  readonly last: StoredRecord
  readonly how: string
}

async function sideAt(at: At): Promise<Side> {
  const { sql } = database.db
  const records = [...(await replay(town.deps, sql, town.township, at.town)).values(), ...(await replay(town.deps, sql, town.county, at.county)).values()]
  return { config: await configAt(town.deps, sql, town.county, at.county), records }
}

/** Every figure of the report then and now, by the pure functions over replayed ops. */
async function recountOf({ template, at }: FrozenHead): Promise<Recount> {
  const [then, today] = [await sideAt(at), await sideAt({ town: await office.changeOf(town.township), county: await office.changeOf(town.county) })]
  const { scope } = await office.draftOf(template)
  const known = new Set(then.records.map((record) => record.id))
  const lastById = new Map(today.records.map((record) => [record.id, record]))
  const figures = Object.entries(planReport(TEXT, scope, then.config).wantByKey).map(([key, { now: queries }]): Recounted => {
    const differences = new Map<string, Difference>()
    for (const query of queries) {
      const [before, after] = [countedBy(then, query), countedBy(today, query)]
      for (const id of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [before.get(id), after.get(id)]
        if (was !== undefined && is !== undefined && weight(then, query, was) === weight(today, query, is)) continue
        const how = is === undefined ? 'gone' : was !== undefined ? 'changed' : known.has(id) ? 'added' : 'late'
        const shown = is ?? was
        const last = lastById.get(id)
        if (shown !== undefined && last !== undefined && !differences.has(id)) differences.set(id, { shown, last, how })
      }
    }
    return {
      key, was: queries.map((query) => valueOf(then, query)), now: queries.map((query) => valueOf(today, query)),
      groups: [then, today].map((side) => queries.flatMap((query) => groupsOf(side, query))),
      counted: queries.map((query) => [...countedBy(then, query).values()]),
      records: [...differences.values()].sort((a, b) => b.last.n - a.last.n || (a.last.id < b.last.id ? -1 : 1)),
    }
  })
  return { figures, lastById }
}

const typeOf = ({ figure }: FigureQuery) => REGISTRY[figure.kind]!

function inPlaceOf({ config }: Side, { place }: FigureQuery): (id: string) => boolean {
  const ids = new Set(within(config.places, place ?? town.township))
  return (id) => ids.has(id)
}

function countedBy(side: Side, query: FigureQuery): ReadonlyMap<string, StoredRecord> {
  return new Map(side.records.filter((record) => isCountedBy(typeOf(query), query.figure, query.period, inPlaceOf(side, query), record)).map((record) => [record.id, record]))
}

function valueOf(side: Side, query: FigureQuery): number {
  return evaluate(typeOf(query), query.figure, query.period, inPlaceOf(side, query), side.records)
}

function groupsOf(side: Side, query: FigureQuery): readonly (readonly [string, number])[] {
  if (query.by === null) return []
  const { figure, period, by, place } = query
  const groups = evaluateBy(typeOf(query), figure, period, inPlaceOf(side, query), by, side.records)
  const isGathered = by.kind === 'place' && by.level !== null
  return (isGathered ? gatherPlaces(groups, side.config.places, by.level ?? '', place ?? town.township) : groups).map(({ key, value }) => [key, value] as const)
}

/** What a counted record adds, and where. */
function weight(side: Side, query: FigureQuery, record: StoredRecord): string {
  const { figure: { measure } } = query
  const amount = measure.kind === 'distinct' ? codesOf(record.values[measure.field]) : amountOf(measure, record.values)
  return JSON.stringify([amount, groupsOf({ ...side, records: [record] }, query).map(([key]) => key)])
}

/** Every figure drills at its moment to exactly the records that were counted; protected ones, then or now, are a number. */
async function drillsTo({ figureByKey, at }: FrozenAnswer, { figures, lastById }: Recount): Promise<void> {
  for (const { key, was, counted: [counted = []] } of figures) {
    const figure = figureByKey[key]!
    expect(figure.value).toBe((was[0] ?? 0) / (key === '纠纷.金额' ? 100 : 1))
    const read = await drill(town.deps, office.clerk, { stream: town.township, query: { ...figure.query, by: null }, at, offset: 0, limit: 500 })
    if (read.kind !== 'read') throw new Error(`${key} ${read.kind}`)
    const { records, hidden } = read.answer
    const ids = new Set(counted.map(({ id }) => id))
    expect(records.filter(({ id }) => !ids.has(id))).toEqual([])
    expect(records.length + hidden).toBe(counted.length)
    expect(hidden).toBe(counted.filter((record) => isClosed(record, lastById)).length)
  }
}

/** It, or what it is now, or whatever either was put together with, as that is today. */
function isClosed(record: StoredRecord, lastById: ReadonlyMap<string, StoredRecord>): boolean {
  const seen = new Set<string>()
  const closes = (each: StoredRecord | undefined): boolean => {
    if (each === undefined) return false
    if (each.values.compartment !== undefined) return true
    return ['mergedInto', 'becameDispute'].some((link) => {
      const to = each.values[link]
      if (typeof to !== 'string' || seen.has(to)) return false
      seen.add(to)
      return closes(lastById.get(to))
    })
  }
  return closes(record) || closes(lastById.get(record.id))
}

interface Told extends Omit<Correction, 'label' | 'unit' | 'parts' | 'records'> {
  readonly parts: number
  readonly records: readonly (readonly [id: string, n: number, how: string])[]
}

async function told(me: Me, { id }: FrozenHead): Promise<readonly Told[]> {
  const read = await corrections(town.deps, me, town.township, id)
  if (read.kind !== 'read') throw new Error(read.kind)
  const versions = new Set(read.answer.records.map((record) => `${record.id} ${record.n}`))
  expect(versions.size).toBe(read.answer.records.length)
  expect(new Set(read.answer.corrections.flatMap(({ records }) => records.map((record) => `${record.id} ${record.n}`)))).toEqual(versions)
  return read.answer.corrections.map(({ key, was, now: is, pairWas, pairNow, parts, records, hidden }) => (
    { key, was, now: is, pairWas, pairNow, parts: parts.length, records: records.map((each) => [each.id, each.n, each.how] as const), hidden }))
}

function expectedOf({ figures, lastById }: Recount): readonly Told[] {
  return figures.flatMap(({ key, was, now: is, groups: [before = [], after = []], records }): readonly Told[] => {
    const scale = key === '纠纷.金额' ? 100 : 1
    const [then, today] = [new Map(before), new Map(after)]
    const parts = [...new Set([...then.keys(), ...today.keys()])].filter((code) => (then.get(code) ?? 0) !== (today.get(code) ?? 0)).length
    const seen = records.filter(({ shown }) => !isClosed(shown, lastById))
    if (records.length === 0 && JSON.stringify([was, parts]) === JSON.stringify([is, 0])) return []
    const pair = (values: readonly number[]): readonly [number, number] | null => (values.length === 2 ? [values[0] ?? 0, values[1] ?? 0] : null)
    return [{
      key, was: (was[0] ?? 0) / scale, now: (is[0] ?? 0) / scale, pairWas: pair(was), pairNow: pair(is), parts,
      records: seen.map(({ shown, how }) => [shown.id, shown.n, how] as const), hidden: records.length - seen.length,
    }]
  })
}

