import { createContext, useContext, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { ShownRecord } from '../../client/client'
import { useClient, useConfig, useSession } from '../../client/hooks'
import type { PersonalClass } from '../../core/field'
import type { RecordType } from '../../core/recordType'
import { needsReason, REVEAL_REASONS } from '../../domain/reveal'
import { PickSheet } from '../PickSheet'

/** What of the record around is shown whole, and how to ask for more. */
export interface Reveal {
  shows(kind: PersonalClass): boolean
  /** Asks why where it is not one's own record; then shows, and the trail is told. */
  open(kinds: readonly PersonalClass[]): void
}

const RevealContext = createContext<Reveal | null>(null)

/** Outside of a record (one's own draft, an op one may write anew) there is nothing to tell: it opens where it is tapped. */
export function useReveal(): Reveal | null {
  return useContext(RevealContext)
}

/** Why, by record, as long as the page stands where it was said: a form over it does not ask again. */
const SAID = new Map<string, string>()

/** One record: what was opened in it stays open, and why was said once, until one leaves it. */
export function RevealScope({ type, record, children }: { readonly type: RecordType; readonly record: ShownRecord; readonly children: ReactNode }) {
  // Another record in the same place begins anew.
  return <Scope key={record.id} type={type} record={record}>{children}</Scope>
}

function Scope({ type, record, children }: { readonly type: RecordType; readonly record: ShownRecord; readonly children: ReactNode }) {
  const client = useClient()
  const session = useSession()
  const config = useConfig()
  const [opened, setOpened] = useState<readonly PersonalClass[]>([])
  const [reason, setReason] = useState(() => SAID.get(record.id) ?? null)
  const [asking, setAsking] = useState<readonly PersonalClass[] | null>(null)
  const isAsked = session.kind === 'signedIn' && needsReason(session.me, type, config.places, record)
  const { stream, id, kind } = record
  useEffect(() => {
    if (reason === null || SAID.has(id)) return undefined
    SAID.set(id, reason)
    return () => void SAID.delete(id)
  }, [id, reason])
  const show = useCallback((classes: readonly PersonalClass[], why: string | null): void => {
    const fresh = classes.filter((each) => !opened.includes(each))
    if (fresh.length === 0) return
    client.revealed({ stream, record: id, kind, classes: fresh, reason: why })
    setOpened([...opened, ...fresh])
  }, [client, stream, id, kind, opened])
  const reveal = useMemo((): Reveal => ({
    shows: (each) => opened.includes(each),
    open(classes) {
      if (isAsked && reason === null) setAsking(classes)
      else show(classes, reason)
    },
  }), [opened, reason, isAsked, show])

  return (
    <RevealContext.Provider value={reveal}>
      {children}
      {asking === null ? null : (
        <PickSheet
          title="为什么要看"
          choices={Object.entries(REVEAL_REASONS).map(([code, text]) => ({ code, text }))}
          picked={[]}
          note="这件不是您经办的。谁、什么时候、为什么看，都留痕。"
          onPick={([why]) => {
            if (why === undefined) return
            setReason(why)
            show(asking, why)
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </RevealContext.Provider>
  )
}
