import { must } from '../../core/assert'
import type { ChainName, Damage } from '../../domain/trailWords'
import { chainHash, type TrailMac } from '../audit'
import type { Sql } from '../db'
import { pagesAfter, type HashedLine } from './lines'

interface Break {
  readonly chain: ChainName
  readonly stream: string
  /** The last line that holds, and its hash. */
  readonly last: number
  readonly hash: Buffer
  /** The number of the last line as the writer keeps it. */
  readonly count: number
}

/** Whoever takes lines out and moves the others up moves at most this many. */
const MOST_MOVED = 16

/**
 * What happened at the first line that does not hold. Nobody without the key can make a line that does, so the genuine line of that place
 * is looked for among those that follow: found, something was put before it or it changed places; else it is gone or was written over.
 */
export async function diagnose(sql: Sql, mac: TrailMac, { chain, stream, last, hash, count }: Break): Promise<{ readonly a: number; readonly damage: Damage }> {
  const a = last + 1
  const follows = (before: Buffer, line: HashedLine, as: number): Buffer => chainHash(mac, before, { ...line, a: as })
  let here: HashedLine | null = null
  const seen: Seen = { before: null, genuine: null, isHereGenuine: false, isMovedUp: false, goesOn: false }
  for await (const page of pagesAfter(sql, chain, stream, last)) {
    for (const line of page) {
      if (here === null) {
        if (line.a !== a) return { a, damage: 'missing' }
        here = seen.before = line
      } else if (lookAt(seen, { a, hash, here, line, follows })) return { a, damage: 'reordered' }
    }
  }
  return { a, damage: damageOf(seen, a > count) }
}

/** What the lines behind it have shown so far. */
interface Seen {
  before: HashedLine | null
  /** The line that belongs where the chain breaks, wherever it stands now. */
  genuine: HashedLine | null
  /** The line that stands there belongs elsewhere. */
  isHereGenuine: boolean
  /** The next line fits under a higher number: it was moved up. */
  isMovedUp: boolean
  /** Behind the genuine line comes the one that belongs behind it: the rest was moved down. */
  goesOn: boolean
}

interface Look {
  readonly a: number
  readonly hash: Buffer
  readonly here: HashedLine
  readonly line: HashedLine
  readonly follows: (before: Buffer, line: HashedLine, as: number) => Buffer
}

/** True: the words of the place's line stand here without their hash, which was left behind. */
function lookAt(seen: Seen, { a, hash, here, line, follows }: Look): boolean {
  if (line.a === a + 1) seen.isMovedUp = Array.from({ length: MOST_MOVED }, (_, i) => line.a + i + 1).some((as) => follows(here.hash, line, as).equals(line.hash))
  if (seen.genuine !== null && line.a === seen.genuine.a + 1) seen.goesOn = follows(seen.genuine.hash, line, a + 1).equals(line.hash)
  const made = follows(hash, line, a)
  if (seen.genuine === null && made.equals(line.hash)) seen.genuine = line
  else if (made.equals(here.hash)) return true
  seen.isHereGenuine ||= follows(must(seen.before, 'the line before').hash, here, line.a).equals(here.hash)
  seen.before = line
  return false
}

function damageOf({ genuine, before, isHereGenuine, goesOn, isMovedUp }: Seen, isBehind: boolean): Damage {
  if (genuine !== null) return isHereGenuine || !(goesOn || genuine === before) ? 'reordered' : 'inserted'
  if (isMovedUp) return 'missing'
  return isBehind ? 'inserted' : 'changed'
}
