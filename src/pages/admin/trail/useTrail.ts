import { useEffect, useState } from 'react'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { trailDoor } from '../../../client/trail'
import type { Problem } from '../../../core/protocol'
import type { TrailAnswer, TrailMark } from '../../../core/trailWire'
import type { TrailFilter } from './filter'

interface Read extends TrailAnswer {
  readonly problem: Problem | null
  readonly loading: boolean
}

const NOTHING: Read = { lines: [], next: null, names: {}, problem: null, loading: true }
const PAGE = 50

export interface TrailRead extends Read {
  more(): void
  again(): void
}

/** The latest lines that fit, and earlier ones one page at a time; a late answer to an earlier question is ignored. */
export function useTrail(filter: TrailFilter): TrailRead {
  const client = useClient()
  const [asked, setAsked] = useState<{ readonly filter: TrailFilter; readonly after: TrailMark | null; readonly round: number }>({ filter, after: null, round: 0 })
  const [read, setRead] = useState<Read>(NOTHING)
  if (asked.filter !== filter) setAsked({ filter, after: null, round: asked.round })
  useEffect(() => {
    let isLate = false
    const { after } = asked
    setRead((before) => (after === null ? NOTHING : { ...before, loading: true }))
    void trailDoor(client).look({ ...asked.filter, after, limit: PAGE }).then((answer) => {
      if (isLate) return
      if (isProblem(answer)) return setRead((before) => ({ ...before, problem: answer, loading: false }))
      setRead((before) => ({ lines: [...before.lines, ...answer.lines], next: answer.next, names: { ...before.names, ...answer.names }, problem: null, loading: false }))
    })
    return () => {
      isLate = true
    }
  }, [client, asked])
  return {
    ...read,
    more: () => setAsked((before) => ({ ...before, after: read.next })),
    again: () => setAsked((before) => ({ ...before, after: null, round: before.round + 1 })),
  }
}
