import type { PushDeps } from '../batch'
import { headsOf, writeAnchor } from './anchor'

/** The part of the world a daily anchor needs. */
export interface AnchoringDeps extends Pick<PushDeps, 'db' | 'vault' | 'now'> {
  readonly county: string
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

/** Today's anchor; writes nothing when the day has one. */
export async function anchorToday(deps: AnchoringDeps, folder: string): Promise<void> {
  const heads = await headsOf(deps.db, deps.county)
  const anchor = writeAnchor(folder, deps.vault, deps.now(), heads, true)
  if (anchor !== null) deps.log({ level: 'info', anchor: anchor.file, code: anchor.code, chains: heads.length })
}
