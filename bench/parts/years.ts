import { randomUUID } from 'node:crypto'
import { addDays, yearOf, type Day } from '../../src/core/period'
import type { Patch } from '../../src/core/op'
import { must } from '../../src/core/assert'
import { REGISTRY } from '../../src/domain/registry'
import { columnName, columnsOf, tableOf } from '../../src/server/columns'
import type { Db } from '../../src/server/db'
import type { County, Township } from '../../test/full/county'
import { deviceOf, pushAll, type Planned } from '../../test/server/town'

export interface Years {
  readonly today: Day
  readonly years: number
  readonly perYear: number
}

/**
 * Disputes of some years in every township: one year of the first township is pushed, the rest are its rows again, moved to other villages and
 * years. What only pushing writes beside the versions (ops, trail) is there for the first year alone: no board reads it.
 */
export async function fillYears(db: Db, { deps, townships }: County, { today, years, perYear }: Years): Promise<void> {
  const first = must(townships[0], 'a township')
  const me = must(first.mediators[0], 'a mediator')
  const planned = Array.from({ length: perYear }, (_, i) => yearsWork(first, today, i))
  await pushAll(deps, me, first.stream, deviceOf('years'), planned.flat())
  for (const kind of ['dispute', 'matter', 'outreach'] as const) {
    for (const town of townships) {
      for (let back = 0; back < years; back += 1) {
        if (town !== first || back > 0) await db.begin((tx) => copyYear(tx, kind, first, town, back, today))
      }
    }
    await db.sql.unsafe(`vacuum analyze ${tableOf(must(REGISTRY[kind], kind))}`)
  }
}

type Tx = Parameters<Parameters<Db['begin']>[0]>[0]

async function copyYear(tx: Tx, kind: string, from: Township, to: Township, back: number, today: Day): Promise<void> {
  const type = must(REGISTRY[kind], kind)
  const plain = ['since', 'until', 'stage', 'created_by', 'changed_at', 'data', 'sealed', 'written']
  const typed = columnsOf(type).map(({ name, field, sqlType }) => {
    if (field === type.placed) return [name, `('{${to.villages.join(',')}}'::uuid[])[1 + abs(hashtext(record::text || '${back}')) % ${to.villages.length}]`]
    return [name, sqlType === 'date' ? `(${name} - interval '${back} years')::date` : name]
  })
  const columns = [...plain.map((name) => [name, name]), ...typed]
  await tx.unsafe('set local statement_timeout = 0')
  await tx.unsafe(`insert into ${tableOf(type)} (stream, record, ${columns.map(([name]) => name).join(', ')})
    select '${to.stream}', md5(record::text || '${to.stream}${back}')::uuid, ${columns.map(([, value]) => value).join(', ')}
    from ${tableOf(type)} where stream = '${from.stream}' and ${columnName(type.dated)} >= '${yearOf(today)}-01-01'`)
}

const TYPES = ['neighbour', 'land', 'marriage', 'traffic', 'contract', 'homestead', 'damages', 'other']

/** Mostly settled on the spot, a tenth through the stages, some still open; now and then a matter or an event beside it. */
function yearsWork({ villages }: Township, today: Day, i: number): readonly Planned[] {
  const begin = `${yearOf(today)}-01-01`
  const days = Math.max(1, Math.round((Date.parse(today) - Date.parse(begin)) / 86_400_000))
  const on = addDays(begin, (i * 37) % days)
  const place = must(villages[(i * 7) % villages.length], 'a village')
  const record = randomUUID()
  const set = { type: TYPES[(i * 5) % TYPES.length] ?? 'other', place, people: 2 + (i % 5), summary: `两家为排水沟和界址争了一个多月，第${i}次上门。商定月底前把沟清到路口，以后各管各门前。` }
  const create = (move: string, more: Patch): Planned => ({ record, kind: 'dispute', body: { kind: 'create', move, set: { ...set, ...more } } })
  const step = (move: string, more: Patch): Planned => ({ record, kind: 'dispute', body: { kind: 'move', move, set: more } })
  const beside: readonly Planned[] = [
    ...(i % 3 === 0 ? [{ record: randomUUID(), kind: 'matter', body: { kind: 'create', move: 'register', set: { place, receivedOn: on, kind: 'consult' } } } as const] : []),
    ...(i % 10 === 5 ? [{ record: randomUUID(), kind: 'outreach', body: { kind: 'create', move: 'record', set: { place, heldOn: on, kind: 'preaching', attended: 20 + (i % 40) } } } as const] : []),
  ]
  if (i % 10 === 3) return [create('failOnSpot', { acceptedOn: on }), ...beside]
  if (i % 10 !== 0) return [create('settleOnSpot', { acceptedOn: on, form: i % 8 === 1 ? 'written' : 'oral' }), ...beside]
  const accepted = [
    create('register', { reportedOn: on }),
    step('accept', { acceptedOn: on, source: i % 20 === 0 ? 'proactive' : 'applied' }),
    { record, kind: 'dispute', body: { kind: 'edit', set: { difficulty: ['simple', 'ordinary', 'hard'][i % 3] ?? 'simple' } } } as const,
  ]
  return [...accepted, ...(i % 40 === 0 ? [] : [step('close', { closedOn: on, result: 'success', form: i % 20 === 0 ? 'oral' : 'written', agreement: '各修各的沟，工钱对半。' })]), ...beside]
}
