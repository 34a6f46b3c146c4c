import { Text, View } from '@tarojs/components'
import { useToday } from '../../client/hooks'
import type { ComplaintTold } from '../../core/feedbackWire'
import { dayText } from '../../core/period'
import { COMPLAINT_KIND_LABELS, COMPLAINT_STATE_LABELS } from '../../domain/complaints'
import { Card } from '../../components/Card'
import { StateMark } from '../../components/StateMark'

/** One of somebody's own, with what was answered. */
export function Told({ told: { receipt, kind, state, receivedOn, dueOn, replies } }: { readonly told: ComplaintTold }) {
  const today = useToday()
  return (
    <Card className="gap-above">
      <View className="row">
        <View className="row-text">
          <View className="row-title">{COMPLAINT_KIND_LABELS[kind]}　{receipt}</View>
          <View className="row-meta facts">
            <Text>{dayText(receivedOn, today)}收到</Text>
            {state === 'answered' ? null : <Text>{dayText(dueOn, today)}前答复</Text>}
          </View>
        </View>
        <View className="row-right"><StateMark shape={state === 'answered' ? 'disc' : 'ring'} word={COMPLAINT_STATE_LABELS[state]} /></View>
      </View>
      {replies.map(({ on, text }, at) => (
        <View key={at} className="card-padded">
          <View className="meta">{dayText(on, today)} 答复</View>
          <View><Text selectable userSelect>{text}</Text></View>
        </View>
      ))}
    </Card>
  )
}
