import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ShownRecord } from '../../client/client'
import { useConfig, useSession } from '../../client/hooks'
import type { PersonalClass } from '../../core/field'
import type { RecordType } from '../../core/recordType'
import { needsReason } from '../../domain/reveal'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { maskedIn } from '../../components/recordText'
import { RevealScope, useReveal } from '../../components/reveal/RevealScope'

export interface AskFirstProps {
  readonly type: RecordType
  readonly record: ShownRecord
  /** Fields of the record that the form shows. */
  readonly names: readonly string[]
  readonly title: string
  readonly children: ReactNode
}

/**
 * A form shows whole what the record's page masks. Over a record that is not one's own the same question comes first, and what was
 * answered goes on the same trail. Settled once: a form under way is never taken away again.
 */
export function AskFirst({ type, record, names, title, children }: AskFirstProps) {
  const session = useSession()
  const config = useConfig()
  const [kinds] = useState(() => (session.kind === 'signedIn' && needsReason(session.me, type, config.places, record) ? maskedIn(type, names, record.values) : []))
  const [isAnswered, setAnswered] = useState(kinds.length === 0)
  if (isAnswered) return children
  return (
    <Page title={title} width="form">
      <RevealScope type={type} record={record}><Question kinds={kinds} onAnswered={() => setAnswered(true)} /></RevealScope>
    </Page>
  )
}

function Question({ kinds, onAnswered }: { readonly kinds: readonly PersonalClass[]; onAnswered(): void }) {
  const reveal = useReveal()
  const isShown = reveal === null || kinds.every((kind) => reveal.shows(kind))
  // Asked at once; whoever closes the question finds it behind the button.
  const wasAsked = useRef(false)
  useEffect(() => {
    if (isShown) onAnswered()
    else if (!wasAsked.current) reveal.open(kinds)
    wasAsked.current = true
  })
  return <EmptyState text="打开以后看得到全名、电话。这件不是您经办的，要先说为什么看。" action="说原因" onAction={() => reveal?.open(kinds)} />
}
