import { sha256 } from '@noble/hashes/sha2.js'
import { crc32, MEDIA_MISSING_DAYS, MEDIA_PIECE_BYTES, pieceCount, pieceRange, type MediaWhat } from '../core/media'
import { cleanMedia } from '../core/mediaCheck'
import type { MediaOffer } from '../core/protocol'
import type { Registry } from '../core/recordType'
import type { Account } from './account'
import { base64Bytes } from './bytes'
import { ended, isCopy, jobsOf, linked, namingsOf, refusalOf, syncStateOf, tidied, triedAgain, type Job, type Naming } from './mediaQueue'
import { createMediaStore, type Link, type Photo } from './mediaStore'
import type { Outbox } from './outbox'
import type { Device, Files } from './platform/ports'
import type { Sealer } from './seal'
import { asMediaLink, asMediaState } from './shape'
import type { KeptMedia, MediaSync, ShownMedia } from './state'
import type { Answer } from './wire'

/** How one request ended, as the loop sees it. `ms`: after which something is due; Infinity for nothing. */
export type MediaStep = { readonly kind: 'more' | 'expired' } | { readonly kind: 'rest'; readonly ms: number }

/** Attachments of one person: kept sealed, sent behind the records that show them, shown from here while they are here. */
export interface Media {
  /** At the start, and again for what another window has added. */
  open(): Promise<void>
  /** Resolves once the attachment is safe: only then may an op or a draft name it. `what`: the field it is for. */
  keep(bytes: Uint8Array, what?: MediaWhat): Promise<KeptMedia>
  show(stream: string, record: string, id: string): Promise<ShownMedia>
  /** One offer or one piece, of the oldest picture that is due. A failure of one stops no other. */
  step(): Promise<MediaStep>
  /** The network may have come back; `asked`: a person wants everything tried, what was refused too. */
  hope(asked?: true): Promise<void>
  state(): MediaSync
  /** Lets go what nothing needs, and what stands in records this person may no longer see. */
  tidy(): Promise<void>
  /** Gives the room of what the server has to what people write. */
  evict(): Promise<void>
}

export interface MediaDeps {
  readonly account: Account
  readonly files: Files
  readonly sealer: Sealer
  readonly owner: string
  readonly device: Device
  readonly types: Registry
  readonly outbox: Outbox
  /** Every draft, as text. */
  readonly drafts: () => string
  /** The phone would hold the record, and does not: it left the scope. */
  readonly isGone: (stream: string, record: string) => boolean
  /** Ops here that cannot be opened now, and may name any picture. */
  readonly unreadable: () => number
  /** 0 ≤ x < 1. */
  readonly chance: () => number
  readonly alive: () => boolean
}

