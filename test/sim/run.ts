import type { Op } from '../../src/core/op'
import { must } from '../../src/core/assert'
import type { Act } from './acts'
import { MOVING, type Server } from './county'
import { hasAccess } from './scope'
import { openStage, signIn, type SimPhone, type Stage } from './stage'

/** What the people of a history know: what they typed, what their screens said, and what happened to their phones. Nothing of it comes from the program's own books. */
export interface Run {
  readonly stage: Stage
  readonly history: readonly Act[]
  /** Records in the order in which they were first saved. */
  readonly ids: string[]
  /** Every save a phone confirmed. */
  readonly saves: Save[]
  /** Value → the values its writer's screen showed in that place when writing it. Every value is written as a new one. */
  readonly seen: Map<Cell, Set<Cell | undefined>>
  /** Value → how often its author decided to write it once more. */
  readonly again: Map<Cell, number>
  /** Ops that were settled in 需核对. */
  readonly settled: Set<string>
  /** Values whose authors left what stands there, or dropped theirs. */
  readonly givenUp: Set<Cell>
  /** Ops whose phone lost their files after the server had them: it can't tell their author anything any more. */
  readonly forgotten: Set<string>
  /** Per phone, how many files were spoilt. */
  readonly rotten: number[]
  /** Per phone, forms that were left unfinished: key → text. */
  readonly drafts: Map<string, string>[]
  /** Per phone, keys of forms that were saved. */
  readonly used: Set<string>[]
  readonly copies: (Copy | undefined)[]
  /** Phone and stream → the highest change number the phone ever said it had everything up to. */
  readonly reached: Map<string, number>
  /** Ops the server had judged when it was backed up. */
  backup: Pick<Stage, 'judged' | 'homes'> | null
  /** First change numbers after a restore. */
  readonly jumps: Set<number>
  values: number
  forms: number
}

export type Cell = string | number

export interface Save {
  readonly who: number
  readonly record: string
  /** Path → value, each of them unique in the run. */
  readonly cells: ReadonlyMap<string, Cell>
  /** Why nobody can know of it any more; null: it must stand somewhere. */
  lost: 'files' | 'restored' | 'dropped' | null
  /** Its phone no longer keeps it: a restore to before it loses it. */
  isUnguarded: boolean
}

interface Copy {
  readonly files: ReadonlyMap<string, string>
  readonly values: ReadonlyMap<string, string>
  readonly saves: number
  readonly rotten: number
}

/** Three phones, all signed in. */
export async function startRun(seed: number, server: Server, history: readonly Act[], most?: number): Promise<Run> {
  const stage = await openStage(seed, server, most)
  const each = <T>(make: () => T): T[] => stage.phones.map(make)
  const run: Run = {
    stage, history, ids: [], saves: [], seen: new Map(), again: new Map(), settled: new Set(), givenUp: new Set(), forgotten: new Set(), rotten: each(() => 0),
    drafts: each(() => new Map<string, string>()), used: each(() => new Set<string>()), copies: each(() => undefined), reached: new Map(), backup: null, jumps: new Set(), values: 0, forms: 0,
  }
  for (const phone of stage.phones) await signIn(stage, phone)
  return run
}

/** A good network for long enough, nothing wrong with the phones, everybody signed in and with somewhere to work. */
export async function calm({ stage }: Run): Promise<void> {
  const { world, county, phones, names } = stage
  if (county.works() === null) await county.grant(must(names.people[MOVING], 'the moving person').place)
  for (const phone of phones) {
    phone.fates = []
    phone.disk.faults.capacity = Infinity
    if (phone.isOld) {
      phone.isOld = false
      await phone.restart()
    }
  }
  for (const phone of phones) phone.network(true)
  for (let i = 0; i < MOST_ROUNDS && (i < 2 || !phones.every(isAtRest)); i += 1) {
    for (const phone of phones) if (needsSignIn(phone)) await signIn(stage, phone)
    await world.pass(ROUND_MS)
  }
}

/** Longer than the longest pause, and than anything that is late. */
const ROUND_MS = 62_000
const MOST_ROUNDS = 6

/** Only says when waiting longer makes no difference; the oracle says whether it was enough. */
function isAtRest(phone: SimPhone): boolean {
  const { status, waiting } = phone.client().sync.getState()
  return status === 'idle' && waiting === 0 && !needsSignIn(phone)
}

export function needsSignIn(phone: SimPhone): boolean {
  const session = phone.client().session.getState()
  return session.kind !== 'signedIn' || session.expired
}

/** The phone's files are gone, or some of them: what the server has judged is only safe there from now on, the rest nobody has. */
export function loseFiles(run: Run, who: number, isGone: (save: Save) => boolean, isOpGone: (op: Op) => boolean): void {
  const judged = judgedCells(run.stage)
  for (const save of run.saves) {
    if (save.who !== who || save.lost !== null || !isGone(save)) continue
    if (stands(save, judged)) save.isUnguarded = true
    else save.lost = 'files'
  }
  const codes = new Set([...run.stage.judged.values()].filter(({ op }) => isOpGone(op)).map(({ op }) => op.id))
  codes.forEach((id) => run.forgotten.add(id))
}

/** The server went back: what it then has of the saves that no phone keeps. */
export function loseUnguarded(run: Run): void {
  const judged = judgedCells(run.stage)
  for (const save of run.saves) if (save.isUnguarded && save.lost === null && !stands(save, judged)) save.lost = 'restored'
}

function judgedCells({ judged }: Stage): ReadonlySet<Cell> {
  return new Set([...judged.values()].flatMap(({ op }) => [...cellsOf(op.body).values()]))
}

function stands({ cells }: Save, known: ReadonlySet<Cell>): boolean {
  return [...cells.values()].every((cell) => known.has(cell))
}

/** Path → value of what an op says, cells of rows by `rows/row/cell`; only what was typed as new. */
export function cellsOf({ set, rows }: Pick<Op['body'], 'set' | 'rows'>): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const name of TYPED) {
    const value = set[name]
    if (typeof value === 'string' || typeof value === 'number') cells.set(name, value)
  }
  for (const [id, row] of Object.entries(rows?.parties ?? {})) {
    const name = row.set?.name
    if (typeof name === 'string') cells.set(`parties/${id}/name`, name)
  }
  return cells
}

/** Fields whose values are unique in a run, so that what became of each can be followed. */
export const TYPED = ['people', 'households', 'summary', 'amount', 'withdrawReason'] as const

export function mayWork(run: Run, phone: SimPhone): boolean {
  return hasAccess(run.stage, phone.named)
}
