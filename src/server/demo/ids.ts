import { createHash } from 'node:crypto'
import { newId } from '../../core/id'
import type { Day } from '../../core/period'

/** Ids follow from names, so that a seeding that was interrupted goes on where it stopped. */
export function idOf(name: string, day: Day = FOUNDED): string {
  const digest = createHash('sha256').update(`说事簿/演示/${name}`).digest()
  return newId(Date.parse(`${day}T00:00:00+08:00`), () => Uint8Array.from(digest.subarray(0, 16)))
}

/** Day on which the demo county's directory was set up. */
export const FOUNDED: Day = '2021-12-20'
