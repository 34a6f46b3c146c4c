import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../client/hooks'
import { useHost } from '../../client/hostHooks'
import type { MediaWhat } from '../../core/media'
import type { MediaProblem } from '../../core/mediaCheck'
import { mediaAdvice, MEDIA_WORDS } from '../../domain/mediaWords'

export interface Keep {
  readonly isBusy: boolean
  /** Of what was not kept. */
  readonly problem: string | null
  /** Asks for attachments and keeps them one by one; each is safe on the phone before its id goes into the form. */
  take(pick: () => Promise<Chosen>): Promise<void>
}
export interface Chosen {
  readonly chosen: readonly Uint8Array[]
  readonly refused: readonly MediaProblem[]
  /** Told instead, when nothing came of it. */
  readonly say?: string
}

/** The ids of a form's media field, grown by what people choose or record. One that fails stops no other. */
export function useKeep(what: MediaWhat, ids: readonly string[], most: number, onIds: (ids: readonly string[]) => void): Keep {
  const client = useClient()
  const { updates } = useHost()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // What the form holds by the time an attachment is kept, not when it was picked.
  const latest = useRef(ids)
  useEffect(() => {
    latest.current = ids
  }, [ids])

  const take: Keep['take'] = async (pick) => {
    if (isBusy) return
    setProblem(null)
    const { chosen, refused, say } = await pick()
    const [first] = refused
    if (first !== undefined) setProblem(mediaAdvice(first, what))
    else if (say !== undefined) setProblem(say)
    if (chosen.length === 0) return
    // No newer program cuts off what is being kept. Not held while one chooses: old browsers never tell that nothing was chosen.
    const over = updates.hold()
    setBusy(true)
    for (const bytes of chosen) {
      const kept = await client.media.keep(bytes, what)
      if (kept.kind === 'notKept') {
        setProblem(notKept(kept.why, what))
        continue
      }
      latest.current = [...new Set([...latest.current, kept.id])].slice(0, most)
      onIds(latest.current)
    }
    setBusy(false)
    over()
  }
  return { isBusy, problem, take }
}

function notKept(why: MediaProblem | 'full' | 'broken', what: MediaWhat): string {
  const { one } = MEDIA_WORDS[what]
  if (why === 'full') return `手机存满了，${one}没有存下。文字不受影响，照常保存；清出一些地方再添${one}。`
  if (why === 'broken') return `${one}没有存下，请再试一次。文字不受影响，照常保存。`
  return mediaAdvice(why, what)
}
