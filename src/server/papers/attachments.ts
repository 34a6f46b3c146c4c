import type { Values } from '../../core/field'
import { endingOf, isMediaType } from '../../core/media'
import { mediaOfRecord } from '../../core/namedMedia'
import { dispute } from '../../domain/dispute'
import type { PushDeps } from '../batch'
import { keyContext, openPieces } from '../media/pieces'

export type Attachments =
  | { readonly kind: 'files'; readonly files: readonly { readonly ending: string; readonly bytes: Buffer }[]; readonly coming: number }
  | { readonly kind: 'say'; readonly say: string }

/** All in memory at once, while nobody else is answered. */
const MOST_BYTES = 48 * 1024 * 1024

/** What was attached to a case, in the order of the record; `coming`: named and not here yet. */
export async function attachmentsOf(deps: PushDeps, stream: string, values: Values): Promise<Attachments> {
  const ids = mediaOfRecord(dispute, values)
  const rows = await deps.db.sql<{ id: string; type: string; size: number; wrapped: Buffer }[]>`
    select id, type, size, wrapped from media where stream = ${stream} and id = any(${[...ids]}::text[]) and done_at is not null`
  if (rows.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return { kind: 'say', say: '材料太大，打不成一个包。请先下载文书，材料在这一件里一张一张地看。' }
  const byId = new Map(rows.map((row) => [row.id, row]))
  const files: { ending: string; bytes: Buffer }[] = []
  for (const id of ids) {
    const row = byId.get(id)
    if (row === undefined) continue
    const bytes = await openPieces(deps, deps.db.sql, stream, id, deps.vault.unwrap(row.wrapped, keyContext(stream, id)))
    files.push({ ending: isMediaType(row.type) ? endingOf(row.type) : 'bin', bytes })
  }
  return { kind: 'files', files, coming: ids.length - files.length }
}
