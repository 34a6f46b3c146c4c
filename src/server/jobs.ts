import { startAnchoring } from './audit/anchoring'
import type { App } from './http/context'
import { startPuttingAway } from './privacy/puttingAway'
import { startReminding } from './remind/reminding'

/** Calls back once after so many milliseconds; gives the means to call it off. */
export type After = (ms: number, run: () => void) => () => void

/** What the server does by itself, besides answering. Gives the means to end all of it. */
export function startJobs(app: App, after: After): () => void {
  const stops = [
    startPuttingAway(app, after),
    ...(app.anchors === undefined ? [] : [startAnchoring(app, app.anchors, after)]),
    ...(app.wechat === undefined || app.wechat.template === null ? [] : [startReminding(app, app.wechat, after)]),
  ]
  return () => stops.forEach((stop) => stop())
}
