import type { Sql } from '../db'
import type { RecordDeps } from '../versions'

/** What the envelopes of a picture are bound to: one moved to another township, picture or place in it does not open. */
export function keyContext(stream: string, id: string): string {
  return `media|${stream}|${id}`
}

export function pieceContext(stream: string, id: string, piece: number): string {
  return `media|${stream}|${id}|${piece}`
}

/** The bytes of all pieces held, in order. */
export async function openPieces(deps: RecordDeps, sql: Sql, stream: string, id: string, key: Buffer): Promise<Buffer> {
  const rows = await sql<{ piece: number; sealed: Buffer }[]>`
    select piece, sealed from media_piece where stream = ${stream} and id = ${id} order by piece`
  return Buffer.concat(rows.map(({ piece, sealed }) => deps.vault.openBytes(key, sealed, pieceContext(stream, id, piece))))
}
