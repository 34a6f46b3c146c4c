import type { TrailCheck } from '../../core/trailWire'
import type { ChainName, Damage } from '../../domain/trailWords'
import { CHAINS } from '../../domain/trailWords'
import type { TrailVault } from '../audit'
import type { Db } from '../db'
import { dayOfAnchor, readAnchors, type Anchor } from './anchor'
import { verifyChain, type ChainCheck } from './verify'

export interface Checking {
  readonly db: Db
  readonly vault: TrailVault
  readonly county: string
  /** null: nowhere to look for anchors. */
  readonly anchors: string | null
  readonly now: () => number
  readonly by: string | null
}

interface Broken {
  readonly stream: string
  readonly chain: ChainName
  readonly a: number
  readonly damage: Damage
}

/** Both chains of every stream, the county's first, and then what was anchored: a chain cut off at its end is whole in itself. */
export async function checkTrail({ db, vault, county, anchors: folder, now, by }: Checking): Promise<TrailCheck> {
  const at = new Date(now()).toISOString()
  // Read before the chains, so that each anchor speaks of lines that are in the snapshots.
  const read = folder === null ? [] : readAnchors(folder, vault)
  const anchors = read.flatMap((each) => (each.kind === 'anchor' ? [each.anchor] : []))
  const rows = await db.sql<{ stream: string }[]>`select stream from stream where county = ${county} order by stream <> ${county}, stream`
  const broken: Broken[] = []
  let lines = 0
  // A restore puts back everything, and the county's chain, which comes first, says so also for a township that was founded since the backup.
  let ofCounty: readonly Restore[] = []
  for (const { stream } of rows) {
    const restores = [...ofCounty]
    for (const chain of Object.keys(CHAINS) as ChainName[]) {
      const { check, wrong } = await db.begin(async (tx) => {
        await tx`set transaction isolation level repeatable read, read only`
        const done = await verifyChain(tx, vault, chain, stream)
        restores.push(...done.restores)
        if (done.broken !== null) return { check: done, wrong: done.broken }
        const hashes = await tx<{ a: number; hash: Buffer }[]>`select a, hash from ${tx(chain)} where stream = ${stream} and a = any(${wantedOf(anchors, chain, stream)}::bigint[])`
        return { check: done, wrong: againstAnchors(anchors, done, restores, new Map(hashes.map((row) => [row.a, row.hash.toString('hex')]))) }
      })
      lines += check.last - check.base.a
      if (wrong !== null) broken.push({ stream, chain, ...wrong })
    }
    if (stream === county) ofCounty = restores
  }
  const known = new Set(rows.map(({ stream }) => stream))
  for (const { stream, chain } of anchors.filter((anchor) => !isUndone(anchor, ofCounty)).flatMap(({ heads }) => heads)) {
    if (known.has(stream) || broken.some((each) => each.stream === stream && each.chain === chain)) continue
    broken.push({ stream, chain, a: 1, damage: 'cutOff' })
  }
  const latest = anchors.at(-1)
  return {
    at, by, lines, anchors: anchors.length, anchored: latest === undefined ? null : dayOfAnchor(latest), broken,
    wrongAnchors: read.flatMap((each) => (each.kind === 'wrong' ? [each.file] : [])),
  }
}

function wantedOf(anchors: readonly Anchor[], chain: ChainName, stream: string): readonly number[] {
  return [...new Set(anchors.flatMap(({ heads }) => heads.filter((head) => head.chain === chain && head.stream === stream).map(({ a }) => a)))]
}

function againstAnchors(anchors: readonly Anchor[], { chain, stream, base, last }: ChainCheck, restores: readonly Restore[], hashes: ReadonlyMap<number, string>): { readonly a: number; readonly damage: Damage } | null {
  for (const { at, heads } of anchors) {
    if (isUndone({ at }, restores)) continue
    for (const head of heads) {
      if (head.chain !== chain || head.stream !== stream || head.a < base.a) continue
      if (head.a > last) return { a: last + 1, damage: 'cutOff' }
      const hash = head.a === base.a ? base.hash.toString('hex') : hashes.get(head.a)
      if (hash !== head.hash) return { a: head.a, damage: 'rewritten' }
    }
  }
  return null
}

type Restore = ChainCheck['restores'][number]

/** Lines anchored after a backup was taken and before it was put back are gone for good, and its own line says so. */
function isUndone({ at }: Pick<Anchor, 'at'>, restores: readonly Restore[]): boolean {
  return restores.some((restore) => at > restore.backupAt && at < restore.at)
}
