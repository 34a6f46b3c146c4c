import { useEffect, useState } from 'react'
import type { Client, ShownMedia } from '../client/client'
import { useClient, useSync } from '../client/hooks'
import { isPicture } from '../core/media'
import { showable } from '../client/platform/photos'

/** The record a photo belongs to; null while it is not saved yet. */
export interface PhotoHome {
  readonly stream: string
  readonly record: string
}

export interface SeenPhoto {
  /** null: not yet known. */
  readonly shown: ShownMedia | null
  /** For an image element; null where there is no picture to see. */
  readonly src: string | null
}

/** Asked again when something was sent or the network came back, until the picture is here for good. */
export function usePhoto(home: PhotoHome | null, id: string): SeenPhoto {
  const client = useClient()
  const { media, status } = useSync()
  const [seen, setSeen] = useState<Seen>(NOTHING_SEEN)
  const { stream, record } = home ?? NOWHERE
  const { shown } = seen
  const isSettled = shown !== null && (shown.kind === 'remote' || (shown.kind === 'local' && shown.sent))
  const isOffline = status === 'offline'
  useEffect(() => {
    if (isSettled) return undefined
    let isLate = false
    void look(client, stream, record, id).then((next) => {
      if (isLate) next.done()
      else setSeen(next)
    })
    return () => {
      isLate = true
    }
  }, [client, stream, record, id, media.waiting, isOffline, isSettled])
  useEffect(() => () => seen.done(), [seen])
  return seen
}

interface Seen extends SeenPhoto {
  done(): void
}

const NOWHERE: PhotoHome = { stream: '', record: '' }
const NOTHING_SEEN: Seen = { shown: null, src: null, done: () => undefined }

async function look(client: Client, stream: string, record: string, id: string): Promise<Seen> {
  const shown = await client.media.show(stream, record, id)
  if (shown.kind !== 'local' && shown.kind !== 'remote') return { ...NOTHING_SEEN, shown }
  // Only pictures are drawn from an address; the others are fetched when somebody wants to hear or read them.
  return isPicture(shown.type) ? { shown, ...(await showable(shown.url)) } : { ...NOTHING_SEEN, shown }
}
