import type { ChainName, Damage } from '../../domain/trailWords'
import { BEGINNING, chainHash, RESTORED, trailMac, type TrailMac, type TrailVault } from '../audit'
import type { Sql } from '../db'
import { diagnose } from './diagnose'
import { countOf, lastCut, pagesAfter, type Cut, type HashedLine } from './lines'

/** What following a chain to its end has shown. */
export interface ChainCheck {
  readonly chain: ChainName
  readonly stream: string
  /** The chain begins after this line (0, or where it was pruned), with its hash. */
  readonly base: { readonly a: number; readonly hash: Buffer }
  /** The last line that holds. */
  readonly last: number
  /** The first line that does not; null: all of them do. */
  readonly broken: { readonly a: number; readonly damage: Damage } | null
  readonly restores: readonly Restore[]
}

export interface Restore {
  /** Change numbers that were left out: (from, to]. */
  readonly from: number
  readonly to: number
  readonly at: string
  readonly backupAt: string
}

/**
 * Follows a chain from its first line, in one pass; the hashes compared are those that stand there, so that damage is found where it is
 * and not from there on. `sql` reads one snapshot, or a line written meanwhile would look like one too many.
 */
export async function verifyChain(sql: Sql, vault: TrailVault, chain: ChainName, stream: string): Promise<ChainCheck> {
  const mac = trailMac(vault)
  const restores: Restore[] = []
  const cut = await lastCut(sql, chain, stream)
  const base = cut ?? { a: 0, hash: BEGINNING }
  const found = { chain, stream, base, restores }
  if (cut !== null && !cut.mac.equals(cutMac(mac, chain, stream, cut))) return { ...found, last: 0, broken: { a: 1, damage: 'cutOff' } }
  const count = (await countOf(sql, chain, stream)) ?? 0
  const [early] = await sql<{ a: number }[]>`select a from ${sql(chain)} where stream = ${stream} and a <= ${base.a} order by a limit 1`
  if (early !== undefined) return { ...found, last: base.a, broken: { a: early.a, damage: 'inserted' } }
  let [last, hash] = [base.a, base.hash]
  for await (const page of pagesAfter(sql, chain, stream, base.a)) {
    for (const line of page) {
      if (line.a !== last + 1 || !chainHash(mac, hash, line).equals(line.hash)) {
        return { ...found, last, broken: await diagnose(sql, mac, { chain, stream, last, hash, count }) }
      }
      last = line.a
      hash = line.hash
      if (line.action === RESTORED) restores.push(restoreOf(line))
    }
  }
  if (last < count) return { ...found, last, broken: { a: last + 1, damage: 'cutOff' } }
  if (last > count) return { ...found, last, broken: { a: count + 1, damage: 'inserted' } }
  return { ...found, last, broken: null }
}

function restoreOf({ at, detail }: HashedLine): Restore {
  return { from: Number(detail.from), to: Number(detail.to), at, backupAt: String(detail.backupAt) }
}

export function cutMac(mac: TrailMac, chain: ChainName, stream: string, { a, hash }: Pick<Cut, 'a' | 'hash'>): Buffer {
  return mac(`cut|${chain}|${stream}|${a}|`, hash)
}

export interface Audit {
  /** The first line that does not follow from the one before it. */
  readonly brokenAt: number | null
  readonly last: number
  /** Numbers that restores left out: (from, to]. */
  readonly jumps: readonly { readonly from: number; readonly to: number }[]
}

/** A stream's own trail, as far as backups and tests ask. */
export async function readAudit(sql: Sql, vault: TrailVault, stream: string): Promise<Audit> {
  const { broken, last, restores } = await verifyChain(sql, vault, 'audit', stream)
  return { brokenAt: broken?.a ?? null, last, jumps: restores.map(({ from, to }) => ({ from, to })) }
}
