import { Text, View } from '@tarojs/components'
import { useConfig, useOnline } from '../../client/hooks'
import { own } from '../../core/own'
import { SETTING } from '../../domain/settingNames'
import type { About as AboutAnswer } from '../../components/about'
import { Button } from '../../components/Button'
import { call } from '../../components/call'
import { Card } from '../../components/Card'
import { ContractLink } from '../../components/host/ContractLink'
import { privacyLines } from '../../components/host/privacyText'
import { Page } from '../../components/Page'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'

/** 主办单位 and 备案编号, whom to call, what is kept of whom; empty until the county sets them. */
export default function About() {
  const { settings } = useConfig()
  const { answer } = useOnline<AboutAnswer>((client) => client.online.get<AboutAnswer>('/api/about'), [])
  const word = (name: string, told: string | undefined): string => textOf(own(settings, name)) ?? told ?? ''
  const facts = [
    { label: '主办单位', value: word(SETTING.sponsor, answer?.sponsor) },
    { label: '备案编号', value: word(SETTING.filing, answer?.filing) },
    { label: '版本', value: answer?.version ?? '' },
    { label: '运行', value: answer === null ? '' : answer.mode === 'demo' ? '演示，数据都是编的' : '正式' },
  ]
  const phones = [
    { label: '服务电话', value: word(SETTING.helpPhone, answer?.helpPhone) },
    { label: '投诉电话', value: word(SETTING.complaintPhone, answer?.complaintPhone) },
  ]
  return (
    <Page title="关于" width="form">
      <Facts facts={facts} />
      <Card padded className="gap-above">
        <View>说事簿给乡镇记矛盾纠纷、群众说事和普法宣传用。记下的先存在手机里，有信号自动上传。</View>
        <View className="meta gap-above">不打卡、不排名、不计在线时间。照片、语音、位置都可以不给。涉密的事不往上写。</View>
      </Card>
      <SectionHead title="找人" />
      <Facts facts={phones} />
      <View className="bar bar-even gap-above">
        <Button text="投诉建议" icon="chat" onTap={() => open('feedback')} />
        {phones.filter(({ value }) => /\d{3}/.test(value)).slice(0, 1).map(({ label, value }) => (
          <Button key={label} text={`打${label}`} icon="phone" onTap={() => call(value)} />
        ))}
      </View>
      <SectionHead title="隐私说明" />
      <Card padded>
        {privacyLines(settings, answer?.privacy).map((line, at) => <View key={line} className={at === 0 ? '' : 'gap-above'}><Text>{line}</Text></View>)}
        <ContractLink />
      </Card>
    </Page>
  )
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function Facts({ facts }: { readonly facts: readonly { readonly label: string; readonly value: string }[] }) {
  return (
    <Card>
      {facts.map(({ label, value }) => (
        <View key={label} className="pair">
          <View className="pair-label">{label}</View>
          <View className={`pair-value${value === '' ? ' ink2' : ''}`}>{value === '' ? '还没有设置' : value}</View>
        </View>
      ))}
    </Card>
  )
}
