import { useEffect, useState } from 'react'
import type { ShownMedia } from '../client/client'
import { useClient, useSync } from '../client/hooks'

/** The record a photo belongs to; null while it is not saved yet. */
export interface PhotoHome {
  readonly stream: string
  readonly record: string
}

/** null: not yet known. Asked again when something was sent or the network came back, until the picture is here for good. */
export function usePhoto(home: PhotoHome | null, id: string): ShownMedia | null {
  const client = useClient()
  const { media, status } = useSync()
  const [shown, setShown] = useState<ShownMedia | null>(null)
  const { stream, record } = home ?? NOWHERE
  const isSettled = shown !== null && (shown.kind === 'remote' || (shown.kind === 'local' && shown.sent))
  const isOffline = status === 'offline'
  useEffect(() => {
    if (isSettled) return undefined
    let isLate = false
    void client.media.show(stream, record, id).then((answer) => {
      if (!isLate) setShown(answer)
    })
    return () => {
      isLate = true
    }
  }, [client, stream, record, id, media.waiting, isOffline, isSettled])
  return shown
}

const NOWHERE: PhotoHome = { stream: '', record: '' }
