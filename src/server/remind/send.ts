import { clockAt, type Day } from '../../core/period'
import type { PushDeps } from '../batch'
import type { Sent, Wechat } from '../wechat/wechat'
import type { TemplatePart } from '../wechat/settings'
import { giveBack, takeOne, usedUp } from './consent'
import { sentenceOf, totalOf, type Counts } from './phase'

/** Office hours: nobody's telephone rings at night for us. */
export const FROM = '08:30'
export const UNTIL = '18:00'
/** Minutes until a busy WeChat is asked again: after the first try, the second, the third; then not again that day. */
const PAUSES = [5, 15, 45]

export interface SendDeps extends PushDeps {
  readonly county: string
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

interface Line {
  readonly person: string
  readonly counts: Counts
  readonly tries: number
}

/**
 * Sends what waits. A line is taken before its message leaves: whoever else works on the same finds it gone, and one whose fate nobody
 * knows (the program died, WeChat did not answer) is not sent again. One message too few is better than two.
 */
export async function sendWaiting(deps: SendDeps, wechat: Wechat, today: Day): Promise<number> {
  let sent = 0
  const tried = new Set<string>()
  for (;;) {
    if (clockAt(deps.now()) >= UNTIL) return sent
    const line = await takeLine(deps, today, [...tried])
    if (line === null) return sent
    tried.add(line.person)
    const result = await sendOne(deps, wechat, line, today)
    if (result === 'sent') sent += 1
    if (result === 'stop') return sent
  }
}

async function takeLine({ db, county, now }: SendDeps, today: Day, not: readonly string[]): Promise<Line | null> {
  const at = new Date(now()).toISOString()
  for (;;) {
    const [next] = await db.sql<{ person: string }[]>`
      select person from reminder where county = ${county} and on_day = ${today} and state = 'waiting' and next_at <= ${at} and person <> all(${[...not]}::uuid[])
      order by person limit 1`
    if (next === undefined) return null
    const [line] = await db.sql<Line[]>`
      update reminder set state = 'sending', tries = tries + 1 where county = ${county} and on_day = ${today} and person = ${next.person} and state = 'waiting'
      returning person, counts, tries`
    if (line !== undefined) return line
  }
}

async function sendOne(deps: SendDeps, wechat: Wechat, line: Line, today: Day): Promise<'sent' | 'not' | 'stop'> {
  const { county, db } = deps
  const holder = { county, person: line.person }
  const openid = await takeOne(deps, db.sql, holder)
  if (openid === null) {
    await settle(deps, line, today, 'noConsent', '')
    return 'not'
  }
  const result = await wechat.send(openid, dataOf(wechat, line.counts, today))
  await afterwards(deps, holder, line, today, result)
  if (result.kind === 'wrong') deps.log({ level: 'error', reminders: 'wrong settings', code: result.code })
  // What is wrong or busy for one is so for all: the others wait for the next round.
  return result.kind === 'sent' ? 'sent' : result.kind === 'wrong' || result.kind === 'later' ? 'stop' : 'not'
}

async function afterwards(deps: SendDeps, holder: { readonly county: string; readonly person: string }, line: Line, today: Day, result: Sent): Promise<void> {
  const { sql } = deps.db
  switch (result.kind) {
    case 'sent':
    case 'unknown':
      return settle(deps, line, today, result.kind, '')
    case 'refused':
    case 'gone':
      await usedUp(sql, holder, result.kind === 'gone')
      return settle(deps, line, today, result.kind, '')
    case 'later':
    case 'wrong': {
      await giveBack(sql, holder)
      const pause = PAUSES[line.tries - 1]
      return pause === undefined ? settle(deps, line, today, 'givenUp', String(result.code)) : wait(deps, line, today, pause, String(result.code))
    }
  }
}

async function settle({ db, county }: SendDeps, { person }: Line, today: Day, state: string, told: string): Promise<void> {
  await db.sql`update reminder set state = ${state}, told = ${told} where county = ${county} and on_day = ${today} and person = ${person}`
}

async function wait({ db, county, now }: SendDeps, { person }: Line, today: Day, minutes: number, told: string): Promise<void> {
  const nextAt = new Date(now() + minutes * 60_000).toISOString()
  await db.sql`update reminder set state = 'waiting', next_at = ${nextAt}, told = ${told} where county = ${county} and on_day = ${today} and person = ${person}`
}

/** Only these three may stand in a message. */
function dataOf({ fields }: Wechat, counts: Counts, today: Day): Readonly<Record<string, string>> {
  const [year, month, date] = today.split('-').map(Number)
  const parts: Readonly<Record<TemplatePart, string>> = { text: sentenceOf(counts), day: `${year}年${month}月${date}日`, count: String(totalOf(counts)) }
  return Object.fromEntries(Object.entries(fields).map(([key, part]) => [key, parts[part]]))
}
