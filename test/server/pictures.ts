import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { crc32, MEDIA_PIECE_BYTES, pieceCount, pieceRange } from '../../src/core/media'
import type { Me, MediaLink, MediaState, MissingMediaList } from '../../src/core/protocol'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { openSession } from '../../src/server/sessions'
import { deviceOf, pushAll, type Town } from './town'

/** A server whose clock stands still until it is told otherwise, and people who send it pictures. */
export interface Album {
  readonly server: FastifyInstance
  readonly app: App
  readonly logged: readonly unknown[]
  readonly passDays: (days: number) => void
  readonly headersOf: (me: Me) => Promise<Record<string, string>>
  readonly offer: (me: Me, stream: string, picture: Picture, over?: object) => Promise<Answer<MediaState>>
  readonly sendPiece: (me: Me, stream: string, picture: Picture, piece: number, over?: { readonly body?: Buffer; readonly crc?: string }) => Promise<Answer<MediaState>>
  /** Offers it and sends what is missing. */
  readonly bring: (me: Me, stream: string, picture: Picture) => Promise<void>
  readonly link: (me: Me, stream: string, id: string, record: string) => Promise<Answer<MediaLink>>
  readonly missing: (me: Me, stream: string) => Promise<Answer<MissingMediaList>>
}

export interface Answer<T> {
  readonly status: number
  readonly body: T & { readonly code?: string; readonly message?: string }
}

export interface Picture {
  readonly id: string
  readonly bytes: Buffer
  readonly type: string
  /** Of the record it is offered for. */
  readonly record: string
}

export const JPEG = [0xff, 0xd8, 0xff, 0xe0]
export const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A picture like no other; `pieces` in number, the last one half as large. Other beginnings than these two make a file that is none. */
export function pictureOf(pieces: number, begins: readonly number[] = JPEG, record: string = randomUUID()): Picture {
  const bytes = Buffer.alloc(Math.round((pieces - 0.5) * MEDIA_PIECE_BYTES))
  for (let at = 0; at < bytes.length; at += 32) createHash('sha256').update(`${record}/${at}`).digest().copy(bytes, at)
  if (begins === JPEG) framed(bytes, Buffer.from('ffd8ffc0000b080010001001011100ffda0002', 'hex'), Buffer.from('ffd9', 'hex'))
  else if (begins === PNG) framed(bytes, pngHead(bytes.length), Buffer.from('0000000049454e44ae426082', 'hex'))
  else Buffer.from(begins).copy(bytes)
  return attachmentOf(bytes, 'image/jpeg', record)
}

/** Whatever the bytes are, offered as that type. */
export function attachmentOf(raw: Uint8Array, type: string, record: string = randomUUID()): Picture {
  const bytes = Buffer.from(raw)
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, type, record }
}

/** Between head and end stand coded pixels, in which no byte is a marker. */
function framed(bytes: Buffer, head: Buffer, end: Buffer): void {
  bytes.forEach((byte, at) => {
    if (byte === 0xff) bytes[at] = 0xfe
  })
  head.copy(bytes)
  end.copy(bytes, bytes.length - end.length)
}

function pngHead(size: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(size - 8 - 25 - 12 - 12)
  return Buffer.concat([Buffer.from(PNG), Buffer.from('0000000d49484452000000100000001008000000003a98a0bd', 'hex'), length, Buffer.from('IDAT')])
}

export function pieceOf({ bytes }: Picture, piece: number): Buffer {
  const [from, to] = pieceRange(bytes.length, piece, MEDIA_PIECE_BYTES)
  return bytes.subarray(from, to)
}

export function allPieces({ bytes }: Picture): readonly number[] {
  return Array.from({ length: pieceCount(bytes.length, MEDIA_PIECE_BYTES) }, (_, piece) => piece)
}

export async function openAlbum(town: Town, people: readonly Me[], start: number): Promise<Album> {
  let now = start
  const logged: unknown[] = []
  const deps = { ...town.deps, now: () => now }
  await pushAll(town.deps, town.root, town.county, deviceOf('people'), people.flatMap((me) => [
    { record: me.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name: me.name } } },
    ...me.grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: me.person, role, place } } })),
  ]))
  const app: App = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(deps.db), mode: 'county', county: town.county,
    h5Folder: null, demoAccounts: [], log: (line) => logged.push(line),
  }
  const server = await createServer(app)
  await server.ready()

  const headersOf = async (me: Me): Promise<Record<string, string>> => {
    const { access } = await openSession(deps.db.sql, { person: me.person, county: town.county, device: 'ALBUM' }, now)
    return { authorization: `Bearer ${access}` }
  }
  const post = async <T>(me: Me, url: string, payload: object | Buffer, headers: Record<string, string> = {}): Promise<Answer<T>> => {
    const answer = await server.inject({ method: 'POST', url, headers: { ...(await headersOf(me)), ...headers }, payload })
    return { status: answer.statusCode, body: answer.json() }
  }
  const offer: Album['offer'] = (me, stream, { id, bytes, type, record }, over = {}) =>
    post(me, '/api/media', { stream, record, id, type, size: bytes.length, ...over })
  const sendPiece: Album['sendPiece'] = (me, stream, picture, piece, over = {}) => {
    const body = over.body ?? pieceOf(picture, piece)
    return post(me, `/api/media/${stream}/${picture.id}/${piece}`, body, { 'content-type': 'application/octet-stream', 'x-crc32': over.crc ?? crc32(body) })
  }
  return {
    server, app, logged, headersOf, offer, sendPiece,
    passDays: (days) => {
      now += days * 86_400_000
    },
    bring: async (me, stream, picture) => {
      for (const piece of (await offer(me, stream, picture)).body.missing) await sendPiece(me, stream, picture, piece)
    },
    link: (me, stream, id, record) => post(me, `/api/media/${stream}/${id}/link`, { record }),
    missing: async (me, stream) => {
      const answer = await server.inject({ url: `/api/media/${stream}/missing`, headers: await headersOf(me) })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}
