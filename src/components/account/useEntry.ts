import { useState } from 'react'
import type { Entered, SignInWay } from '../../client/client'
import { useClient } from '../../client/hooks'

export interface Entry {
  readonly isBusy: boolean
  /** Words for the person, of the last try. */
  readonly problem: string | null
  /** What the last try asked for beside an answer of yes or no. */
  readonly asks: Exclude<Entered, { readonly kind: 'in' | 'problem' }> | null
  enter(way: SignInWay): Promise<void>
  /** The authenticator knows the secret: its digits are asked for next. */
  learned(): void
  /** From the beginning: what was asked for is done, or another way is tried. */
  afresh(): void
}

/** One try at a time. */
export function useEntry(onIn?: () => void): Entry {
  const client = useClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [asks, setAsks] = useState<Entry['asks']>(null)
  return {
    isBusy, problem, asks,
    async enter(way) {
      if (isBusy) return
      setBusy(true)
      setProblem(null)
      const entered = await client.signIn(way)
      setBusy(false)
      if (entered.kind === 'in') return onIn?.()
      if (entered.kind === 'problem') return setProblem(entered.problem.message)
      setAsks(entered)
    },
    afresh() {
      setProblem(null)
      setAsks(null)
    },
    learned: () => setAsks({ kind: 'needsTotp' }),
  }
}
