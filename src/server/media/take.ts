import { createHash } from 'node:crypto'
import { crc32, isMediaSize, MEDIA_PIECE_BYTES, type MediaType, missingPieces, pieceRange, sniffMedia } from '../../core/media'
import type { MediaOffer, MediaState } from '../../core/protocol'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { keyContext, openPieces, pieceContext } from './pieces'
import { note } from './trail'

/** Pictures one person may have begun and not finished in one township. */
export const MOST_UNFINISHED = 200
const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'] satisfies MediaType[]

export type Taken =
  | { readonly kind: 'state'; readonly state: MediaState }
  | { readonly kind: 'pictureTooLarge' | 'notAPicture' | 'tooManyPictures' | 'badPiece' | 'pieceDamaged' }
  /** Nobody has offered it, or the offer was collected: offer it again. */
  | { readonly kind: 'notOffered' }

interface MediaRow {
  readonly size: number
  readonly type: string
  readonly wrapped: Buffer
  readonly done_at: string | null
}

/** `type` as it came from outside. */
export type RawOffer = Omit<MediaOffer, 'type'> & { readonly type: string }

/**
 * What is still wanted of a picture. Offering it again is how an interrupted upload goes on; whoever else has the same one goes on
 * where the first stopped. The caller has asked `mayBring`.
 */
export async function takeOffer(deps: PushDeps, person: string, { stream, id, type, size }: RawOffer): Promise<Taken> {
  if (!TYPES.includes(type)) return { kind: 'notAPicture' }
  if (!isMediaSize(size)) return { kind: 'pictureTooLarge' }
  const at = new Date(deps.now()).toISOString()
  const { wrapped } = deps.vault.newKey(keyContext(stream, id))
  return deps.db.begin(async (tx) => {
    const [known] = await tx<{ id: string }[]>`select id from media where stream = ${stream} and id = ${id}`
    if (known === undefined && (await unfinishedOf(tx, stream, person)) >= MOST_UNFINISHED) return { kind: 'tooManyPictures' }
    const [row] = await tx<Pick<MediaRow, 'size' | 'done_at'>[]>`insert into media (stream, id, size, type, wrapped, person, begun_at, moved_at)
      values (${stream}, ${id}, ${size}, ${type}, ${wrapped}, ${person}, ${at}, ${at})
      on conflict (stream, id) do update set moved_at = excluded.moved_at,
        person = case when media.done_at is null then excluded.person else media.person end
      returning size, done_at`
    if (row === undefined || row.done_at !== null) return stateOf(id, [])
    if (row.size === size) return stateOf(id, missingPieces(size, MEDIA_PIECE_BYTES, await heldPieces(tx, stream, id)))
    // Of two who say different sizes of the same content one is wrong, perhaps the first: it must not stand in the other's way.
    await dropPieces(tx, stream, id)
    await tx`update media set size = ${size} where stream = ${stream} and id = ${id}`
    return stateOf(id, missingPieces(size, MEDIA_PIECE_BYTES, []))
  })
}

export interface Piece {
  readonly stream: string
  readonly id: string
  readonly piece: number
  readonly bytes: Buffer
  /** As the sender computed it, eight hex digits. */
  readonly crc: string
}

/** Takes one piece, in any order, as often as it comes. With the last one the whole is held against its name. */
export async function takePiece(deps: PushDeps, person: string, sent: Piece): Promise<Taken> {
  const { stream, id, piece, bytes } = sent
  if (crc32(bytes) !== sent.crc.toLowerCase()) return { kind: 'pieceDamaged' }
  return deps.db.begin(async (tx) => {
    // Locked: it is not collected meanwhile, and of two last pieces at once the second one sees the first.
    const [row] = await tx<MediaRow[]>`select size, type, wrapped, done_at from media where stream = ${stream} and id = ${id} for update`
    if (row === undefined) return { kind: 'notOffered' }
    if (row.done_at !== null) return stateOf(id, [])
    const [from, to] = pieceRange(row.size, piece, MEDIA_PIECE_BYTES)
    if (from >= row.size || bytes.length !== to - from) return { kind: 'badPiece' }
    // The first piece tells what it is, whatever was said: what is no picture need not come whole over a slow network.
    const type = piece === 0 ? sniffMedia(bytes) : row.type
    if (type === null) return refuseType(deps, tx, person, sent)
    const key = deps.vault.unwrap(row.wrapped, keyContext(stream, id))
    await tx`insert into media_piece (stream, id, piece, sealed)
      values (${stream}, ${id}, ${piece}, ${deps.vault.sealBytes(key, bytes, pieceContext(stream, id, piece))}) on conflict do nothing`
    await tx`update media set moved_at = ${new Date(deps.now()).toISOString()}, type = ${type} where stream = ${stream} and id = ${id}`
    const missing = missingPieces(row.size, MEDIA_PIECE_BYTES, await heldPieces(tx, stream, id))
    return missing.length > 0 ? stateOf(id, missing) : finish(deps, tx, person, { stream, id, size: row.size, key })
  })
}

interface Whole {
  readonly stream: string
  readonly id: string
  readonly size: number
  readonly key: Buffer
}

/** Every piece was undamaged on its way, so a wrong whole was wrong at its sender: all of it is asked for anew. */
async function finish(deps: PushDeps, tx: Sql, person: string, { stream, id, size, key }: Whole): Promise<Taken> {
  const whole = await openPieces(deps, tx, stream, id, key)
  if (createHash('sha256').update(whole).digest('hex') === id) {
    await tx`update media set done_at = moved_at where stream = ${stream} and id = ${id}`
    return stateOf(id, [])
  }
  await dropPieces(tx, stream, id)
  await note(deps, tx, stream, { actor: person, action: 'mediaDamaged', subject: id, detail: { size } })
  return stateOf(id, missingPieces(size, MEDIA_PIECE_BYTES, []))
}

async function refuseType(deps: PushDeps, tx: Sql, person: string, { stream, id }: Piece): Promise<Taken> {
  await dropPieces(tx, stream, id)
  await tx`delete from media where stream = ${stream} and id = ${id}`
  await note(deps, tx, stream, { actor: person, action: 'mediaRefused', subject: id, detail: {} })
  return { kind: 'notAPicture' }
}

async function heldPieces(tx: Sql, stream: string, id: string): Promise<readonly number[]> {
  const rows = await tx<{ piece: number }[]>`select piece from media_piece where stream = ${stream} and id = ${id}`
  return rows.map((row) => row.piece)
}

async function dropPieces(tx: Sql, stream: string, id: string): Promise<void> {
  await tx`delete from media_piece where stream = ${stream} and id = ${id}`
}

async function unfinishedOf(tx: Sql, stream: string, person: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`select count(*) as count from media where stream = ${stream} and person = ${person} and done_at is null`
  return row?.count ?? 0
}

function stateOf(id: string, missing: readonly number[]): Taken {
  return { kind: 'state', state: { id, missing } }
}
