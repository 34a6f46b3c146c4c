import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { openSession, refreshSession, type Refreshed } from '../../src/server/sessions'
import { withDatabase } from './database'
import { NOON } from './town'

const database = withDatabase({
  prepare: async (db) => {
    for (const [, statement] of ACCOUNT_MIGRATIONS) await db.sql.unsafe(statement)
  },
})

const begin = async (): Promise<string> => (await openSession(database.db.sql, { person: randomUUID(), county: randomUUID(), device: 'ABCDEF' }, NOON)).refresh
const refresh = (token: string): Promise<Refreshed> => refreshSession(database.db, token, NOON)
const renewed = async (token: string): Promise<string | null> => {
  const answer = await refresh(token)
  return answer.kind === 'renewed' ? answer.tokens.refresh : null
}

/** One round: so many windows ask with the one cookie they share; of the answers some are lost, and one of the rest is written last. */
const round = fc.record({ windows: fc.integer({ min: 1, max: 4 }), heard: fc.array(fc.nat({ max: 3 }), { maxLength: 4 }) })

test('S20: whoever is honest is never signed out, whatever answers are lost and however many windows ask at once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), async (rounds) => {
    let cookie = await begin()
    for (const { windows, heard } of rounds) {
      const answers = await Promise.all(Array.from({ length: windows }, () => renewed(cookie)))
      expect(answers).not.toContain(null)
      // In the order in which they arrive; what never arrives is not among them.
      for (const which of heard) cookie = answers[which] ?? cookie
    }
  }), { numRuns: 25 })
})

/** Two hold copies of one token. Each asks with the newest it has; `hears` is whether the answer reaches whoever asked. */
const turn = fc.record({ isThief: fc.boolean(), hears: fc.boolean() })

test('S20: once the owner and a thief have both gone on from a copied token, the next who shows what the other left behind ends the session for both', async () => {
  await fc.assert(fc.asyncProperty(fc.array(turn, { maxLength: 6 }), async (turns) => {
    const stolen = await begin()
    const held = { owner: stolen, thief: stolen }
    let isOver = false
    const ask = async (who: 'owner' | 'thief', hears: boolean): Promise<void> => {
      const next = await renewed(held[who])
      if (next === null) isOver = true
      else if (hears) held[who] = next
    }
    for (const { isThief, hears } of turns) if (!isOver) await ask(isThief ? 'thief' : 'owner', hears)
    // From here both hear: each comes to a token of its own, uses it, and the other's is spent by that.
    for (const who of ['owner', 'thief', 'owner', 'thief', 'owner'] as const) if (!isOver) await ask(who, true)
    expect(isOver).toBe(true)
    expect([await renewed(held.owner), await renewed(held.thief)]).toEqual([null, null])
  }), { numRuns: 25 })
})

test('S20: two windows that ask at once each get a successor, either may be the one that is kept, and the other is spent by its first use', async () => {
  const first = await begin()
  const [a, b] = [await renewed(first), await renewed(first)]
  expect(await renewed(a ?? '')).not.toBeNull()
  const reused = await refresh(b ?? '')
  expect(reused).toMatchObject({ kind: 'ended', reused: { device: 'ABCDEF' } })
})

test('S20: no token stands in the database as it is', async () => {
  const token = await begin()
  const next = await renewed(token)
  for (const table of ['session', 'refresh_token', 'access']) {
    const rows = await database.db.sql.unsafe(`select t::text as line from ${table} t`)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(next ?? 'x').toString('hex'))
  }
})
