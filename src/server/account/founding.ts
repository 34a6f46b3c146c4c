import { randomUUID } from 'node:crypto'
import type { Bootstrap, Bootstrapped } from '../../core/accountWire'
import { assert, must } from '../../core/assert'
import type { Op, Patch } from '../../core/op'
import type { Me } from '../../core/protocol'
import { SCHEMA_VERSION } from '../../domain/registry'
import type { PushDeps } from '../batch'
import { spendFoundingSecret } from '../bootstrap'
import { push } from '../push'
import { onTrail } from '../trail'
import { giveLogin } from './acts'
import { makeCode } from './oneTime'

/** Who writes what nobody could be allowed to yet: a county's own place, and its first two people. */
export const FOUNDER_PERSON = '00000000-0000-4000-8000-000000000002'
const DEVICE = 'founding'

/**
 * Begins a county: its place, one who administers and one who grants roles, by ops like any others, and a code for each to choose a
 * password with. null: the secret is not the one, used, or too old; then nothing was done.
 */
export async function foundCounty(deps: PushDeps & { readonly county: string }, { secret, county: name, admin, security }: Bootstrap): Promise<Bootstrapped | null> {
  const { county } = deps
  const people = [{ person: randomUUID(), role: 'admin', ...admin }, { person: randomUUID(), role: 'security', ...security }]
  const codes = await onTrail<readonly string[]>(deps, county, async (tx) => {
    if (!(await spendFoundingSecret(tx, secret, deps.now()))) return { result: [], lines: [] }
    // Of a founding that broke off between here and the ops: nobody of it can have come in.
    await tx`delete from account where county = ${county}`
    const made: string[] = []
    for (const { person, login } of people) {
      assert(await giveLogin(tx, { county, person }, login), 'a county without people has no logins')
      made.push((await makeCode(tx, deps.vault, { county, person }, 'password', deps.now())).code)
    }
    return { result: made, lines: [{ actor: null, action: 'founded', subject: county, detail: {} }] }
  })
  const [one, two] = codes
  if (one === undefined || two === undefined) return null
  const ops = [
    opOf(deps, 1, 'place', county, { name, level: 'county', order: 0 }),
    ...people.flatMap(({ person, role, name: called }, i) => [
      opOf(deps, 2 + 2 * i, 'person', person, { name: called }),
      opOf(deps, 3 + 2 * i, 'grant', randomUUID(), { person, role, place: county }),
    ]),
  ]
  const pushed = must(await push(deps, { me: founderOf(county), devices: [DEVICE] }, { stream: county, ops, waiting: 0 }), "the county's stream")
  assert(pushed.answer.results.every((result) => result.kind === 'applied'), 'a county is founded by ops that the judge applies')
  return { admin: one, security: two }
}

function founderOf(county: string): Me {
  const roles = ['admin', 'security']
  return { person: FOUNDER_PERSON, name: '开通', county, unit: null, roles, grants: roles.map((role) => ({ role, place: county, stream: county })) }
}

function opOf(deps: PushDeps, seq: number, kind: string, record: string, set: Patch): Op {
  return {
    id: randomUUID(), device: DEVICE, seq, schema: SCHEMA_VERSION, kind, record, base: 0, body: { kind: 'create', move: 'add', set },
    claimedAt: new Date(deps.now()).toISOString(),
  }
}
