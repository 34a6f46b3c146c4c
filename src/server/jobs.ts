import { anchorToday } from './audit/anchoring'
import type { App } from './http/context'
import { putAwayRound } from './privacy/puttingAway'
import { remindRound } from './remind/reminding'
import { rollUp } from './rollup/round'
import { keepRounds, type After, type Rounds } from './rounds'

const MINUTE_MS = 60_000

/** What the server does by itself, besides answering. Gives the means to end all of it. */
export function startJobs(app: App, after: After): () => void {
  const { anchors, wechat } = app
  const all: readonly Rounds[] = [
    { job: 'retention', everyMs: 30 * MINUTE_MS, atOnce: false, round: () => putAwayRound(app) },
    { job: 'rollup', everyMs: MINUTE_MS, atOnce: false, round: () => rollUp(app) },
    ...(anchors === undefined ? [] : [{ job: 'anchor', everyMs: 60 * MINUTE_MS, atOnce: true, round: () => anchorToday(app, anchors) }]),
    ...(wechat === undefined || wechat.template === null ? [] : [{ job: 'reminders', everyMs: 5 * MINUTE_MS, atOnce: true, round: () => remindRound(app, wechat) }]),
  ]
  const stops = all.map((rounds) => keepRounds(rounds, app.log, after))
  return () => stops.forEach((stop) => stop())
}
