import type { Conflict, OpBody } from '../../core/op'
import { must } from '../../core/assert'
import type { RecordType } from '../../core/recordType'
import { bareName } from '../../domain/personName'
import { maskName } from '../../domain/privacyMask'
import { tableOf } from '../columns'
import type { Sql } from '../db'
import { openOp, type SealedOp } from '../opStore'
import { isEmptySecret, type Secret } from '../personal'
import { recordContext, type RecordDeps } from '../versions'
import { hex } from '../recordKeys'

/** One person in a record that others are in too. `paths`: that person's rows (`parties/r1`). */
export interface Taken {
  readonly stream: string
  readonly record: string
  readonly type: RecordType
  readonly paths: readonly string[]
  readonly name: string
}

/**
 * Takes one person out of a record that others are named in: the record's key stays, so every envelope of it is sealed anew without them:
 * every version, every op (refused ones too), every value that stood in a conflict. In what was told the name becomes 李某. What others wrote
 * of that person in other words stays, and whoever asked is told so. Ops and versions are changed alike, so that replaying the ops still
 * makes the versions. In the caller's transaction, under the stream's lock. Returns how many envelopes were sealed anew.
 */
export async function eraseRows(deps: RecordDeps, tx: Sql, taken: Taken): Promise<number> {
  const { stream, record, type } = taken
  const [row] = await tx<{ wrapped: Buffer }[]>`select wrapped from record_key where stream = ${stream} and record = ${record}`
  if (row === undefined) return 0
  const context = recordContext(stream, record)
  const key = deps.vault.unwrap(row.wrapped, context)
  const versions = await tx<{ since: number; sealed: Buffer }[]>`
    select since, sealed from ${tx(tableOf(type))} where stream = ${stream} and record = ${record} and sealed is not null`
  for (const { since, sealed } of versions) {
    const secret = without(taken, deps.vault.open(key, sealed, context) as Secret)
    const anew = isEmptySecret(secret) ? null : hex(deps.vault.seal(key, secret, context))
    await tx`update ${tx(tableOf(type))} set sealed = ${anew}::text::bytea where stream = ${stream} and record = ${record} and since = ${since}`
  }
  const ops = await tx<{ id: string; record: string; sealed: Buffer }[]>`select id, record, sealed from op where stream = ${stream} and record = ${record} and sealed is not null`
  for (const op of ops) {
    const opened = must(openOp(deps, stream, { ...op, wrapped: row.wrapped }), 'the sealed part of an op')
    const anew = hex(deps.vault.seal(key, opWithout(taken, opened), `op|${context}`))
    await tx`update op set sealed = ${anew}::text::bytea where stream = ${stream} and id = ${op.id}`
  }
  return versions.length + ops.length
}

function opWithout(taken: Taken, { secret, body, conflicts }: SealedOp): SealedOp {
  return {
    secret: without(taken, secret),
    body: body === null ? null : bodyWithout(taken, body),
    conflicts: conflicts.filter(({ path }) => !isTheirs(taken, path)).map((conflict): Conflict => ({ ...conflict, mine: masked(taken, conflict.mine), stored: masked(taken, conflict.stored) })),
  }
}

function without(taken: Taken, secret: Secret): Secret {
  return Object.fromEntries(Object.entries(secret).filter(([path]) => !isTheirs(taken, path)).map(([path, value]) => [path, masked(taken, value)]))
}

/** A refused body may hold anything; what is not rows and values is left to be read as it was. */
function bodyWithout(taken: Taken, body: OpBody): OpBody {
  const rows = Object.fromEntries(Object.entries(body.rows ?? {}).map(([field, patches]) => [
    field, Object.fromEntries(Object.entries(patches).filter(([id]) => !isTheirs(taken, `${field}/${id}`))),
  ]))
  const cleared = body.rows === undefined ? body : { ...body, rows }
  return masked(taken, cleared)
}

function isTheirs({ paths }: Taken, path: string): boolean {
  return paths.some((mine) => path === mine || path.startsWith(`${mine}/`))
}

/** The name in any text of the value becomes 李某. A name of one letter would take that letter out of every word. */
function masked<T>({ name }: Taken, value: T): T {
  const whole = name.trim()
  if ([...bareName(whole)].length < 2) return value
  const mask = maskName(whole)
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return each.split(whole).join(mask)
    if (Array.isArray(each)) return each.map(walk)
    return typeof each === 'object' && each !== null ? Object.fromEntries(Object.entries(each).map(([name_, inner]) => [name_, walk(inner)])) : each
  }
  return walk(value) as T
}
