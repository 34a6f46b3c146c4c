import type { Act } from './acts'

/** Histories that failed once, each with what it was about: they run with every test. */
export interface Case {
  readonly name: string
  readonly seed: number
  readonly acts: readonly Act[]
}

export const CASES: readonly Case[] = [
  {
    name: 'a person without any role creates a record: nothing is computed without end, and nothing is saved',
    seed: 71,
    acts: [{ do: 'grant', village: null }, { do: 'pass', ms: 245 }, { do: 'create', who: 2, village: 0, secret: false, draft: false }],
  },
  {
    name: 'a step is refused because somebody else changed what it sets, and the answer is lost: told again, the refusal still names both values',
    seed: 1,
    acts: [
      { do: 'sync', who: 0 }, { do: 'network', who: 0, fates: ['lost'] }, { do: 'accept', who: 0, record: 1 },
      { do: 'edit', who: 1, record: 1, field: 4 }, { do: 'pass', ms: 1_000 },
      { do: 'network', who: 0, fates: ['answerLost'] }, { do: 'sync', who: 0 }, { do: 'network', who: 0, fates: ['through'] }, { do: 'pass', ms: 5_000 },
    ],
  },
  {
    name: 'a full phone can store nothing of what it receives: ops that the server has are not replayed over what came after them',
    seed: 483,
    acts: [{ do: 'edit', who: 2, record: 2, field: 4 }, { do: 'quota', who: 2, room: 0 }, { do: 'accept', who: 2, record: 2 }],
  },
  {
    name: 'a full phone whose person moved on: a record that has left the scope leaves the screen, though its op can not be let go of yet',
    seed: 780,
    acts: [
      { do: 'quota', who: 2, room: 300 }, { do: 'create', who: 1, village: 1, secret: false, draft: false }, { do: 'grant', village: 1 }, { do: 'signOut', who: 0 },
      { do: 'backup' }, { do: 'create', who: 2, village: 1, secret: true, draft: false }, { do: 'restore' },
    ],
  },
  {
    name: 'a phone whose clock jumps ten years ahead after a restore it has not heard of: what the restore lost is offered again all the same',
    seed: 19643,
    acts: [
      { do: 'create', who: 1, village: 1, secret: false, draft: false }, { do: 'backup' }, { do: 'restore' },
      { do: 'clock', who: 1, skew: 315_360_000_000 }, { do: 'sync', who: 1 },
    ],
  },
  {
    name: 'a restore loses what somebody wrote who works in another township by now: it is offered again all the same',
    seed: 9096,
    acts: [{ do: 'grant', village: 2 }, { do: 'edit', who: 2, record: 2, field: 0 }, { do: 'backup' }, { do: 'grant', village: 0 }, { do: 'restore' }],
  },
  {
    name: 'the same with a record nobody else has seen, and the move heard of after the restore',
    seed: 10562,
    acts: [{ do: 'create', who: 2, village: 0, secret: false, draft: true }, { do: 'backup' }, { do: 'restore' }, { do: 'grant', village: 2 }],
  },
  {
    name: 'grants change while a push is on its way: what its answer decides is drawn by whoever is there by then, not over them',
    seed: 4066,
    acts: [
      { do: 'network', who: 2, fates: ['through', 'through', 'late', 'lost'] }, { do: 'edit', who: 2, record: 2, field: 1 },
      { do: 'die', who: 2, call: 25, tear: 0, field: 0 }, { do: 'grant', village: 1 }, { do: 'sync', who: 1 },
    ],
  },
  {
    name: 'a draft of a village in another township is saved before the phone knows the places: refused and told, and counted nowhere',
    seed: 4254,
    acts: [
      { do: 'version', who: 2, old: false }, { do: 'network', who: 0, fates: ['silent'] }, { do: 'grant', village: null },
      { do: 'network', who: 2, fates: ['twice', 'late', 'dies3', 'portal'] }, { do: 'die', who: 2, call: 30, tear: 0, field: 2 },
      { do: 'grant', village: 2 }, { do: 'pass', ms: 22_232 }, { do: 'create', who: 2, village: 1, secret: false, draft: true },
    ],
  },
]
