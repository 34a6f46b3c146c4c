import { Text, View } from '@tarojs/components'
import { useToday } from '../../client/hooks'
import { groupedCode } from '../../core/codeWire'
import type { Complained } from '../../core/feedbackWire'
import { dayText } from '../../core/period'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { SectionHead } from '../../components/SectionHead'

/** The only time the code is shown: nobody here can look it up again. */
export function Receipt({ received: { receipt, code, dueOn }, onDone }: { readonly received: Complained; onDone(): void }) {
  const today = useToday()
  return (
    <>
      <SectionHead title="收到了" />
      <Card padded>
        <View className="pair">
          <View className="pair-label">回执号</View>
          <View className="pair-value">{receipt}</View>
        </View>
        <View className="pair">
          <View className="pair-label">查询码</View>
          <View className="pair-value subject"><Text selectable userSelect>{groupedCode(code)}</Text></View>
        </View>
        <View className="pair">
          <View className="pair-label">答复不晚于</View>
          <View className="pair-value">{dayText(dueOn, today)}</View>
        </View>
      </Card>
      <View className="notice gap-above">查询码只在这里给您看这一次，请抄下来或者截屏。答复写好以后，凭它在“投诉建议 › 看答复”里看，不用姓名。</View>
      <View className="gap-above"><Button text="记下了" look="filled" wide onTap={onDone} /></View>
    </>
  )
}
