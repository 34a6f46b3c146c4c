import { Button as HostButton, Text, View } from '@tarojs/components'
import { useDidHide, useDidShow, useUnload } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { useConfig } from '../../client/hooks'
import { useHost, usePrivacyAsked } from '../../client/hostHooks'
import { dutyOf } from '../../client/platform/hostPrivacy'
import { Button, WordsButton } from '../Button'
import { Sheet } from '../Sheet'
import { privacyLines } from './privacyText'
import '../../styles/host.scss'

const AGREE = 'privacy-agree'

/** On the page that is on top, once WeChat wants the person's word: what is used, what for, and what goes on without. */
export function PrivacySheet() {
  const [isOnTop, setOnTop] = useState(true)
  useDidShow(() => setOnTop(true))
  useDidHide(() => setOnTop(false))
  const { privacy } = useHost()
  const asked = usePrivacyAsked()
  // Whoever leaves without a word has not agreed; the page below must not be asked for what was wanted here.
  useUnload(() => {
    if (asked !== null && isOnTop) privacy.refused()
  })
  return asked === null || !isOnTop ? null : <Asked referrer={asked.referrer} />
}

function Asked({ referrer }: { readonly referrer: string }) {
  const { privacy } = useHost()
  const { settings } = useConfig()
  const [isRead, setRead] = useState(false)
  const duty = dutyOf(referrer)
  useEffect(() => privacy.shown(), [privacy])
  return (
    <Sheet
      title="用之前，请您先同意"
      onClose={privacy.refused}
      foot={(
        <View className="bar">
          <Button className="bar-first" text="不同意" onTap={privacy.refused} />
          <HostButton id={AGREE} className="button button-filled bar-rest host-button" openType="agreePrivacyAuthorization" onAgreePrivacyAuthorization={() => privacy.agreed(AGREE)}>同意</HostButton>
        </View>
      )}
    >
      <View>{duty === null ? '微信要先得到您的同意，才给程序用这一项。' : `要用您的${duty.heading}：${duty.purpose}。`}</View>
      <View className="meta gap-above">不同意也行，{duty === null ? '别的照常用' : duty.without}。</View>
      <View className="gap-above"><WordsButton text="看《用户隐私保护指引》" onTap={privacy.openContract} /></View>
      {isRead
        ? privacyLines(settings).map((line) => <View key={line} className="meta gap-above"><Text>{line}</Text></View>)
        : <WordsButton text="看说事簿的隐私说明" onTap={() => setRead(true)} />}
    </Sheet>
  )
}
