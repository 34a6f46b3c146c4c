import { randomInt, timingSafeEqual } from 'node:crypto'
import type { PhoneCode } from '../../core/accountWire'
import { dayAt } from '../../core/period'
import type { Db, Sql } from '../db'
import type { Vault } from '../vault'
import { keyed } from './locks'

/** Eight digits that one's own mini-program shows and a browser takes: for two minutes, once. One a minute, ten a day. */
const LIFE_MS = 2 * 60_000
const APART_MS = 60_000
const A_DAY = 10

interface Whose {
  readonly county: string
  readonly person: string
}

/** null: too soon, or too many today. */
export async function makePhoneCode(db: Db, vault: Vault, whose: Whose, now: number): Promise<PhoneCode | null> {
  const code = String(randomInt(10 ** 8)).padStart(8, '0')
  const [at, until, today] = [new Date(now).toISOString(), new Date(now + LIFE_MS).toISOString(), dayAt(now)]
  const { county, person } = whose
  const made = await db.sql`
    insert into phone_code (county, person, hash, until, made_at, made_on, made) values (${county}, ${person}, ${hashOf(vault, whose, code)}, ${until}, ${at}, ${today}, 1)
    on conflict (county, person) do update set hash = excluded.hash, until = excluded.until, made_at = excluded.made_at, made_on = excluded.made_on,
      made = case when phone_code.made_on = excluded.made_on then phone_code.made + 1 else 1 end
    where phone_code.made_at <= ${new Date(now - APART_MS).toISOString()} and (phone_code.made_on <> excluded.made_on or phone_code.made < ${A_DAY})`
  return made.count === 1 ? { code, until } : null
}

/** Whose code it is among those who bear the name; it is used up by this. With nobody of that name it takes as long. */
export async function spendPhoneCode(sql: Sql, vault: Vault, county: string, people: readonly string[], code: string, now: number): Promise<string | null> {
  const asked = people.length === 0 ? [NOBODY] : people
  const rows = await sql<{ person: string; hash: Buffer }[]>`select person, hash from phone_code
    where county = ${county} and person = any(${[...asked]}::uuid[]) and hash is not null and until > ${new Date(now).toISOString()}`
  const expected = asked.map((person) => ({ person, hash: hashOf(vault, { county, person }, code) }))
  const found = expected.find(({ person, hash }) => rows.some((row) => row.person === person && timingSafeEqual(row.hash, hash)))
  if (found === undefined) return null
  const spent = await sql`update phone_code set hash = null where county = ${county} and person = ${found.person} and hash = ${found.hash}`
  return spent.count === 1 ? found.person : null
}

/** After too many wrong ones the codes of that name are worth nothing any more. */
export async function dropPhoneCodes(sql: Sql, county: string, people: readonly string[]): Promise<void> {
  await sql`update phone_code set hash = null where county = ${county} and person = any(${[...people]}::uuid[])`
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

function hashOf(vault: Vault, { county, person }: Whose, code: string): Buffer {
  return keyed(vault, 'phone-code', `${county}|${person}|${code}`)
}
