import { isMediaId, type MediaType, sniffMedia } from '../core/media'
import { base64Bytes, base64Text } from './bytes'
import type { Files, Written } from './platform/ports'
import type { Sealer } from './seal'

/** What is known of an attachment on this phone, beside its bytes. */
export interface Photo {
  readonly id: string
  readonly type: MediaType
  readonly size: number
  /** ISO. */
  readonly addedAt: string
  /** When something on this phone last named it, ISO; a week later it may go. */
  readonly namedAt: string
  /** Where the server has to get it. None before an op that names it was taken by the server. */
  readonly links: readonly Link[]
}

/** A record that shows the picture. */
export interface Link {
  readonly stream: string
  readonly record: string
  /** Of the answer that took the op: under another one, after a restore, the picture is offered again. */
  readonly epoch: string
  /** null: still to be sent. */
  readonly end: null | { readonly kind: 'sent' } | { readonly kind: 'refused'; readonly why: MediaRefusal }
}

/** `lost`: the phone's system cleared it. The others are the server's, for good; `notTaken`: its content. */
export type MediaRefusal = 'lost' | 'notFound' | 'tooLarge' | 'notTaken'

/** Sealed files of one person: `media/<owner>/<id>` the bytes, `photos/<owner>/<id>` what is known of them. */
export interface MediaStore {
  /** Everything there is; bytes whose note is lost get a new one, as if they had just come. */
  open(now: string): Promise<void>
  readonly photos: ReadonlyMap<string, Photo>
  /** 'written' only when both survive whatever happens next: the bytes first. */
  add(photo: Photo, bytes: Uint8Array): Promise<Written>
  /** Kept in memory when the phone does not write it; what follows from ops is found again. */
  note(photo: Photo): Promise<void>
  /** Base64; null: it is not there. Rejects when storage is broken. */
  text(id: string): Promise<string | null>
  drop(id: string): Promise<void>
}

export function createMediaStore(files: Files, sealer: Sealer, owner: string): MediaStore {
  const photos = new Map<string, Photo>()
  const bytesAt = `media/${owner}/`
  const notesAt = `photos/${owner}/`
  const roomAt = `room/${owner}`

  async function read(path: string): Promise<string | null> {
    const opened = sealer.open(path, (await files.read(path)) ?? '')
    return opened.kind === 'text' ? opened.text : null
  }

  function write(path: string, text: string): Promise<Written> {
    return files.write(path, sealer.seal(path, text))
  }

  async function readNote(id: string): Promise<Photo | null> {
    try {
      const text = await read(notesAt + id)
      return text === null ? null : (JSON.parse(text) as Photo)
    } catch {
      return null
    }
  }

  async function afresh(id: string, now: string): Promise<Photo | null> {
    try {
      const text = await read(bytesAt + id)
      const bytes = text === null ? null : base64Bytes(text)
      const type = bytes === null ? null : sniffMedia(bytes)
      return bytes === null || type === null ? null : { id, type, size: bytes.length, addedAt: now, namedAt: now, links: [] }
    } catch {
      return null
    }
  }

  /** Pictures never take the last room: what a person types must still be saved after them. */
  async function leavesRoom(): Promise<Written> {
    const written = await files.write(roomAt, ROOM)
    await files.remove(roomAt)
    return written
  }

  return {
    photos,
    async open(now) {
      const noted = (await files.list(notesAt)).map((path) => path.slice(notesAt.length))
      const held = (await files.list(bytesAt)).map((path) => path.slice(bytesAt.length))
      for (const id of new Set([...noted, ...held].filter(isMediaId))) {
        if (photos.has(id)) continue
        const photo = (noted.includes(id) ? await readNote(id) : null) ?? (await afresh(id, now))
        if (photo !== null) photos.set(id, photo)
      }
    },
    async add(photo, bytes) {
      try {
        const steps = [() => write(bytesAt + photo.id, base64Text(bytes)), () => write(notesAt + photo.id, JSON.stringify(photo)), leavesRoom]
        for (const step of steps) {
          const written = await step()
          if (written === 'written') continue
          if (!photos.has(photo.id)) await remove(photo.id)
          return written
        }
      } catch {
        return 'broken'
      }
      photos.set(photo.id, photo)
      return 'written'
    },
    async note(photo) {
      photos.set(photo.id, photo)
      try {
        await write(notesAt + photo.id, JSON.stringify(photo))
      } catch {
        return
      }
    },
    text: (id) => read(bytesAt + id),
    async drop(id) {
      photos.delete(id)
      await remove(id)
    },
  }

  /** The bytes first: a note without bytes names nothing that could be sent, bytes without a note would be taken for new ones. */
  async function remove(id: string): Promise<void> {
    await files.remove(bytesAt + id)
    await files.remove(notesAt + id)
  }
}

/** Half a megabyte: some hundred ops. */
const ROOM = ' '.repeat(512 * 1024)
