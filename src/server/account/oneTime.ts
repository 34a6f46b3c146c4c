import { randomBytes } from 'node:crypto'
import type { Sql } from '../db'
import type { Vault } from '../vault'
import { keyed } from './locks'

/**
 * Codes an admin reads out: good once, for a day, for one person and one purpose. Making another ends the one before. Only their keyed
 * hashes are kept.
 */
export type Purpose = 'binding' | 'password'

export interface MadeCode {
  readonly code: string
  readonly until: string
}

interface Whose {
  readonly county: string
  readonly person: string
}

/** Without those that are read wrongly over the telephone (0 O 1 I L U): 30 signs, 4.9 bits each. */
export const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 49 bits, in two halves. */
const HALF = 5
const DAY_MS = 24 * 3_600_000

export async function makeCode(sql: Sql, vault: Vault, { county, person }: Whose, purpose: Purpose, now: number, lifeMs: number = DAY_MS): Promise<MadeCode> {
  const code = `${letters(HALF)}-${letters(HALF)}`
  const until = new Date(now + lifeMs).toISOString()
  await sql`delete from one_time_code where county = ${county} and purpose = ${purpose} and (person = ${person} or until <= ${new Date(now).toISOString()})`
  await sql`insert into one_time_code (county, purpose, hash, person, until) values (${county}, ${purpose}, ${hashOf(vault, purpose, code)}, ${person}, ${until})`
  return { code, until }
}

/** Whose it is, if it is good; it stays so until `spendCode`. */
export async function ownerOfCode(sql: Sql, vault: Vault, county: string, purpose: Purpose, code: string, now: number): Promise<string | null> {
  const [row] = await sql<{ person: string }[]>`select person from one_time_code
    where county = ${county} and purpose = ${purpose} and hash = ${hashOf(vault, purpose, code)} and until > ${new Date(now).toISOString()}`
  return row?.person ?? null
}

/** False: somebody else was faster. */
export async function spendCode(sql: Sql, vault: Vault, county: string, purpose: Purpose, code: string): Promise<boolean> {
  const spent = await sql`delete from one_time_code where county = ${county} and purpose = ${purpose} and hash = ${hashOf(vault, purpose, code)}`
  return spent.count === 1
}

export function letters(count: number): string {
  let text = ''
  while (text.length < count) {
    // 240 is the last multiple of 30 in a byte: above it some signs would come oftener.
    for (const byte of randomBytes(count * 2)) if (byte < 240 && text.length < count) text += CODE_LETTERS[byte % CODE_LETTERS.length] ?? ''
  }
  return text
}

function hashOf(vault: Vault, purpose: Purpose, code: string): Buffer {
  return keyed(vault, `code/${purpose}`, code.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, ''))
}
