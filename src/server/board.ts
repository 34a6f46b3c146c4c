import { createHash } from 'node:crypto'
import { version } from '../../package.json'
import { must } from '../core/assert'
import type { BoardAnswer } from '../core/boardWire'
import type { Config } from '../core/config'
import type { FigureQuery, Me } from '../core/protocol'
import { markOf, questionsOf, type BoardRequest } from '../domain/board/request'
import { MEANING } from '../domain/figures/meaning'
import { rightsOf } from '../domain/role'
import type { PushDeps } from './batch'
import type { Sql } from './db'
import { groundOf, type Ground } from './ground'
import { countIn, ofFigures, queryProblem, type ReadProblem } from './read'

/** `other`: the asker's program asks its boards other questions than this one. */
export type BoardRead = { readonly kind: 'read'; readonly answer: BoardAnswer } | { readonly kind: 'unchanged'; readonly tag: string } | { readonly kind: 'other' } | ReadProblem

export interface BoardAsked extends BoardRequest {
  readonly stream: string
  /** Of the questions, as the asker's program makes them. */
  readonly mark: string
}

/** A board as it is now. Whoever shows the tag of what stands (`known`) is told so, and nothing is counted. */
export type ReadBoard = (me: Me, asked: BoardAsked, known: string | null) => Promise<BoardRead>

export function createBoards(deps: PushDeps): ReadBoard {
  /** The latest answers and those being counted, by tag. A tag says all that an answer depends on: who asks for the same waits for the same counting. */
  const recent = new Map<string, Promise<BoardAnswer>>()

  let spread: Promise<boolean> | null = null
  const isSpread = (): Promise<boolean> => {
    spread ??= deps.db.sql<{ spread: boolean }[]>`select exists (select 1 from pg_extension where extname = 'citus') as spread`.then(([row]) => row?.spread === true)
    spread.catch(() => { spread = null })
    return spread
  }

  function counted(tag: string, count: () => Promise<BoardAnswer>): Promise<BoardAnswer> {
    const known = recent.get(tag)
    if (known !== undefined) return known
    const begun = count()
    recent.set(tag, begun)
    // What was written meanwhile is in the answer, which is then not what its first tag says.
    begun.then((answer) => { if (answer.tag !== tag) recent.delete(tag) }, () => recent.delete(tag))
    const [oldest] = recent.keys()
    if (recent.size > MOST_RECENT && oldest !== undefined) recent.delete(oldest)
    return begun
  }

  return async (me, asked, known) => {
    const questions = questionsOf(asked)
    if (markOf(questions) !== asked.mark) return { kind: 'other' }
    const { sql } = deps.db
    const config = await deps.configs.current(sql, me.county)
    const standing = await standingOf(sql, config, me, asked)
    const ground = await groundFrom(deps, sql, config, standing, me.county, asked.stream)
    if (ground === null) return { kind: 'notFound' }
    const queries = Object.values(questions)
    for (const query of queries) {
      const problem = queryProblem(deps, me, ground, query)
      if (problem !== null) return problem
    }
    const tag = tagOf(standing, me, asked)
    if (tag === known) return { kind: 'unchanged', tag }
    const answer = await counted(tag, async () => countBoard(deps, await isSpread(), config, me, asked, queries))
    return { kind: 'read', answer: { ...answer, readAt: new Date(deps.now()).toISOString() } }
  }
}

/** Some kilobytes each; a county's offices look at a few dozen boards. */
const MOST_RECENT = 200

async function countBoard(deps: PushDeps, isSpread: boolean, config: Config, me: Me, asked: BoardAsked, queries: readonly FigureQuery[]): Promise<BoardAnswer> {
  return deps.db.begin(async (tx) => {
    const [, , standing] = await Promise.all([
      tx`set transaction isolation level repeatable read, read only`.execute(),
      // To plan a statement of so many parts takes longer than to run it: it is planned once for each connection, whatever its days are. Citus has to see them.
      isSpread ? null : tx`set local plan_cache_mode = force_generic_plan`.execute(),
      standingOf(tx, config, me, asked),
    ])
    const ground = must(await groundFrom(deps, tx, config, standing, me.county, asked.stream), 'the stream that is counted')
    const results = await countIn(deps, tx, ground, queries, ofFigures(me))
    return { tag: tagOf(standing, me, asked), at: ground.at, readAt: '', results, waiting: standing.waiting }
  })
}

/** What a board's numbers hang on beside the question: of the county's own stream, whatever questions are asked of it, all its townships. */
interface Standing {
  readonly streams: readonly { readonly stream: string; readonly n: number; readonly epoch: string }[]
  /** Said of a township alone. */
  readonly waiting: number
}

async function standingOf(sql: Sql, { places }: Config, { county }: Me, { stream }: BoardAsked): Promise<Standing> {
  const isCounty = stream === county
  const townships = isCounty ? Object.values(places.byId).flatMap(({ id, level }) => (level === 'township' ? [id] : [])) : []
  const rows = await sql<{ stream: string; n: number; epoch: string; waiting: number }[]>`
    select s.stream, s.n, s.epoch, (select coalesce(sum(waiting), 0)::bigint from device_waiting d where d.stream = ${stream}) as waiting
    from stream s where s.stream = any(${[...new Set([county, stream, ...townships])]}::uuid[]) and s.county = ${county} order by s.stream`
  return { streams: rows.map(({ stream: id, n, epoch }) => ({ stream: id, n, epoch })), waiting: isCounty ? 0 : rows[0]?.waiting ?? 0 }
}

/** Null for a stream of another county. The configuration that is at hand is the one that stands, but for the moment in which it changes. */
async function groundFrom(deps: PushDeps, sql: Sql, config: Config, { streams }: Standing, county: string, stream: string): Promise<Ground | null> {
  const nOf = (id: string): number | undefined => streams.find((row) => row.stream === id)?.n
  const town = nOf(stream)
  if (town === undefined) return null
  if (nOf(county) !== config.n) return groundOf(deps, sql, county, stream, null)
  return { stream, county, config, at: { town, county: config.n }, past: { town: null, county: null }, reach: config.places }
}

/** The same for two people exactly when they may count the same. */
function tagOf({ streams, waiting }: Standing, { county, grants }: Me, asked: BoardAsked): string {
  const sight = grants.filter(({ role }) => rightsOf(role)?.board === true).map(({ place, stream }) => `${stream} ${place}`)
  const { stream, kind, place, period, today, shorter, mark } = asked
  const all = [version, MEANING, streams.map((each) => [each.stream, each.n, each.epoch]), waiting, county, [...new Set(sight)].sort(), stream, kind, place, period.from, period.to, today, shorter, mark]
  return `"${createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 27)}"`
}
