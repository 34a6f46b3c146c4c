import { View } from '@tarojs/components'
import { useState } from 'react'
import type { DeviceState, Me } from '../../core/protocol'
import { Button } from '../Button'
import { Card } from '../Card'
import { Problem } from '../FieldFrame'
import { Icon } from '../Icon'
import { ListRow } from '../ListRow'
import { open } from '../routes'
import { Sheet } from '../Sheet'
import { handedByRecord } from './handed'
import { isDropped } from './SentList'
import { useDevices, useHanded, useHandovers } from './useHanded'

/** What others, or one's own other phones, still have for the person; nothing at all on an ordinary day. */
export function HandedNotices({ me }: { readonly me: Me }) {
  const { answer } = useHanded()
  const devices = useDevices(null)
  const [asked, setAsked] = useState<DeviceState | null>(null)
  const given = handedByRecord((answer?.handovers ?? []).filter(({ to }) => to === me.person)).length
  const waiting = handedByRecord((answer?.handovers ?? []).filter(({ to }) => to === null)).length
  const declined = (answer?.sent ?? []).filter((handover) => handover.state === 'declined' && !isDropped(handover)).length
  const held = devices.answer?.devices ?? []
  if (given + waiting + declined + held.length === 0) return null
  return (
    <View className="gap-above">
      <Card>
        {given === 0 ? null : <ListRow title={`有 ${given} 件是别人转给您的`} facts={['请看看收不收']} icon={<Icon name="list" />} chevron onTap={() => open('attention')} />}
        {waiting === 0 ? null : <ListRow title={`待接收 ${waiting} 件`} facts={['写的人管不到这里了，等人接着办']} icon={<Icon name="list" />} chevron onTap={() => open('handover')} />}
        {declined === 0 ? null : <ListRow title={`有 ${declined} 条转出去没人收`} facts={['可以再转给别人']} icon={<Icon name="list" />} chevron onTap={() => open('attention')} />}
        {held.map((device) => <ListRow key={device.device} {...deviceWords(device)} icon={<Icon name="phone" />} chevron onTap={() => setAsked(device)} />)}
      </Card>
      {asked === null ? null : <AskedDevice device={asked} onClose={() => setAsked(null)} onDone={devices.again} />}
    </View>
  )
}

function deviceWords({ device, waiting, missing }: DeviceState): { readonly title: string; readonly facts: readonly string[] } {
  if (waiting > 0) return { title: `您原来的手机还有 ${waiting} 条没传上来`, facts: [`编号 ${device}`, '请打开它连一下网'] }
  return { title: `手机里少了 ${missing} 条没传过的`, facts: [`编号 ${device}`, '请想一想，重新记一下'] }
}

function AskedDevice({ device, onClose, onDone }: { readonly device: DeviceState; onClose(): void; onDone(): void }) {
  const handovers = useHandovers()
  const [said, setSaid] = useState('')
  const { waiting, missing } = device
  const giveUp = async (): Promise<void> => {
    const problem = await handovers.writeOff(device.device)
    if (problem !== null) return setSaid(problem.message)
    onClose()
    onDone()
  }
  return (
    <Sheet
      title={`手机 ${device.device}`}
      onClose={onClose}
      foot={(
        <View className="bar bar-even">
          <Button text="不等了" onTap={() => void giveUp()} />
          <Button text="知道了" look="filled" onTap={onClose} />
        </View>
      )}
    >
      <View>
        {waiting > 0
          ? `这台手机上次联网时还有 ${waiting} 条没传上来。打开它连一下网，就会自己传。`
          : `这台手机说过还有没传的，后来少了 ${missing} 条。可能清过手机，或者恢复过旧的备份。`}
      </View>
      <View className="meta gap-above">手机真的找不到了，请把那几条重新记一遍，再点“不等了”。手机丢了，请告诉管理员挂失。</View>
      {said === '' ? null : <Problem text={said} />}
    </Sheet>
  )
}
