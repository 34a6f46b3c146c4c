import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/core/protocol'
import type { Freeze, FrozenAnswer, FrozenHead, ReportAnswer } from '../../src/core/reportWire'
import type { Db } from '../../src/server/db'
import { report } from '../../src/server/report/draft'
import { freeze } from '../../src/server/report/freeze'
import { frozenReport } from '../../src/server/report/frozen'
import { deviceOf, NOON, openTown, pushAll, type Town } from './town'

/** A township with somebody who writes its report of 2025, and the way from a text to its 定稿. */
export interface ReportTown {
  readonly town: Town
  readonly clerk: Me
  /** Somebody with one role at a place that is a stream. */
  held(role: string, place: string): Me
  /** Milliseconds since 1970; `NOON` at first. */
  setNow(at: number): void
  changeOf(stream: string): Promise<number>
  newTemplate(text: string): Promise<string>
  draftOf(template: string): Promise<ReportAnswer>
  /** With every remark ticked. */
  requestOf(draft: ReportAnswer, more?: Partial<Freeze>): Freeze
  frozenOf(template: string): Promise<FrozenHead>
  opened(id: string): Promise<FrozenAnswer>
}

export async function openReportTown(db: Db): Promise<ReportTown> {
  const made = await openTown(db)
  let now = NOON
  const town: Town = { ...made, deps: { ...made.deps, now: () => now } }
  const held = (role: string, place: string): Me => ({ person: randomUUID(), name: role, county: town.county, unit: null, roles: [role], grants: [{ role, place, stream: place }] })
  const clerk = held('clerk', town.township)
  const draftOf = async (template: string): Promise<ReportAnswer> => {
    const read = await report(town.deps, clerk, { stream: town.township, template, period: '2025', until: null })
    if (read.kind !== 'read') throw new Error(read.kind)
    return read.answer
  }
  const requestOf: ReportTown['requestOf'] = (draft, more = {}) => (
    { template: draft.template, periodKey: draft.periodKey, until: null, at: draft.at, ticks: draft.problems.map(({ tick }) => tick), after: 0, ...more })
  return {
    town, clerk, held, draftOf, requestOf,
    setNow: (at) => { now = at },
    async changeOf(stream) {
      const [row] = await db.sql<{ n: number }[]>`select n from stream where stream = ${stream}`
      return row?.n ?? 0
    },
    async newTemplate(text) {
      const record = randomUUID()
      await pushAll(town.deps, clerk, town.county, deviceOf('templ'), [{
        record, kind: 'template',
        body: { kind: 'create', move: 'add', set: { name: '法治政府建设年度报告', place: town.township, span: 'year', year: 2025 }, rows: { chapters: { c1: { set: { order: 1, text } } } } },
      }])
      return record
    },
    async frozenOf(template) {
      const frozen = await freeze(town.deps, clerk, town.township, requestOf(await draftOf(template)))
      if (frozen.kind !== 'frozen') throw new Error(JSON.stringify(frozen))
      return frozen.head
    },
    async opened(id) {
      const read = await frozenReport(town.deps, town.zhao, town.township, id)
      if (read.kind !== 'read') throw new Error(read.kind)
      return read.answer
    },
  }
}
