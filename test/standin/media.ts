import { createHash } from 'node:crypto'
import { crc32, isMediaSize, MEDIA_PIECE_BYTES, missingPieces, pieceCount, pieceRange, sniffMedia } from '../../src/core/media'
import { mediaOfBody } from '../../src/core/namedMedia'
import type { MediaLink, MediaOffer, MediaState } from '../../src/core/protocol'
import { typeOf } from '../../src/domain/registry'
import type { HttpRequest } from '../../src/client/platform/ports'
import type { StreamState } from './stream'

/** Pictures of the stand-in: pieces as they come, whole ones once their hash is what their id says. */
export interface StandinMedia {
  /** `stream/id` → the bytes, for pictures that are whole. */
  readonly whole: Map<string, Buffer>
  /** A request under /api/media; null: no such thing, for this person or at all. */
  answer(request: HttpRequest, streams: ReadonlyMap<string, StreamState>): { readonly status: number; readonly body: unknown } | null
}

interface Coming {
  readonly offer: MediaOffer
  readonly pieces: Map<number, Uint8Array>
}

export function createStandinMedia(now: () => number): StandinMedia {
  const whole = new Map<string, Buffer>()
  const coming = new Map<string, Coming>()

  function offered(offer: MediaOffer, streams: ReadonlyMap<string, StreamState>): { readonly status: number; readonly body: unknown } | null {
    const isNamed = streams.get(offer.stream)?.changes.some(({ op }) => {
      const type = typeOf(op.kind)
      return op.record === offer.record && type !== undefined && mediaOfBody(type, op.body).includes(offer.id)
    })
    if (isNamed !== true) return null
    if (!isMediaSize(offer.size, offer.type)) return { status: 413, body: { code: 'tooLarge', message: 'tooLarge' } }
    const key = `${offer.stream}/${offer.id}`
    if (!whole.has(key) && !coming.has(key)) coming.set(key, { offer, pieces: new Map() })
    return { status: 200, body: stateOf(key, offer.id) }
  }

  function stateOf(key: string, id: string): MediaState {
    const one = coming.get(key)
    return { id, missing: whole.has(key) || one === undefined ? [] : missingPieces(one.offer.size, MEDIA_PIECE_BYTES, [...one.pieces.keys()]) }
  }

  function piece(stream: string, id: string, index: number, request: HttpRequest): { readonly status: number; readonly body: unknown } | null {
    const key = `${stream}/${id}`
    if (whole.has(key)) return { status: 200, body: stateOf(key, id) }
    const one = coming.get(key)
    if (one === undefined || typeof request.body === 'string' || request.body === null) return null
    const [from, to] = pieceRange(one.offer.size, index, MEDIA_PIECE_BYTES)
    if (index >= pieceCount(one.offer.size, MEDIA_PIECE_BYTES) || request.body.length !== to - from || request.headers['x-crc32'] !== crc32(request.body)) {
      return { status: 400, body: { code: 'badRequest', message: 'badRequest' } }
    }
    one.pieces.set(index, Uint8Array.from(request.body))
    if (missingPieces(one.offer.size, MEDIA_PIECE_BYTES, [...one.pieces.keys()]).length === 0) finish(key, one)
    return { status: 200, body: stateOf(key, id) }
  }

  /** Bytes that are not what the id says are thrown away, and asked for again. */
  function finish(key: string, { offer, pieces }: Coming): void {
    const bytes = Buffer.concat([...pieces].sort(([a], [b]) => a - b).map(([, each]) => each))
    if (createHash('sha256').update(bytes).digest('hex') === offer.id) whole.set(key, bytes)
    if (whole.has(key)) coming.delete(key)
    else pieces.clear()
  }

  return {
    whole,
    answer(request, streams) {
      if (request.path === '/api/media') return offered(JSON.parse(String(request.body)) as MediaOffer, streams)
      const [, stream = '', id = '', rest = ''] = /^\/api\/media\/([^/]+)\/([^/]+)\/(.+)$/.exec(request.path) ?? []
      if (rest !== 'link') return piece(stream, id, Number(rest), request)
      const isHere = whole.has(`${stream}/${id}`)
      const link: MediaLink = isHere ? { kind: 'here', url: `/api/media/once/${id}`, type: sniffMedia(whole.get(`${stream}/${id}`) ?? Buffer.alloc(0)) ?? 'image/jpeg' } : { kind: 'coming', since: new Date(now()).toISOString() }
      return { status: 200, body: link }
    },
  }
}
