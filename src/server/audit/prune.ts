import { must } from '../../core/assert'
import { dayAt, daysBetween, type Day } from '../../core/period'
import { CHAINS, TRAIL_DAYS, type ChainName } from '../../domain/trailWords'
import { appendAudit, trailMac } from '../audit'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { countOf } from './lines'
import { cutMac, verifyChain } from './verify'

export type Pruned =
  | { readonly kind: 'pruned'; readonly lines: number }
  | { readonly kind: 'tooYoung' }
  | { readonly kind: 'broken'; readonly stream: string; readonly chain: ChainName }

/**
 * Takes away the lines before a day, of every chain; the only statement in the program that deletes of the trail, and no route leads here. A
 * chain that does not hold is left as it is, and so is every other: it is evidence. All are followed first, which keeps nobody; then each
 * stream is held while its own lines go. What closes a chain stays: the last number with its hash, from which it is followed on, and a
 * line that says what went.
 */
export async function pruneTrail(deps: Pick<PushDeps, 'db' | 'vault' | 'now'>, county: string, before: Day): Promise<Pruned> {
  if (daysBetween(before, dayAt(deps.now())) < TRAIL_DAYS) return { kind: 'tooYoung' }
  const streams = await deps.db.sql<{ stream: string }[]>`select stream from stream where county = ${county} order by stream`
  for (const { stream } of streams) {
    for (const chain of CHAIN_NAMES) {
      const { broken } = await deps.db.begin(async (tx) => {
        await tx`set transaction isolation level repeatable read, read only`
        await tx`set local statement_timeout = 0`
        return verifyChain(tx, deps.vault, chain, stream)
      })
      if (broken !== null) return { kind: 'broken', stream, chain }
    }
  }
  let lines = 0
  for (const { stream } of streams) lines += await pruneStream(deps, stream, before)
  return { kind: 'pruned', lines }
}

const CHAIN_NAMES = Object.keys(CHAINS) as ChainName[]

/** How many lines went. */
async function pruneStream({ db, vault, now }: Pick<PushDeps, 'db' | 'vault' | 'now'>, stream: string, before: Day): Promise<number> {
  return db.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    const [row] = await tx<{ audit_n: number }[]>`select audit_n from stream where stream = ${stream} for update`
    await tx`select stream from reading_chain where stream = ${stream} for update`
    const at = new Date(now()).toISOString()
    const gone: Record<string, number> = {}
    let lines = 0
    for (const chain of CHAIN_NAMES) {
      const to = await lastBefore(tx, chain, stream, before)
      if (to === null) continue
      await tx`insert into audit_cut (stream, chain, a, at, hash, mac) values (${stream}, ${chain}, ${to.a}, ${at}, ${to.hash}, ${cutMac(trailMac(vault), chain, stream, to)})`
      gone[chain] = to.a
      lines += (await tx`delete from ${tx(chain)} where stream = ${stream} and a <= ${to.a}`).count
    }
    const { audit_n } = must(row, 'the stream')
    if (Object.keys(gone).length > 0) await appendAudit(tx, vault, { stream, audit_n }, at, [{ actor: null, action: 'pruned', subject: stream, detail: { before, ...gone } }])
    return lines
  })
}

/** The last line all lines up to which are from before the day; the last line of a chain always stays. */
async function lastBefore(tx: Sql, chain: ChainName, stream: string, before: Day): Promise<{ readonly a: number; readonly hash: Buffer } | null> {
  const begins = `${before}T00:00:00+08:00`
  const [young] = await tx<{ a: number }[]>`select a from ${tx(chain)} where stream = ${stream} and at >= ${begins}::text::timestamptz order by a limit 1`
  const first = young?.a ?? (await countOf(tx, chain, stream)) ?? 0
  const [row] = await tx<{ a: number; hash: Buffer }[]>`select a, hash from ${tx(chain)} where stream = ${stream} and a < ${first} order by a desc limit 1`
  return row ?? null
}
