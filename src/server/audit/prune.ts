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
 * Takes away the lines before a day, of every chain, in one transaction or not at all; the only statement in the program that deletes of the
 * trail, and no route leads here. A chain that does not hold is left as it is: it is evidence. What closes a chain stays: the
 * last number with its hash, from which it is followed on, and a line that says what went.
 */
export async function pruneTrail(deps: Pick<PushDeps, 'db' | 'vault' | 'now'>, county: string, before: Day): Promise<Pruned> {
  if (daysBetween(before, dayAt(deps.now())) < TRAIL_DAYS) return { kind: 'tooYoung' }
  const mac = trailMac(deps.vault)
  return deps.db.begin(async (tx): Promise<Pruned> => {
    await tx.unsafe('set local statement_timeout = 0')
    const streams = await tx<{ stream: string; audit_n: number }[]>`select stream, audit_n from stream where county = ${county} order by stream for update`
    await tx`select stream from reading_chain where stream = any(${streams.map(({ stream }) => stream)}::uuid[]) order by stream for update`
    const at = new Date(deps.now()).toISOString()
    let lines = 0
    for (const { stream, audit_n } of streams) {
      const gone: Record<string, number> = {}
      for (const chain of Object.keys(CHAINS) as ChainName[]) {
        if ((await verifyChain(tx, deps.vault, chain, stream)).broken !== null) return { kind: 'broken', stream, chain }
        const to = await lastBefore(tx, chain, stream, before)
        if (to === null) continue
        await tx`insert into audit_cut (stream, chain, a, at, hash, mac) values (${stream}, ${chain}, ${to.a}, ${at}, ${to.hash}, ${cutMac(mac, chain, stream, to)})`
        gone[chain] = to.a
        lines += (await tx`delete from ${tx(chain)} where stream = ${stream} and a <= ${to.a}`).count
      }
      if (Object.keys(gone).length > 0) await appendAudit(tx, deps.vault, { stream, audit_n }, at, [{ actor: null, action: 'pruned', subject: stream, detail: { before, ...gone } }])
    }
    return { kind: 'pruned', lines }
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
