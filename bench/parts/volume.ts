import { createHash } from 'node:crypto'
import { must } from '../../src/core/assert'
import { addDays, type Day } from '../../src/core/period'
import type { Me } from '../../src/core/protocol'
import { REGISTRY } from '../../src/domain/registry'
import type { PushDeps } from '../../src/server/batch'
import { openStream } from '../../src/server/bootstrap'
import { columnName, tableOf } from '../../src/server/columns'
import { deviceOf, pushAll, type Planned } from '../../test/server/town'

/** Ten years of 700 disputes. */
export const YEARS = 10
export const PER_TOWNSHIP = YEARS * 700
export const TOWNSHIPS_A_COUNTY = 25
const VILLAGES = 20
const TABLE = tableOf(must(REGISTRY.dispute, 'the record type'))

/** By its place in the row of all: the same at every size. */
export function townshipId(i: number): string {
  return idOf(`township ${i}`)
}
export function countyId(i: number): string {
  return idOf(`county ${i}`)
}

/** Over a handful of provinces, so that every level above has something to add up. */
export function codeOf(county: number): string {
  return `${11 + (county % 8) * 10}${String(1 + (Math.floor(county / 8) % 4)).padStart(2, '0')}${String(21 + Math.floor(county / 32)).padStart(2, '0')}`
}

export function leaderOf(county: string, stream: string): Me {
  return { person: idOf(`leader ${stream}`), name: '领导', county, unit: null, roles: ['leader'], grants: [{ role: 'leader', place: stream, stream }] }
}

/** Counties with their townships, as ops; villages where there is somebody to look. */
export async function openCounties(deps: PushDeps, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i += 1) {
    const county = countyId(i)
    await openStream(deps.db.sql, county, county, 'county')
    const root: Me = { ...leaderOf(county, county), roles: ['admin', 'security'], grants: ['admin', 'security'].map((role) => ({ role, place: county, stream: county })) }
    const towns = Array.from({ length: TOWNSHIPS_A_COUNTY }, (_, k) => townshipId(i * TOWNSHIPS_A_COUNTY + k))
    await pushAll(deps, root, county, deviceOf('open'), [
      place(county, `${i + 1}号县`, 'county', null, 0),
      ...towns.map((town, k) => place(town, `${k + 1}号乡`, 'township', county, k)),
      ...(i === 0 ? towns.flatMap((town) => Array.from({ length: VILLAGES }, (_, k) => place(villageId(town, k), `${k + 1}号村`, 'village', town, k))) : []),
      { record: idOf(`code ${i}`), kind: 'setting', body: { kind: 'create', move: 'add', set: { name: '行政区划代码', text: codeOf(i) } } },
    ])
  }
}

function place(record: string, name: string, level: string, parent: string | null, order: number): Planned {
  return { record, kind: 'place', body: { kind: 'create', move: 'add', set: { name, level, order, ...(parent === null ? {} : { parent }) } } }
}

/** As `md5(…)::uuid` makes it, so that SQL makes the same ones. */
function idOf(text: string): string {
  const hex = createHash('md5').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function villageId(town: string, k: number): string {
  return idOf(`${town} ${k}`)
}

/**
 * Disputes number `from` up to `to`, straight into the versions of their townships: typed columns and a line of text, no ops, no trail, nothing
 * sealed. Indexes are made anew afterwards, which is what makes ten million possible.
 */
export async function growDisputes({ db }: PushDeps, from: number, to: number, today: Day): Promise<void> {
  const indexes = await db.sql<{ name: string; made: string }[]>`select i.relname::text as name, pg_get_indexdef(i.oid) as made from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid = ${TABLE}::regclass and not x.indisprimary`
  await db.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local maintenance_work_mem = '1GB'`
    for (const { name } of indexes) await tx.unsafe(`drop index ${name}`)
    await tx.unsafe(inserting(from, to, today))
    for (const { made } of indexes) await tx.unsafe(made)
  })
  await db.sql.unsafe('set statement_timeout = 0')
  await db.sql.unsafe(`vacuum analyze ${TABLE}`)
}

/** Nine tenths settled on the day, the others after some weeks; of the last two months some are open. */
function inserting(from: number, to: number, today: Day): string {
  const names = ['acceptedOn', 'reportedOn', 'closedOn', 'dueOn', 'place', 'type', 'difficulty', 'form', 'result', 'route', 'source', 'people', 'onSpot'].map(columnName)
  const first = addDays(today, -365 * YEARS)
  return `insert into ${TABLE} (stream, record, since, stage, created_by, changed_at, data, written, ${names.join(', ')})
    select stream, md5('dispute ' || i)::uuid, i % ${PER_TOWNSHIP} + 1, case when closed_on is null then 'mediating' else 'archived' end, stream, now(),
      jsonb_build_object('summary', '两家为排水沟和界址争了一个多月，商定月底前把沟清到路口。', 'people', i % 4 + 2), '{}',
      accepted_on, accepted_on, closed_on, accepted_on + 30, md5(stream || ' ' || i % ${VILLAGES})::uuid, (array['neighbour','land','marriage','traffic','contract','homestead','damages','other'])[i * 5 % 8 + 1],
      (array['simple','simple','simple','ordinary','hard'])[i % 5 + 1], case when closed_on is not null and i % 20 <> 0 then (array['oral','oral','oral','written'])[i % 4 + 1] end,
      case when closed_on is null then null when i % 20 = 0 then 'failed' else 'success' end, case when closed_on is not null then (array['mediation','mediation','persuasion'])[i % 3 + 1] end,
      (array['proactive','applied'])[i % 2 + 1], i % 4 + 2, slow is false
    from (select i, stream, accepted_on, slow, case when not slow then accepted_on when accepted_on + 25 <= '${today}'::date then accepted_on + 25 end as closed_on
      from (select i, md5('township ' || i / ${PER_TOWNSHIP})::uuid as stream, '${first}'::date + (i % ${PER_TOWNSHIP}) * ${365 * YEARS} / ${PER_TOWNSHIP} as accepted_on, i % 10 = 3 as slow
        from generate_series(${from}, ${to} - 1) i) a) b`
}
