import type { ChainName, Damage } from '../../domain/trailWords'
import { chainHash } from '../audit'
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
export async function diagnose(sql: Sql, key: Buffer, { chain, stream, last, hash, count }: Break): Promise<{ readonly a: number; readonly damage: Damage }> {
  const a = last + 1
  const told = (damage: Damage) => ({ a, damage })
  const follows = (before: Buffer, line: HashedLine, as: number): Buffer => chainHash(key, before, { ...line, a: as })
  let here: HashedLine | null = null
  let before: HashedLine | null = null
  let isHereGenuine = false
  let genuine: HashedLine | null = null
  let isMovedUp = false
  let goesOn = false
  for await (const page of pagesAfter(sql, chain, stream, last)) for (const line of page) {
    if (here === null || before === null) {
      if (line.a !== a) return told('missing')
      here = before = line
      continue
    }
    if (line.a === a + 1) for (let moved = 1; moved <= MOST_MOVED && !isMovedUp; moved += 1) isMovedUp = follows(here.hash, line, line.a + moved).equals(line.hash)
    if (genuine !== null && line.a === genuine.a + 1) goesOn = follows(genuine.hash, line, a + 1).equals(line.hash)
    const as = follows(hash, line, a)
    // Its words may have been moved with its hash or without.
    if (genuine === null && as.equals(line.hash)) genuine = line
    else if (as.equals(here.hash)) return told('reordered')
    isHereGenuine ||= follows(before.hash, here, line.a).equals(here.hash)
    before = line
  }
  if (genuine !== null) return told(isHereGenuine || !(goesOn || genuine === before) ? 'reordered' : 'inserted')
  if (isMovedUp) return told('missing')
  return told(a > count ? 'inserted' : 'changed')
}
