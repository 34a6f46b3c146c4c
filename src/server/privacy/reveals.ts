import { own } from '../../core/own'
import type { RevealNote } from '../../core/privacyWire'
import type { Me } from '../../core/protocol'
import { MANY_REVEALS } from '../../domain/reveal'
import { seesPersonal } from '../../domain/role'
import type { AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { everything } from '../everything'
import { onTrailWithin } from '../trail'
import { readCurrent, recordOf } from '../versions'

const HOUR = 3_600_000

/**
 * Puts on the trail what somebody saw whole on their phone, each once however often it is sent. Nothing is refused that can be kept: what
 * came late from a phone that holds a role no longer says so (`allowed`). More than 30 in an hour is a line of its own. Returns how many
 * were new; streams of other counties are passed over.
 */
export async function takeReveals(deps: PushDeps, me: Me, device: string | null, notes: readonly RevealNote[]): Promise<number> {
  const streams = await deps.db.sql<{ stream: string }[]>`select stream from stream where county = ${me.county}`
  const known = streams.map(({ stream }) => stream)
  let taken = 0
  for (const stream of known.filter((each) => notes.some((note) => note.stream === each))) {
    taken += await deps.db.begin((tx) => onTrailWithin(deps, tx, stream, async (at) => {
      const fresh = await keep(deps, tx, me, stream, notes.filter((note) => note.stream === stream), at)
      const lines = fresh.map((note): AuditEntry => ({
        actor: me.person, action: 'revealed', subject: note.record,
        detail: { kind: note.kind, classes: note.classes.join(' '), reason: note.reason, allowed: note.allowed, claimedAt: note.at, device },
      }))
      return { result: fresh.length, lines: [...lines, ...await tooMany(tx, me, known, fresh, stream)] }
    }))
  }
  return taken
}

type Kept = RevealNote & { readonly allowed: boolean }

async function keep(deps: PushDeps, tx: Sql, me: Me, stream: string, notes: readonly RevealNote[], at: string): Promise<readonly Kept[]> {
  const allowed = await allowedOf(deps, tx, me, stream, notes)
  const dated = notes.map((note): Kept => ({ ...note, allowed: allowed.has(note.record), at: Date.parse(note.at) <= Date.parse(at) ? note.at : at }))
  const rows = dated.map(({ id, record, kind, classes, reason, allowed: isAllowed, at: seen }) =>
    ({ stream, id, person: me.person, record, kind, classes, reason, allowed: isAllowed, at: seen, received_at: at }))
  const inserted = await tx<{ id: string }[]>`insert into reveal (stream, id, person, record, kind, classes, reason, allowed, at, received_at)
    select stream, id, person, record, kind, classes, reason, allowed, at, received_at from jsonb_populate_recordset(null::reveal, ${tx.json(rows)})
    on conflict (stream, id) do nothing returning id`
  const ids = new Set(inserted.map(({ id }) => id))
  return dated.filter(({ id }, index) => ids.has(id) && dated.findIndex((other) => other.id === id) === index)
}

/** Records whose personal values the person may see today. */
async function allowedOf(deps: PushDeps, tx: Sql, me: Me, stream: string, notes: readonly RevealNote[]): Promise<ReadonlySet<string>> {
  const { places } = await deps.configs.current(tx, me.county)
  const allowed = new Set<string>()
  for (const kind of new Set(notes.map((note) => note.kind))) {
    const type = own(deps.types, kind)
    if (type === undefined) continue
    const ids = [...new Set(notes.filter((note) => note.kind === kind).map((note) => note.record))]
    for (const row of await readCurrent(tx, type, stream, ids, everything('upkeep'))) {
      if (seesPersonal(me, type, places, recordOf(deps, kind, row, false))) allowed.add(row.record)
    }
  }
  return allowed
}

/** One line when the hour's number goes past the limit, and again with each further thirty. */
async function tooMany(tx: Sql, me: Me, streams: readonly string[], fresh: readonly Kept[], stream: string): Promise<readonly AuditEntry[]> {
  const last = fresh.map(({ at }) => at).sort().at(-1)
  if (last === undefined) return []
  const since = new Date(Date.parse(last) - HOUR).toISOString()
  const [row] = await tx<{ count: number }[]>`select count(*)::bigint as count from reveal
    where stream = any(${[...streams]}::uuid[]) and person = ${me.person} and at > ${since} and at <= ${last}`
  const [now, before] = [row?.count ?? 0, (row?.count ?? 0) - fresh.length]
  const isPast = now > MANY_REVEALS && Math.floor((now - 1) / MANY_REVEALS) > Math.floor((Math.max(before, 1) - 1) / MANY_REVEALS)
  return isPast ? [{ actor: me.person, action: 'revealedOften', subject: stream, detail: { count: now, since } }] : []
}
