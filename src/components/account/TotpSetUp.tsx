import { Text, View } from '@tarojs/components'
import { Button } from '../Button'
import { Card } from '../Card'
import { SectionHead } from '../SectionHead'
import { inFours, readAloud } from './codeText'

/** The first sign-in of somebody who administers: the authenticator learns the secret, which is shown this once. */
export function TotpSetUp({ secret, uri, onLearned }: { readonly secret: string; readonly uri: string; onLearned(): void }) {
  return (
    <>
      <SectionHead title="先绑一个验证器" />
      <Card padded>
        <View>管理账号登录要两样东西：密码，和手机验证器里的六位数字。</View>
        <View className="meta gap-above">1. 在手机上打开验证器（微信里搜“验证器”，或用手机自带的），选“手动输入密钥”。</View>
        <View className="meta">2. 账户填“说事簿”，密钥填下面这一串，类型选“基于时间”。</View>
        <View className="code-shown code-secret gap-above" ariaLabel={`密钥 ${readAloud(secret)}`}>
          {inFours(secret).map((part, i) => <Text key={i} className="code-part">{part}</Text>)}
        </View>
        <View className="meta gap-above">验证器就在这台设备上的，可以把这个地址给它：</View>
        <View className="code-uri"><Text selectable userSelect>{uri}</Text></View>
        <View className="note gap-above">密钥只在这里显示，请不要拍照，也不要发给别人。手机丢了找管理员重置。</View>
      </Card>
      <View className="gap-above"><Button text="加好了，输验证码" look="filled" wide onTap={onLearned} /></View>
    </>
  )
}