export function createMedia({ account, files, sealer, owner, device, types, outbox, drafts, isGone, unreadable, chance, alive }: MediaDeps): Media {
  const store = createMediaStore(files, sealer, owner)
  /** Job → what the server still wants, as it last said; unknown after every failure. */
  const missing = new Map<string, readonly number[]>()
  const pauses = new Map<string, Pause>()
  /** The picture under way: opening it takes longer than sending a piece of it. */
  let opened: { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer> } | null = null
  /** Requests in a row without any answer: there is no network, and no other picture would fare better. */
  let silences = 0
  let quiet: Pause = NO_PAUSE

  const namings = (): ReadonlyMap<string, readonly Naming[]> => namingsOf(types, outbox)
  const iso = (): string => new Date(device.now()).toISOString()

  async function follow(): Promise<void> {
    const named = namings()
    for (const photo of [...store.photos.values()]) {
      const next = linked(photo, named.get(photo.id) ?? [])
      if (next !== photo) await store.note(next)
    }
  }

  async function bytesOf({ id }: Photo): Promise<Uint8Array<ArrayBuffer> | null> {
    if (opened?.id === id) return opened.bytes
    const text = await store.text(id)
    const bytes = text === null ? null : base64Bytes(text)
    if (bytes === null || idOf(bytes) !== id) return null
    opened = { id, bytes: Uint8Array.from(bytes) }
    return opened.bytes
  }

  async function end({ key, photo, link }: Job, how: Link['end']): Promise<MediaStep> {
    missing.delete(key)
    pauses.delete(key)
    opened = null
    await store.note(ended(store.photos.get(photo.id) ?? photo, link, how))
    return MORE
  }

  function pause(key: string): MediaStep {
    missing.delete(key)
    pauses.set(key, longer(pauses.get(key), PHOTO_MS, device.now(), chance()))
    return MORE
  }

  async function send(job: Job): Promise<MediaStep> {
    const { key, photo, link } = job
    const bytes = await bytesOf(photo).catch(() => 'broken' as const)
    if (bytes === 'broken') return pause(key)
    if (bytes === null) return end(job, { kind: 'refused', why: 'lost' })
    const piece = missing.get(key)?.[0]
    const answer = piece === undefined ? await offer(photo, link) : await deliver(link.stream, photo.id, piece, bytes)
    if (!alive()) return NOTHING_DUE
    if (answer.kind === 'expired') return { kind: 'expired' }
    silences = answer.kind === 'noAnswer' ? silences + 1 : 0
    if (silences > 1) quiet = longer(quiet, QUIET_MS, device.now(), chance())
    if (answer.kind === 'problem') {
      // A server that is busy is so for every picture, and says for how long.
      if (answer.status === 429 || answer.status >= 500) quiet = atLeast(longer(quiet, QUIET_MS, device.now(), chance()), device.now() + (answer.waitMs ?? 0))
      const why = refusalOf(answer.status, piece === undefined)
      return why === null ? pause(key) : end(job, { kind: 'refused', why })
    }
    const state = answer.kind === 'ok' ? asMediaState(answer.body, photo.id) : null
    // A piece that is still wanted was not taken; one that does not exist cannot be sent.
    if (state === null || state.missing.some((each) => each === piece || each >= pieceCount(photo.size, MEDIA_PIECE_BYTES))) return pause(key)
    quiet = NO_PAUSE
    pauses.delete(key)
    missing.set(key, state.missing)
    return state.missing.length === 0 ? end(job, { kind: 'sent' }) : MORE
  }

  function offer({ id, type, size }: Photo, { stream, record }: Link): Promise<Answer> {
    return account.call('POST', '/api/media', { stream, record, id, type, size } satisfies MediaOffer)
  }

  function deliver(stream: string, id: string, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    const part = bytes.slice(...pieceRange(bytes.length, piece, MEDIA_PIECE_BYTES))
    return account.callBytes(`/api/media/${stream}/${id}/${piece}`, part, crc32(part))
  }

  async function drop(id: string): Promise<void> {
    try {
      await store.drop(id)
    } catch {
      // Sealed; gone with the next tidying.
    }
  }

  /** A copy that nothing on this phone still has to send: neither a draft nor an op the server has not taken. */
  function isFree(photo: Photo, named: ReturnType<typeof namings>, text: string): boolean {
    return isCopy(photo) && !text.includes(photo.id) && (named.get(photo.id) ?? []).every(({ epoch }) => epoch !== null)
  }

  async function evict(): Promise<void> {
    const [named, text] = [namings(), drafts()]
    for (const photo of [...store.photos.values()]) if (isFree(photo, named, text)) await drop(photo.id)
  }

  return {
    evict,
    open: () => store.open(iso()),
    async keep(raw, what = 'photos') {
      await device.ready()
      const clean = cleanMedia(raw, what)
      if (clean.kind === 'problem') return { kind: 'notKept', why: clean.why }
      const { type, bytes } = clean
      const id = idOf(bytes)
      const before = store.photos.get(id)
      const links = (before?.links ?? []).map((link) => (link.end?.kind === 'refused' ? { ...link, end: null } : link))
      const photo: Photo = { id, type, size: bytes.length, addedAt: before?.addedAt ?? iso(), namedAt: iso(), links }
      let written = await store.add(photo, bytes)
      if (written === 'full') {
        await evict()
        written = await store.add(photo, bytes)
      }
      return written === 'written' ? { kind: 'kept', id } : { kind: 'notKept', why: written }
    },
    async show(stream, record, id) {
      const photo = store.photos.get(id)
      const text = photo === undefined ? null : await store.text(id).catch(() => null)
      if (photo !== undefined && text !== null) return { kind: 'local', url: `data:${photo.type};base64,${text}`, type: photo.type, sent: isCopy(photo) }
      if (stream === '' || record === '') return { kind: 'offline' }
      const answer = await account.call('POST', `/api/media/${stream}/${id}/link`, { record })
      const link = answer.kind === 'ok' ? asMediaLink(answer.body) : null
      if (link === null) return { kind: answer.kind === 'problem' && answer.status === 404 ? 'missing' : 'offline' }
      if (link.kind === 'here') return { kind: 'remote', url: link.url, type: link.type }
      const isLate = device.now() - Date.parse(link.since) > MEDIA_MISSING_DAYS * 24 * 3600 * 1000
      return { kind: isLate ? 'missing' : 'coming' }
    },
    async step() {
      await device.ready()
      if (!alive()) return NOTHING_DUE
      await follow()
      const now = device.now()
      const jobs = jobsOf(store.photos.values())
      const due = jobs.find(({ key }) => left(pauses.get(key), now) === 0)
      const ms = Math.max(left(quiet, now), due === undefined ? Math.min(...jobs.map(({ key }) => left(pauses.get(key), now))) : 0)
      return due === undefined || ms > 0 ? { kind: 'rest', ms: jobs.length === 0 ? Infinity : ms } : send(due)
    },
    async hope(asked) {
      pauses.clear()
      quiet = NO_PAUSE
      silences = 0
      if (asked !== true) return
      for (const photo of [...store.photos.values()]) {
        const next = triedAgain(photo)
        if (next !== photo) await store.note(next)
      }
    },
    state: () => syncStateOf(store.photos, namings()),
    async tidy() {
      await device.ready()
      await follow()
      // Whoever signed in meanwhile has other drafts.
      if (!alive()) return
      const [named, text] = [namings(), drafts()]
      for (const photo of [...store.photos.values()]) {
        const isNamed = named.has(photo.id) || text.includes(photo.id)
        const way = tidied(photo, isNamed, device.now())
        const isUnseen = isFree(photo, named, text) && photo.links.every(({ stream, record }) => isGone(stream, record))
        if ((way === 'over' && unreadable() === 0) || isUnseen) await drop(photo.id)
        else if (way === 'named') await store.note({ ...photo, namedAt: iso() })
      }
    },
  }
}

const MORE: MediaStep = { kind: 'more' }
const NOTHING_DUE: MediaStep = { kind: 'rest', ms: Infinity }

/** How often it failed in a row, and when it may be tried again. */
interface Pause {
  readonly failures: number
  readonly until: number
}
const NO_PAUSE: Pause = { failures: 0, until: 0 }
const PHOTO_MS = 2_000
const QUIET_MS = 1_000
const LONGEST_MS = 600_000

/** Twice as long each time, full jitter. */
function atLeast(pause: Pause, until: number): Pause {
  return { ...pause, until: Math.max(pause.until, until) }
}

function longer(pause: Pause | undefined, shortest: number, now: number, chance: number): Pause {
  const failures = (pause?.failures ?? 0) + 1
  return { failures, until: now + chance * Math.min(LONGEST_MS, shortest * 2 ** (failures - 1)) }
}

/** Milliseconds; none when the clock was put back since. */
function left(pause: Pause | undefined, now: number): number {
  const ms = (pause?.until ?? 0) - now
  return ms > LONGEST_MS ? 0 : Math.max(0, ms)
}

function idOf(bytes: Uint8Array): string {
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
