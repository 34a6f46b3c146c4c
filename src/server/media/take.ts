import { createHash } from 'node:crypto'
import { crc32, fitsMedia, isMediaSize, isMediaType, MEDIA_PIECE_BYTES, missingPieces, pieceRange, sniffMedia, type MediaType, type MediaWhat } from '../../core/media'
import type { MediaProblem } from '../../core/mediaCheck'
import type { MediaOffer, MediaState } from '../../core/protocol'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { wholeProblem } from './check'
import { keyContext, openPieces, pieceContext } from './pieces'
import { note } from './trail'

/** Attachments one person may have begun and not finished in one township, and their bytes in all. */
export const MOST_UNFINISHED = 200
const MOST_UNFINISHED_BYTES = 400 * 1024 * 1024

export type Taken =
  | { readonly kind: 'state'; readonly state: MediaState }
  | { readonly kind: 'tooManyPictures' | 'badPiece' | 'pieceDamaged' }
  /** For good. `what`: the field it is for, where somebody has said. */
  | { readonly kind: 'notTaken'; readonly why: MediaProblem; readonly what: MediaWhat | null }
  /** Nobody has offered it, or the offer was collected: offer it again. */
  | { readonly kind: 'notOffered' }

interface MediaRow {
  readonly size: number
  readonly type: MediaType
  readonly wrapped: Buffer
  readonly done_at: string | null
  readonly refused: MediaProblem | null
}

/** `type` as it came from outside. */
export type RawOffer = Omit<MediaOffer, 'type'> & { readonly type: string }

/**
 * What is still wanted of a picture. Offering it again is how an interrupted upload goes on; whoever else has the same one goes on
 * where the first stopped. The caller has asked `mayBring`.
 */
export async function takeOffer(deps: PushDeps, person: string, { stream, record, id, type, size }: RawOffer): Promise<Taken> {
  const what = (await whatsOf(deps.db.sql, stream, id, record))[0] ?? null
  if (!isMediaType(type) || (what !== null && !fitsMedia(type, what))) return { kind: 'notTaken', why: 'wrongType', what }
  if (!isMediaSize(size, type)) return { kind: 'notTaken', why: 'tooLarge', what }
  const at = new Date(deps.now()).toISOString()
  const { wrapped } = deps.vault.newKey(keyContext(stream, id))
  return deps.db.begin(async (tx) => {
    const [known] = await tx<Pick<MediaRow, 'refused'>[]>`select refused from media where stream = ${stream} and id = ${id}`
    if (known !== undefined && known.refused !== null) return { kind: 'notTaken', why: known.refused, what }
    if (known === undefined && (await hasTooMany(tx, stream, person))) return { kind: 'tooManyPictures' }
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
    const [row] = await tx<MediaRow[]>`select size, type, wrapped, done_at, refused from media where stream = ${stream} and id = ${id} for update`
    if (row === undefined) return { kind: 'notOffered' }
    if (row.refused !== null) return { kind: 'notTaken', why: row.refused, what: null }
    if (row.done_at !== null) return stateOf(id, [])
    const [from, to] = pieceRange(row.size, piece, MEDIA_PIECE_BYTES)
    if (from >= row.size || bytes.length !== to - from) return { kind: 'badPiece' }
    // The first piece tells what it is, whatever was said: what cannot be taken need not come whole over a slow network.
    const type = piece === 0 ? sniffMedia(bytes) : row.type
    const whats = piece === 0 ? await whatsOf(tx, stream, id, null) : []
    if (type === null || (whats.length > 0 && !whats.some((what) => fitsMedia(type, what)))) return forget(deps, tx, person, sent, { why: 'wrongType', what: whats[0] ?? null })
    if (!isMediaSize(row.size, type)) return forget(deps, tx, person, sent, { why: 'tooLarge', what: whats[0] ?? null })
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
  if (createHash('sha256').update(whole).digest('hex') === id) return keep(deps, tx, person, { stream, id, whole })
  await dropPieces(tx, stream, id)
  await note(deps, tx, stream, { actor: person, action: 'mediaDamaged', subject: id, detail: { size } })
  return stateOf(id, missingPieces(size, MEDIA_PIECE_BYTES, []))
}

/** It is what its name says; whether it may be kept is another question, asked once: the answer is true of these bytes for ever. */
async function keep(deps: PushDeps, tx: Sql, person: string, { stream, id, whole }: { readonly stream: string; readonly id: string; readonly whole: Buffer }): Promise<Taken> {
  const whats = await whatsOf(tx, stream, id, null)
  const why = wholeProblem(whole, whats)
  if (why === null) {
    await tx`update media set done_at = moved_at where stream = ${stream} and id = ${id}`
    return stateOf(id, [])
  }
  await dropPieces(tx, stream, id)
  await tx`update media set refused = ${why} where stream = ${stream} and id = ${id}`
  await note(deps, tx, stream, { actor: person, action: 'mediaRefused', subject: id, detail: { why } })
  return { kind: 'notTaken', why, what: whats[0] ?? null }
}

/** Refused by its beginning, which need not be that of the bytes its name stands for: nothing of it stays. */
async function forget(deps: PushDeps, tx: Sql, person: string, { stream, id }: Piece, refusal: { readonly why: MediaProblem; readonly what: MediaWhat | null }): Promise<Taken> {
  await dropPieces(tx, stream, id)
  await tx`delete from media where stream = ${stream} and id = ${id}`
  await note(deps, tx, stream, { actor: person, action: 'mediaRefused', subject: id, detail: { why: refusal.why } })
  return { kind: 'notTaken', ...refusal }
}

/** The fields that name it, of one record or (null) of all: it must fit one of them. None while no record has come that names it. */
async function whatsOf(sql: Sql, stream: string, id: string, record: string | null): Promise<readonly MediaWhat[]> {
  const rows = await sql<{ what: MediaWhat }[]>`select distinct what from media_ref
    where stream = ${stream} and id = ${id} and (${record}::uuid is null or record = ${record}) order by what`
  return rows.map((row) => row.what)
}

async function heldPieces(tx: Sql, stream: string, id: string): Promise<readonly number[]> {
  const rows = await tx<{ piece: number }[]>`select piece from media_piece where stream = ${stream} and id = ${id}`
  return rows.map((row) => row.piece)
}

async function dropPieces(tx: Sql, stream: string, id: string): Promise<void> {
  await tx`delete from media_piece where stream = ${stream} and id = ${id}`
}

async function hasTooMany(tx: Sql, stream: string, person: string): Promise<boolean> {
  const [row] = await tx<{ count: number; bytes: number }[]>`select count(*) as count, coalesce(sum(size), 0)::bigint as bytes from media
    where stream = ${stream} and person = ${person} and done_at is null and refused is null`
  return row !== undefined && (row.count >= MOST_UNFINISHED || row.bytes >= MOST_UNFINISHED_BYTES)
}

function stateOf(id: string, missing: readonly number[]): Taken {
  return { kind: 'state', state: { id, missing } }
}
