import { evaluate, type Figure } from '../../src/core/figure'
import { within } from '../../src/core/place'
import { TYPES } from '../../src/domain/registry'
import { readAudit } from '../../src/server/audit/verify'
import type { Me } from '../../src/core/protocol'
import { figures } from '../../src/server/read'
import { replay } from '../../src/server/replay'
import type { County } from './county'
import type { TestPhone } from './testPhone'

/** What every phone was told, held against what a database holds; names what is wrong, op by op. */
export interface Verdict {
  readonly acknowledged: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  /** Ops in the database that no phone wrote. */
  readonly strange: readonly string[]
}

export async function compareWithPhones({ deps }: County, stream: string, phones: readonly TestPhone[]): Promise<Verdict> {
  const rows = await deps.db.sql<{ id: string; n: number | null }[]>`select id, n from op where stream = ${stream} order by n`
  const numbersById = new Map<string, number[]>()
  for (const { id, n } of rows) numbersById.set(id, [...(numbersById.get(id) ?? []), ...(n === null ? [] : [n])])
  const told = phones.flatMap((phone) => [...phone.acknowledged])
  const written = new Set(phones.flatMap((phone) => phone.ops.map(({ id }) => id)))
  return {
    acknowledged: told.length,
    lost: told.filter(([id, n]) => numbersById.get(id)?.[0] !== n).map(([id]) => id),
    doubled: [...numbersById].filter(([, numbers]) => numbers.length > 1).map(([id]) => id),
    strange: rows.filter(({ id }) => !written.has(id)).map(({ id }) => id),
  }
}

/** Change numbers are 1…n, each once, and the counter stands at the last. */
export async function numbersOf({ deps }: County, stream: string): Promise<{ readonly numbers: readonly number[]; readonly counter: number }> {
  const rows = await deps.db.sql<{ n: number }[]>`select n from op where stream = ${stream} and n is not null order by n`
  const [row] = await deps.db.sql<{ n: number }[]>`select n from stream where stream = ${stream}`
  return { numbers: rows.map(({ n }) => n), counter: row?.n ?? -1 }
}

/** The first broken line of the stream's audit trail, or null; every applied op has exactly one line in it. */
export async function brokenAudit(county: County, stream: string): Promise<string | null> {
  const { deps } = county
  const { brokenAt } = await readAudit(deps.db.sql, deps.vault, stream)
  if (brokenAt !== null) return `line ${brokenAt}`
  const lines = await deps.db.sql<{ detail: Record<string, string | number | null> }[]>`select detail from audit where stream = ${stream} order by a`
  const numbers = lines.flatMap(({ detail }) => (typeof detail.n === 'number' ? [detail.n] : []))
  const ops = (await numbersOf(county, stream)).numbers
  return JSON.stringify(numbers) === JSON.stringify(ops) ? null : `${numbers.length} lines for ${ops.length} ops`
}

const ACCEPTED: Figure = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }
const FIGURES: readonly Figure[] = [
  ACCEPTED, { ...ACCEPTED, where: { type: ['land'] } }, { ...ACCEPTED, measure: { kind: 'sum', field: 'people' } }, { ...ACCEPTED, measure: { kind: 'distinct', field: 'place' } },
]

/** Figures as screens ask for them, and the same recounted from the ops. Both in the order of `FIGURES`. */
export async function recounted({ deps, county }: County, stream: string): Promise<{ readonly shown: readonly number[]; readonly recount: readonly number[]; readonly records: number }> {
  const leader: Me = { person: county, name: '核对', county, unit: null, roles: ['leader'], grants: [{ role: 'leader', place: stream, stream }] }
  const period = { from: '2020-01-01', to: '2099-12-31' }
  const read = await figures(deps, leader, { stream, queries: FIGURES.map((figure) => ({ figure, period, place: null, by: null })), at: null })
  if (read.kind !== 'read') throw new Error(JSON.stringify(read))
  const { places } = await deps.configs.current(deps.db.sql, county)
  const inside = new Set(within(places, stream))
  const records = [...(await replay(deps, deps.db.sql, stream, read.answer.at.town)).values()]
  return {
    shown: read.answer.results.map(({ value }) => value),
    recount: FIGURES.map((figure) => evaluate(TYPES.dispute, figure, period, (id) => inside.has(id), records)),
    records: records.length,
  }
}
