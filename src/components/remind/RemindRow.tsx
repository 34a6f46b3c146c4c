import { View } from '@tarojs/components'
import { useState } from 'react'
import { remindDoor } from '../../client/remind'
import { useClient, useOnline } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { askToSubscribe, canSubscribe } from '../../client/platform/subscribe'
import type { RemindState } from '../../core/remindWire'
import { Icon } from '../Icon'
import { ListRow } from '../ListRow'
import { NOT_ALLOWED, remindFact } from './remindWords'

const TITLE = '到期提醒'

/** 我的: each tap allows one message in WeChat about what is due. Only promises and statutory days; no names. */
export function RemindRow() {
  return canSubscribe ? <InWechat /> : <ListRow title={TITLE} facts={['用微信小程序的，在那里的“我的”里开']} icon={<Icon name="clock" />} />
}

function InWechat() {
  const client = useClient()
  const { answer, problem } = useOnline((asked) => remindDoor(asked).state(), [])
  const [later, setLater] = useState<RemindState | null>(null)
  const [say, setSay] = useState<string | null>(null)
  const state = later ?? answer
  const template = state?.template ?? null
  // WeChat asks only inside the tap itself: nothing may be awaited before.
  const ask = async (wanted: string): Promise<void> => {
    const asked = await askToSubscribe(wanted)
    if (asked.kind !== 'allowed') return setSay(NOT_ALLOWED[asked.kind])
    const next = await remindDoor(client).allow(asked.code)
    if (isProblem(next)) return setSay(next.message)
    setSay(null)
    setLater(next)
  }
  const fact = remindFact(state) ?? problem?.message ?? null
  return (
    <>
      <ListRow title={TITLE} facts={fact === null ? [] : [fact]} icon={<Icon name="clock" />} {...(template === null ? {} : { chevron: true, onTap: () => void ask(template) })} />
      {say === null ? null : <View className="field note">{say}</View>}
    </>
  )
}
