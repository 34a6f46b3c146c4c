import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useNames, useToday } from '../../client/hooks'
import type { DeviceState, Me, Problem } from '../../core/protocol'
import { unsentRight } from '../../domain/role'
import { useDevices, useHandovers } from '../../components/attention/useHanded'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { shortDay } from '../../components/days'
import { EmptyState } from '../../components/EmptyState'
import { FieldFrame } from '../../components/FieldFrame'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { goBack } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { Sheet } from '../../components/Sheet'
import { StateMark } from '../../components/StateMark'
import { TextInput } from '../../components/TextInput'
import { Unanswered } from '../../components/Unanswered'

/** Phones that still hold something, and 挂失. Of a phone that holds nothing there is nothing to see here. */
export default function Devices() {
  const session = useSignedIn()
  if (session === null) return <Page title="手机">{null}</Page>
  return <List me={session.me} />
}

function List({ me }: { readonly me: Me }) {
  const { places } = useConfig()
  const names = useNames()
  const today = useToday()
  const stream = me.grants.find((grant) => unsentRight({ ...me, grants: [grant] }, places, grant.stream) !== null)?.stream ?? me.county
  const isAdmin = unsentRight(me, places, stream) === 'passesOn'
  const { answer, problem, again } = useDevices(stream)
  const handovers = useHandovers()
  const [picked, setPicked] = useState<DeviceState | null>(null)
  const [isTyping, setTyping] = useState(false)
  const [said, setSaid] = useState('')
  const devices = answer?.devices ?? []
  const done = async (answered: Promise<Problem | null>, words: string): Promise<void> => {
    const refused = await answered
    setPicked(null)
    setTyping(false)
    setSaid(refused?.message ?? words)
    again()
  }
  return (
    <Page title="手机" width="form">
      {said === '' ? null : <View className="notice">{said}</View>}
      {answer !== null ? null : problem === null ? <EmptyState text="正在看哪些手机还有没传的。" /> : <Unanswered problem={problem} again={again} />}
      {answer !== null && devices.length === 0 ? <EmptyState text="没有哪台手机还有没传的。" action="返回" onAction={goBack} /> : null}
      {devices.length === 0 ? null : <SectionHead title="还有没传的" right={`${devices.length} 台`} />}
      {devices.length === 0 ? null : (
        <Card>
          {devices.map((device) => (
            <ListRow
              key={device.device}
              title={names.get(device.person) ?? '同事'}
              facts={[`编号 ${device.device}`, `${shortDay(device.on, today)}报的`]}
              right={<StateMark shape={device.revoked ? 'square' : 'ring'} word={wordOf(device)} />}
              {...(isAdmin ? { chevron: true, onTap: () => setPicked(device) } : {})}
            />
          ))}
        </Card>
      )}
      <View className="note gap-above">只看得到还有没传的手机，看不到谁什么时候在用。</View>
      {isAdmin ? <View className="gap-above"><Button text="挂失一台手机" wide onTap={() => setTyping(true)} /></View> : null}
      {picked === null ? null : (
        <Sheet
          title={`${names.get(picked.person) ?? '同事'}的手机 ${picked.device}`}
          onClose={() => setPicked(null)}
          foot={(
            <View className="bar bar-even">
              <Button text="不等了" onTap={() => void done(handovers.writeOff(picked.device), '不再等这台手机了')} />
              <Button text="挂失" look="outlined" off={picked.revoked} onTap={() => void done(handovers.revoke(picked.device), '挂失了')} />
            </View>
          )}
        >
          <View>{wordOf(picked)}。请本人打开那台手机连一下网。</View>
          <View className="meta gap-above">{REVOKING}</View>
          <View className="meta gap-above">手机真的没了，请本人把那几条重新记一遍，再点“不等了”。</View>
        </Sheet>
      )}
      {isTyping ? <RevokeSheet onRevoke={(device) => void done(handovers.revoke(device), `${device} 挂失了`)} onClose={() => setTyping(false)} /> : null}
    </Page>
  )
}

const REVOKING = '挂失以后，那台手机马上退出，再联网时台账会清掉；没传的锁在手机里，找回来重新登录还能传。'

function RevokeSheet({ onRevoke, onClose }: { onRevoke(device: string): void; onClose(): void }) {
  const [code, setCode] = useState('')
  const device = code.trim().toUpperCase()
  return (
    <Sheet title="挂失一台手机" onClose={onClose} foot={<Button text="挂失" look="filled" wide off={!/^[A-Z0-9]{4,8}$/.test(device)} onTap={() => onRevoke(device)} />}>
      <FieldFrame label="手机的编号" must hint="六位，回执号的前一半；本人的“我的”最下面也有">
        <TextInput value={code} label="手机的编号" max={8} onText={setCode} />
      </FieldFrame>
      <View className="meta">{REVOKING}</View>
    </Sheet>
  )
}

function wordOf({ waiting, missing, revoked }: DeviceState): string {
  const lost = revoked ? '已挂失，' : ''
  return waiting > 0 ? `${lost}${waiting} 条没传` : `${lost}少了 ${missing} 条`
}
