import { View } from '@tarojs/components'
import type { Recipient } from '../../client/handovers'
import { useOnline } from '../../client/hooks'
import type { Problem } from '../../core/protocol'
import { roleLabel } from '../../domain/words'
import { PickSheet } from '../PickSheet'
import { Sheet } from '../Sheet'
import { useHandovers } from './useHanded'

/** 转给…: who in the township may write such a record there. */
export function RecipientSheet({ stream, kind, place, onPick, onClose }: {
  readonly stream: string
  readonly kind: string
  readonly place: string | null
  onPick(to: Recipient): void
  onClose(): void
}) {
  const handovers = useHandovers()
  const { answer, problem } = useOnline(() => handovers.recipients(stream, kind, place), [stream, kind, place])
  const recipients = answer?.recipients ?? []
  const sentence = problem !== null ? handingProblem(problem) : answer === null ? '正在找能接的人。' : recipients.length === 0 ? '这个乡镇没有别人能办这一类，请找管理员。' : null
  if (sentence !== null) return <Sheet title="转给…" onClose={onClose}><View>{sentence}</View></Sheet>
  return (
    <PickSheet
      title="转给…"
      choices={recipients.map(({ person, name, roles }) => ({ code: person, text: `${name}　${roles.map(roleLabel).join('、')}` }))}
      picked={[]}
      note="转过去以后，由对方看过再收下，收没收会告诉您。"
      onPick={([person]) => {
        const to = recipients.find((one) => one.person === person)
        if (to !== undefined) onPick(to)
      }}
      onClose={onClose}
    />
  )
}

/** Why something was not handed over; nothing has changed then. */
export function handingProblem(problem: Problem): string {
  return problem.code === 'offline' ? '现在没有信号，转不了。这一条还在，有信号时再转。' : problem.message
}
