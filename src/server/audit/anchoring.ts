import type { PushDeps } from '../batch'
import { faultForLog } from '../db'
import { headsOf, writeAnchor } from './anchor'

/** The part of the world a daily anchor needs. */
export interface AnchoringDeps extends Pick<PushDeps, 'db' | 'vault' | 'now'> {
  readonly county: string
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

const HOUR = 3_600_000

/** Today's anchor, as soon as the server runs and then with every new day. Returns how to stop. */
export function startAnchoring(deps: AnchoringDeps, folder: string, after: (ms: number, run: () => void) => () => void): () => void {
  let stop: () => void = () => undefined
  const round = (): void => {
    anchorToday(deps, folder).catch((error: unknown) => deps.log({ level: 'error', anchor: 'not written', ...faultForLog(error) }))
    stop = after(HOUR, round)
  }
  round()
  return () => stop()
}

/** Writes nothing when the day has one. */
export async function anchorToday(deps: AnchoringDeps, folder: string): Promise<void> {
  const heads = await headsOf(deps.db, deps.county)
  const anchor = writeAnchor(folder, deps.vault, deps.now(), heads, true)
  if (anchor !== null) deps.log({ level: 'info', anchor: anchor.file, code: anchor.code, chains: heads.length })
}
