import { setTimeout as wait } from 'node:timers/promises'
import { assert, must } from '../../src/core/assert'
import type { Me } from '../../src/core/protocol'
import type { Db } from '../../src/server/db'
import { signedIn, type County } from './county'
import { createTestPhone, sendNext, waitingOf, writeOp, type Line, type TestPhone } from './testPhone'
import { compareWithPhones, numbersOf } from './verify'

/** The phones of a county, each with what was written in the evening. */
export interface Herd {
  readonly county: County
  readonly homes: readonly Home[]
  readonly opsEach: number
}

interface Home {
  readonly phone: TestPhone
  readonly line: Line
}

/** What it was like to come back; milliseconds. */
export interface Return {
  /** Of each push, from its sending to its answer. */
  readonly pushes: readonly number[]
  /** Of each phone, from its coming back until all was in, waits included. */
  readonly phones: readonly number[]
  /** Until the last phone knew. */
  readonly all: number
  /** How often one was told to come again, or heard nothing. */
  readonly turnedAway: number
  readonly unanswered: number
}

export async function openHerd({ db, county, address }: { readonly db: Db; readonly county: County; readonly address: string }, opsEach: number): Promise<Herd> {
  const homes: Home[] = []
  const open = async (me: Me, stream: string, village: string): Promise<void> => {
    const { device, access } = await signedIn(db, me)
    const phone = createTestPhone(device, stream)
    for (let i = 0; i < opsEach; i += 1) {
      writeOp(phone, null, { kind: 'create', move: 'failOnSpot', set: { type: 'neighbour', place: village, acceptedOn: '2026-03-05', people: 2, summary: '排水沟的事，两边都不让' } })
    }
    homes.push({ phone, line: { address, access, pause: (failures) => Math.random() * Math.min(60_000, 1_000 * 2 ** (failures - 1)) } })
  }
  for (const { stream, villages, mediators } of county.townships) await Promise.all(mediators.map((me) => open(me, stream, must(villages[0], 'a village'))))
  // From all townships alike, as the clock brings them.
  return { county, opsEach, homes: homes.map((home, i) => ({ home, at: (i * 7919) % homes.length })).sort((a, b) => a.at - b.at).map(({ home }) => home) }
}

/** They come back one after the other within `spreadMs`, wait when they are told to and back off when nobody answers, as the client does. */
export async function comeBack({ homes }: Herd, spreadMs: number): Promise<Return> {
  const began = performance.now()
  const phones = await Promise.all(homes.map(async ({ phone, line }, i) => {
    await wait((i / homes.length) * spreadMs)
    const back = performance.now()
    while (waitingOf(phone).length > 0) await sendNext(phone, line, 50)
    return performance.now() - back
  }))
  const sum = (of: (phone: TestPhone) => number): number => homes.reduce((total, { phone }) => total + of(phone), 0)
  return { pushes: homes.flatMap(({ phone }) => phone.took), phones, all: performance.now() - began, turnedAway: sum((phone) => phone.turnedAway), unanswered: sum((phone) => phone.unanswered) }
}

/** Throws when anything was lost, refused, doubled, or numbered with a gap. */
export async function verifyHerd({ county, homes, opsEach }: Herd): Promise<void> {
  for (const { stream } of county.townships) {
    const own = homes.map(({ phone }) => phone).filter((phone) => phone.stream === stream)
    const { acknowledged, lost, doubled, strange } = await compareWithPhones(county, stream, own)
    assert(acknowledged === own.length * opsEach && lost.length + doubled.length + strange.length === 0, `nothing is lost, refused or doubled in ${stream}`)
    const { numbers, counter } = await numbersOf(county, stream)
    assert(numbers.length === own.length * opsEach && counter === numbers.length && numbers[numbers.length - 1] === counter, `changes of ${stream} are numbered without a gap`)
  }
}

export interface Quantiles {
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN)
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}
