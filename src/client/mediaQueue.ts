import { isPicture } from '../core/media'
import { mediaOfBody } from '../core/namedMedia'
import { own } from '../core/own'
import type { Registry } from '../core/recordType'
import type { Link, MediaRefusal, Photo } from './mediaStore'
import type { Outbox } from './outbox'
import type { MediaSync } from './state'
import type { Held } from './verdicts'

/** Where an op on this phone puts a picture. `epoch` null: the server has not taken the op, so that it would not keep the picture either. */
export interface Naming {
  readonly stream: string
  readonly record: string
  readonly epoch: string | null
}

/** Picture → where ops put it; of several ops on one record the last that was taken counts. */
export function namingsOf(types: Registry, outbox: Pick<Outbox, 'records' | 'everOf'>): ReadonlyMap<string, readonly Naming[]> {
  const namings = new Map<string, Naming[]>()
  for (const record of outbox.records()) {
    const here = new Map<string, Naming>()
    for (const { entry: { op, stream }, verdict } of outbox.everOf(record)) {
      const type = own(types, op.kind)
      const epoch = takenUnder(verdict)
      for (const id of type === undefined ? [] : mediaOfBody(type, op.body)) here.set(id, { stream, record, epoch: epoch ?? here.get(id)?.epoch ?? null })
    }
    for (const [id, naming] of here) namings.set(id, [...(namings.get(id) ?? []), naming])
  }
  return namings
}

/** The epoch of the answer that took an op, whole or in part, or gave it to somebody else: their picture comes from this phone alone. */
function takenUnder(verdict: Held['verdict']): string | null {
  return verdict?.kind === 'settled' || verdict?.kind === 'received' || verdict?.kind === 'passed' || verdict?.kind === 'conflict' ? verdict.epoch : null
}

/** The picture with what its ops ask for now: the same value when that is nothing new. */
export function linked(photo: Photo, namings: readonly Naming[]): Photo {
  const links = new Map(photo.links.map((link) => [keyOf(photo, link), link]))
  let isChanged = false
  for (const { stream, record, epoch } of namings) {
    const key = keyOf(photo, { stream, record })
    if (epoch === null || links.get(key)?.epoch === epoch) continue
    links.set(key, { stream, record, epoch, end: null })
    isChanged = true
  }
  return isChanged ? { ...photo, links: [...links.values()] } : photo
}

export function ended(photo: Photo, link: Pick<Link, 'stream' | 'record'>, end: Link['end']): Photo {
  return { ...photo, links: photo.links.map((each) => (keyOf(photo, each) === keyOf(photo, link) ? { ...each, end } : each)) }
}

/** What a person asked to be tried once more. What the phone no longer has stays lost. */
export function triedAgain(photo: Photo): Photo {
  const isOpen = photo.links.some(({ end }) => end?.kind === 'refused' && end.why !== 'lost')
  return isOpen ? { ...photo, links: photo.links.map((link) => (link.end?.kind === 'refused' && link.end.why !== 'lost' ? { ...link, end: null } : link)) } : photo
}

export interface Job {
  readonly key: string
  readonly photo: Photo
  readonly link: Link
}

/** What has to be sent, oldest first. */
export function jobsOf(photos: Iterable<Photo>): readonly Job[] {
  return [...photos]
    .sort((a, b) => (a.addedAt === b.addedAt ? (a.id < b.id ? -1 : 1) : a.addedAt < b.addedAt ? -1 : 1))
    .flatMap((photo) => photo.links.filter(({ end }) => end === null).map((link) => ({ key: keyOf(photo, link), photo, link })))
}

function keyOf({ id }: Photo, { stream, record }: Pick<Link, 'stream' | 'record'>): string {
  return `${stream}/${record}/${id}`
}

/** A picture only named by drafts waits for nothing yet: its record does not exist. */
export function syncStateOf(photos: ReadonlyMap<string, Photo>, namings: ReadonlyMap<string, readonly Naming[]>): MediaSync {
  // A picture whose op was taken a moment ago waits already, though nobody has noted yet where it goes.
  const all = [...photos.values()].map((photo) => linked(photo, namings.get(photo.id) ?? []))
  const isWaiting = ({ id, links }: Photo): boolean => links.some(({ end }) => end === null) || (namings.get(id) ?? []).some(({ epoch }) => epoch === null)
  const waiting = all.filter(isWaiting)
  const others = waiting.filter(({ type }) => !isPicture(type)).length
  return {
    waiting: waiting.length,
    ...(others > 0 ? { others } : {}),
    refused: all.flatMap(({ id, links }) => links.flatMap(({ stream, record, end }) => (end?.kind === 'refused' ? [{ id, stream, record, why: end.why }] : []))),
  }
}

/** Nothing waits for it any more: the server has it wherever it is shown. */
export function isCopy({ links }: Photo): boolean {
  return links.length > 0 && links.every(({ end }) => end?.kind === 'sent')
}

const DAY_MS = 24 * 3600 * 1000
const DAYS_KEPT = 7
const DAYS_REFUSED = 30

/**
 * 'named': something on this phone names it, and that is not yet noted today. 'over': nothing has named it for a week (a month, if
 * the server refused it: it was the only copy). null: nothing to do.
 */
export function tidied(photo: Photo, isNamed: boolean, now: number): 'named' | 'over' | null {
  const age = now - Date.parse(photo.namedAt)
  if (isNamed || photo.links.some(({ end }) => end === null)) return Math.abs(age) > DAY_MS ? 'named' : null
  const isRefused = photo.links.some(({ end }) => end?.kind === 'refused' && end.why !== 'lost')
  return age > (isRefused ? DAYS_REFUSED : DAYS_KEPT) * DAY_MS ? 'over' : null
}

/** null: not for good; it is tried again. A piece that is not known is no reason: the picture is offered anew. */
export function refusalOf(status: number, isOffer: boolean): MediaRefusal | null {
  if (status === 413) return 'tooLarge'
  if (status === 415) return 'notTaken'
  return status === 404 && isOffer ? 'notFound' : null
}
