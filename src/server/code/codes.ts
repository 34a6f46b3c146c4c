import { createHash } from 'node:crypto'
import { CODE_ALPHABET, CODE_LENGTH } from '../../core/codeWire'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { onTrail } from '../trail'
import type { Vault } from '../vault'

/** A record that has, or may be given, a code. */
export interface Coded {
  readonly county: string
  readonly stream: string
  readonly record: string
  readonly kind: string
}

export interface Code {
  readonly code: string
  readonly generation: number
}

/**
 * Follows from the master key and the record alone: it can be printed again at any time and stands nowhere in the database. The
 * remainder of a 256-bit number by 31 is even to one part in 2^150.
 */
export function codeOf(vault: Vault, stream: string, record: string, generation: number): string {
  const digest = vault.mac(vault.derive('case-code'), `${stream}|${record}|${generation}`).toString('hex')
  let left = BigInt(`0x${digest}`)
  const base = BigInt(CODE_ALPHABET.length)
  let code = ''
  for (let i = 0; i < CODE_LENGTH; i += 1) {
    code += CODE_ALPHABET[Number(left % base)] ?? ''
    left /= base
  }
  return code
}

/** The record a code is of, while it has not been ended. Anything typed may be asked for; what is no code is looked up all the same, so that it takes as long. */
export async function recordOfCode(sql: Sql, county: string, typed: string): Promise<Coded | null> {
  const [row] = await sql<Coded[]>`
    select county, stream, record, kind from case_code where county = ${county} and hash = ${hashOf(typed)} and ended_at is null`
  return row ?? null
}

/** The code in force; null while nobody has asked for one. */
export async function currentCode(deps: Pick<PushDeps, 'vault'>, sql: Sql, { county, stream, record }: Coded): Promise<Code | null> {
  const [row] = await sql<{ generation: number }[]>`
    select generation from case_code where county = ${county} and stream = ${stream} and record = ${record} and ended_at is null order by generation desc limit 1`
  return row === undefined ? null : { code: codeOf(deps.vault, stream, record, row.generation), generation: row.generation }
}

/** The code in force, made now if there is none. Two who ask at once are given the same. */
export async function makeCode(deps: PushDeps, coded: Coded, person: string): Promise<Code> {
  const there = await currentCode(deps, deps.db.sql, coded)
  return there ?? issue(deps, coded, person, null)
}

/** Ends the code of generation `ended`, should it still be in force, and gives the next: what was printed leads nowhere any more. */
export async function renewCode(deps: PushDeps, coded: Coded, person: string, ended: number): Promise<Code> {
  return issue(deps, coded, person, ended)
}

/** With the township's row locked, so that whoever comes second finds what the first has made. */
async function issue(deps: PushDeps, coded: Coded, person: string, ended: number | null): Promise<Code> {
  const { county, stream, record, kind } = coded
  return onTrail<Code>(deps, stream, async (tx, at) => {
    const current = await currentCode(deps, tx, coded)
    if (current !== null && current.generation !== ended) return { result: current, lines: [] }
    const generation = (await lastGeneration(tx, coded)) + 1
    if (current !== null) await tx`update case_code set ended_at = ${at} where county = ${county} and hash = ${hashOf(current.code)}`
    const code = codeOf(deps.vault, stream, record, generation)
    await tx`insert into case_code (county, hash, stream, record, kind, generation, made_at)
      values (${county}, ${hashOf(code)}, ${stream}, ${record}, ${kind}, ${generation}, ${at})`
    const action = current === null ? 'makeCode' : 'renewCode'
    return { result: { code, generation }, lines: [{ actor: person, action, subject: record, detail: { kind, generation } }] }
  })
}

async function lastGeneration(tx: Sql, { county, stream, record }: Coded): Promise<number> {
  const [row] = await tx<{ last: number | null }[]>`select max(generation) as last from case_code where county = ${county} and stream = ${stream} and record = ${record}`
  return row?.last ?? 0
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}
