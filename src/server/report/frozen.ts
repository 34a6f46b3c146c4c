import type { Me } from '../../core/protocol'
import type { Copy, FrozenAnswer, FrozenHead } from '../../core/reportWire'
import { mayReport } from '../../domain/role'
import type { PushDeps } from '../batch'
import type { Read } from '../read'
import { filesOf, headsOf, readFile, readFrozen, type Frozen, type IssuedFile } from './frozenStore'

/** All that were issued in a township, newest first; null for whoever may not read its reports. */
export async function frozenHeads(deps: PushDeps, me: Me, stream: string): Promise<readonly FrozenHead[] | null> {
  return (await mayReadReports(deps, me, stream)) ? headsOf(deps.db.sql, stream) : null
}

/** As it was issued. */
export async function frozenReport(deps: PushDeps, me: Me, stream: string, id: string): Promise<Read<FrozenAnswer>> {
  const { sql } = deps.db
  const frozen = (await mayReadReports(deps, me, stream)) ? await readFrozen(deps.vault, sql, stream, id) : null
  if (frozen === null) return { kind: 'notFound' }
  const { head, body } = frozen
  const [files, versions] = [await filesOf(sql, stream, id), await headsOf(sql, stream, head)]
  return { kind: 'read', answer: { ...storedReport(frozen), head, ticked: body.ticked, files, versions } }
}

/** A file of it: the very bytes. */
export async function frozenFile(deps: PushDeps, me: Me, stream: string, id: string, copy: Copy): Promise<Read<Pick<IssuedFile, 'name' | 'bytes'>>> {
  const file = (await mayReadReports(deps, me, stream)) ? await readFile(deps.vault, deps.db.sql, stream, id, copy) : null
  return file === null ? { kind: 'notFound' } : { kind: 'read', answer: file }
}

export async function mayReadReports(deps: PushDeps, me: Me, stream: string): Promise<boolean> {
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  return mayReport(me, places, stream, 'read')
}

/** What its page and its files are made of, from what was stored. */
export function storedReport({ head, body }: Frozen): Omit<FrozenAnswer, 'head' | 'ticked' | 'files' | 'versions'> {
  const { document, figureByKey, problems, scope, paper } = body
  const { template, name, periodKey, at, frozenAt } = head
  return { document, figureByKey, problems, template, name, periodKey, scope, paper, at, readAt: frozenAt }
}
