import { View } from '@tarojs/components'
import { useConfig, useOnline } from '../../client/hooks'
import { own } from '../../core/own'
import type { About as AboutAnswer } from '../../components/about'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'

/** 主办单位 and 备案编号; empty until the county sets them. */
export default function About() {
  const { settings } = useConfig()
  const { answer } = useOnline<AboutAnswer>((client) => client.online.get<AboutAnswer>('/api/about'), [])
  const facts = [
    { label: '主办单位', value: textOf(own(settings, '主办单位')) ?? answer?.sponsor },
    { label: '备案编号', value: textOf(own(settings, '备案编号')) ?? answer?.filing },
    { label: '版本', value: answer?.version },
    { label: '运行', value: answer === null ? undefined : answer.mode === 'demo' ? '演示，数据都是编的' : '正式' },
  ]
  return (
    <Page title="关于" width="form">
      <Card>
        {facts.map(({ label, value }) => (
          <View key={label} className="pair">
            <View className="pair-label">{label}</View>
            <View className={`pair-value${value === undefined || value === '' ? ' ink2' : ''}`}>{value === undefined || value === '' ? '还没有设置' : value}</View>
          </View>
        ))}
      </Card>
      <Card padded className="gap-above">
        <View>说事簿给乡镇记矛盾纠纷、群众说事和普法宣传用。记下的先存在手机里，有信号自动上传。</View>
        <View className="meta gap-above">不打卡、不排名、不计在线时间。照片、语音、位置都可以不给。涉密的事不往上写。</View>
      </Card>
    </Page>
  )
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
