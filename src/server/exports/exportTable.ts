import { own } from '../../core/own'
import { isDay, type Period } from '../../core/period'
import { isWithin, placeName } from '../../core/place'
import type { ExportRequest, Me } from '../../core/protocol'
import { exportsFrom, type ExportWhat } from '../../domain/exports'
import { periodText } from '../../domain/periodWords'
import { isRegister } from '../../domain/registers'
import type { PushDeps } from '../batch'
import { noteOnTrail } from '../trail'
import { MANY_PEOPLE, mayTakeMany } from '../privacy/bulk'
import { xlsxOf } from '../xlsx/workbook'
import { takeRegister } from './register'
import { takeStatistics } from './statistics'
import { takeSubsidies } from './subsidies'
import type { Taken, Taking, Trail } from './taking'

export type Exported =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'say'; readonly say: string }

/** A table to take away. One with people in it is on the audit trail before anybody gets it: who, what, when, how much, and nothing of what. */
export async function exportTable(deps: PushDeps, me: Me, stream: string, { what, period, place: asked }: ExportRequest): Promise<Exported> {
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const place = asked ?? stream
  const [row] = await deps.db.sql<{ county: string }[]>`select county from stream where stream = ${stream}`
  const isInside = row?.county === me.county && own(places.byId, place) !== undefined && (stream === me.county || isWithin(places, place, stream))
  const offered = isInside ? exportsFrom(me, places, place).find((each) => each === what) : undefined
  if (offered === undefined) return { kind: 'notFound' }
  const wrong = periodProblem(period)
  if (wrong !== null) return { kind: 'say', say: wrong }

  const taking: Taking = { deps, me, stream, place, places, period }
  const taken = await take(taking, offered)
  if (taken.kind === 'say') return taken
  const people = taken.trail?.people ?? 0
  if (people > MANY_PEOPLE && !(await mayTakeMany(deps, me, { stream, what, place, period, people }))) return { kind: 'say', say: manyWords(people) }
  const bytes = await xlsxOf([taken.sheet])
  if (taken.trail !== null) await leaveTrail(taking, what, taken.trail)
  return { kind: 'file', bytes, name: `${placeName(places, place)}${taken.sheet.title}（${periodText(period)}）.xlsx` }
}

function manyWords(people: number): string {
  return `这张表有 ${people} 个人的姓名，超过 ${MANY_PEOPLE} 人要安全管理员同意。已经提出了；同意以后一天内，再点一次下载就有。期间短一些、分村导，不超过 ${MANY_PEOPLE} 人的不用。`
}

function take(taking: Taking, what: ExportWhat): Promise<Taken> {
  if (isRegister(what)) return takeRegister(taking, what)
  return what === 'statistics' ? takeStatistics(taking) : takeSubsidies(taking)
}

function periodProblem({ from, to }: Period): string | null {
  if (!isDay(from) || !isDay(to)) return '起止日期不是日子，请改一下。'
  return from > to ? '开始的日子在结束的后面，请改一下。' : null
}

async function leaveTrail({ deps, me, stream, place, period }: Taking, what: string, { rows, hidden, personal }: Trail): Promise<void> {
  await noteOnTrail(deps, stream, { actor: me.person, action: 'exported', subject: place, detail: { what, from: period.from, to: period.to, rows, hidden, personal } })
}
