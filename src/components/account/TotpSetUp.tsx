import { Text, View } from '@tarojs/components'
import { base64Text, utf8Bytes } from '../../client/bytes'
import type { SignInAnswer } from '../../core/accountWire'
import { Button } from '../Button'
import { Card } from '../Card'
import { Picture } from '../Picture'
import { SectionHead } from '../SectionHead'
import { CopyButton } from './CopyButton'
import { inFours, readAloud } from './codeText'

/** The first sign-in of somebody who administers: the authenticator learns the secret, which is shown this once. */
export function TotpSetUp({ asked: { secret, uri, svg }, onLearned }: { readonly asked: Extract<SignInAnswer, { readonly kind: 'setUpTotp' }>; onLearned(): void }) {
  return (
    <>
      <SectionHead title="先绑一个验证器" />
      <Card padded>
        <View>管理账号登录要两样东西：密码，和手机验证器里的六位数字。</View>
        {svg === undefined ? null : (
          <>
            <View className="meta gap-above">在手机上打开验证器（微信里搜“验证器”，或用手机自带的），扫这个码：</View>
            <View className="code-picture"><Picture src={`data:image/svg+xml;base64,${base64Text(utf8Bytes(svg))}`} label="给验证器扫的二维码" whole /></View>
          </>
        )}
        <View className="meta gap-above">{svg === undefined ? '在手机上打开验证器（微信里搜“验证器”，或用手机自带的），' : '扫不了的，'}选“手动输入密钥”：账户填“说事簿”，类型选“基于时间”，密钥填这一串</View>
        <View className="code-shown code-secret gap-above" ariaLabel={`密钥 ${readAloud(secret)}`}>
          {inFours(secret).map((part, i) => <Text key={i} className="code-part">{part}</Text>)}
        </View>
        <View className="meta gap-above">验证器就在这台设备上的，把地址复制过去也行：</View>
        <View className="gap-above"><CopyButton text={uri} what="复制地址" /></View>
        <View className="note gap-above">密钥只在这里显示，请不要拍照，也不要发给别人。手机丢了找管理员重置。</View>
      </Card>
      <View className="gap-above"><Button text="加好了，输验证码" look="filled" wide onTap={onLearned} /></View>
    </>
  )
}
