import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { SignedIn } from '../../client/client'
import { useClient, useConfig, useSync } from '../../client/hooks'
import { placeName } from '../../core/place'
import { roleLabel } from '../../domain/words'
import { PhoneCodeRow, PhoneCodeSheet } from '../../components/account/PhoneCodeRow'
import { AdminCard } from '../../components/admin/AdminCard'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { RemindRow } from '../../components/remind/RemindRow'
import { leave, open } from '../../components/routes'
import { SCALES, useScale } from '../../components/scale'
import { SectionHead } from '../../components/SectionHead'
import { Segmented } from '../../components/Segmented'
import { Sheet } from '../../components/Sheet'
import { SyncCard } from './SyncCard'
import { UnsentRows } from './UnsentRows'

/** 同步, 大字, 投诉建议, 关于, 退出. */
export function Mine({ session }: { readonly session: SignedIn }) {
  const { me } = session
  const client = useClient()
  const config = useConfig()
  const { waiting } = useSync()
  const { scale, setScale } = useScale()
  const [isLeaving, setLeaving] = useState(false)
  const [isCodeShown, setCodeShown] = useState(false)
  const out = async (): Promise<void> => {
    await client.signOut()
    leave('signin')
  }
  return (
    <Page
      title="我的"
      tab="me"
      width="form"
      over={isCodeShown ? <PhoneCodeSheet name={me.name} onClose={() => setCodeShown(false)} /> : isLeaving ? (
        <Sheet
          title="退出登录"
          onClose={() => setLeaving(false)}
          foot={(
            <View className="bar">
              <Button className="bar-first" text="退出" onTap={() => void out()} />
              <Button className="bar-rest" text="不退出" look="filled" onTap={() => setLeaving(false)} />
            </View>
          )}
        >
          <View>{waiting > 0 ? `还有 ${waiting} 条存在手机，没有传上去。退出不会丢，您再登录时接着传。` : '退出以后，手机上存的内容别人打不开；您再登录就都在。'}再登录要有信号，没登录不能记。</View>
        </Sheet>
      ) : null}
    >
      <View className="subject">{me.name}</View>
      {me.grants.map((grant) => (
        <View key={`${grant.role} ${grant.place}`} className="meta">{placeName(config.places, grant.place)}　{roleLabel(grant.role)}</View>
      ))}
      <SectionHead title="同步" />
      <SyncCard />
      <UnsentRows me={me} />
      <AdminCard me={me} />
      <SectionHead title="大字" />
      <Card padded>
        <Segmented choices={SCALES} picked={scale} label="字的大小" onPick={(code) => setScale(SCALES.find((choice) => choice.code === code)?.code ?? 'normal')} />
        <View className="sample gap-above">李某和王某・宅基地，已经调好了。</View>
      </Card>
      <SectionHead title="其他" />
      <Card>
        <RemindRow />
        {session.mode === 'demo' ? null : <PhoneCodeRow onOpen={() => setCodeShown(true)} />}
        {session.mode === 'demo' || session.login === null ? null : <ListRow title="换密码" facts={['验证器丢了找管理员']} icon={<Icon name="lock" />} chevron onTap={() => open('newPassword')} />}
        <ListRow title="投诉建议" icon={<Icon name="chat" />} chevron onTap={() => open('feedback')} />
        <ListRow title="关于" facts={['主办单位、备案编号']} icon={<Icon name="info" />} chevron onTap={() => open('about')} />
      </Card>
      <View className="gap-above"><Button text="退出" wide onTap={() => setLeaving(true)} /></View>
      <View className="note gap-above"><Text>这台手机的编号 {session.device}</Text></View>
    </Page>
  )
}
