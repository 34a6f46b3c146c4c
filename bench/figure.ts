import { assert, must } from '../src/core/assert'
import { dayAt, yearOf, yearPeriod, type Period } from '../src/core/period'
import type { FigureQuery, FiguresAnswer, PushAnswer } from '../src/core/protocol'
import { ask, partition } from '../src/domain/board/asking'
import { signedIn, type Township } from '../test/full/county'
import { openPeers, poster, type Peer } from './parts/contenders'
import { withCounty, type Served } from './parts/county'
import { disputeOp, documentOf } from './parts/documents'
import { circumstances, rowOf, tableText } from './parts/measure'
import { fillYears } from './parts/years'

/**
 * One write, acknowledged; then one figure that counts it (a township's disputes by type), until it does: `npm run bench -- figure [writes]`. In a
 * township of ten years; the peers hold as many documents and take the same one, in turns.
 */
const WRITES = Number(process.argv[2] ?? 150)
const [YEARS, PER_YEAR] = [10, 700]
/** A session pushes sixty times a minute at most. */
const SESSIONS = 6
const BATCH = 50
const LONGEST_MS = 10_000

interface Contender {
  readonly name: string
  write(i: number): Promise<void>
  count(): Promise<number>
}

async function main(served: Served): Promise<void> {
  const before = circumstances()
  const { db, county, town, data } = served
  await fillYears(db, county, { today: dayAt(Date.now()), years: YEARS, perYear: PER_YEAR })
  const { pouch, parse } = await openPeers(data, 1)
  try {
    const contenders = [await ours(served), await peer(pouch, town), await peer(parse, town)]
    const rows: (readonly (string | number)[])[] = [['ms', 'writes', 'median', '95 %', 'most']]
    const told = contenders.map(({ name }) => ({ name, written: [] as number[], counted: [] as number[], both: [] as number[] }))
    for (let i = 0; i < WRITES; i += 1) {
      for (const [k, contender] of contenders.entries()) {
        const { written, counted, both } = must(told[k], 'a contender')
        const known = await contender.count()
        const began = performance.now()
        await contender.write(i)
        const acknowledged = performance.now()
        while (await contender.count() <= known) assert(performance.now() < acknowledged + LONGEST_MS, `${contender.name} counts what was written`)
        const end = performance.now()
        written.push(acknowledged - began)
        counted.push(end - acknowledged)
        both.push(end - began)
      }
    }
    for (const { name, written, counted, both } of told) rows.push(rowOf(`${name}: written`, written), rowOf('  then counted', counted), rowOf('  both', both))
    process.stdout.write(`${tableText(rows)}\n\n${JSON.stringify({ ...before, after: circumstances().load, documents: YEARS * PER_YEAR })}\n`)
  } finally {
    for (const each of [pouch, parse]) await each.stop()
  }
}

async function ours({ address, db, town }: Served): Promise<Contender> {
  const me = must(town.mediators[0], 'a mediator')
  const pens = await Promise.all(Array.from({ length: SESSIONS }, () => signedIn(db, me)))
  const post = poster(address, 1)
  const send = async <T>(path: string, access: string, body: unknown): Promise<T> => {
    const { status, text } = await post(path, JSON.stringify(body), { authorization: `Bearer ${access}` })
    assert(status === 200, `the server answers ${status}: ${text.slice(0, 200)}`)
    return JSON.parse(text) as T
  }
  const queries = [typesIn(yearPeriod(yearOf(dayAt(Date.now()))))]
  return {
    name: 'ours',
    async write(i) {
      const pen = must(pens[i % pens.length], 'a session')
      const { results } = await send<PushAnswer>('/api/push', pen.access, { stream: town.stream, ops: [disputeOp(town, pen.device, 1 + Math.floor(i / pens.length), i)], waiting: 0 })
      assert(results[0]?.kind === 'applied', 'the entry is applied')
    },
    async count() {
      const { results } = await send<FiguresAnswer>('/api/figures', must(pens[0], 'a session').access, { stream: town.stream, queries, at: null })
      return must(results[0], 'the figure').groups.reduce((sum, { value }) => sum + value, 0)
    },
  }
}

function typesIn(period: Period): FigureQuery {
  const { whole, by } = partition('纠纷.按类型')
  return ask(whole, null, period, by)
}

async function peer(each: Peer, town: Township): Promise<Contender> {
  const documents = Array.from({ length: YEARS * PER_YEAR }, (_, i) => documentOf(disputeOp(town, 'PEER00', 1, i), 0))
  for (let from = 0; from < documents.length; from += BATCH) await each.write(documents.slice(from, from + BATCH))
  return {
    name: each.name,
    write: (i) => each.write([documentOf(disputeOp(town, 'PEER00', 1, i), 0)]),
    count: () => each.countTypes(0),
  }
}

void withCounty(main, { townships: 1, villages: 20, mediators: 1 })
