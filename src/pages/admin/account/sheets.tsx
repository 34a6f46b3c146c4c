import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/Button'
import { FieldFrame } from '../../../components/FieldFrame'
import { Sheet } from '../../../components/Sheet'
import { TextInput } from '../../../components/TextInput'
import type { Deed } from './acts'

/** What follows is read before it is done. */
export function ActSheet({ deed, name, isBusy, onYes, onClose }: { readonly deed: Deed; readonly name: string; readonly isBusy: boolean; onYes(): void; onClose(): void }) {
  return (
    <Sheet
      title={`${name}：${deed.title}`}
      onClose={onClose}
      foot={(
        <View className="bar">
          <Button className="bar-first" text="不做了" onTap={onClose} />
          <Button className="bar-rest" text={isBusy ? '正在办' : deed.yes} look="filled" off={isBusy} onTap={onYes} />
        </View>
      )}
    >
      <View>{deed.says}</View>
    </Sheet>
  )
}

/** The name under which somebody without one will sign in. */
export function LoginSheet({ onLogin, onClose }: { onLogin(login: string): void; onClose(): void }) {
  const [login, setLogin] = useState('')
  return (
    <Sheet title="开账号密码" onClose={onClose} foot={<Button text="下一步" look="filled" wide off={login.trim() === ''} onTap={() => onLogin(login)} />}>
      <FieldFrame label="账号" must hint="登录时输的名字，全县不能重；不要用身份证号、手机号">
        <TextInput value={login} label="账号" max={40} onText={setLogin} onEnter={() => { if (login.trim() !== '') onLogin(login) }} />
      </FieldFrame>
    </Sheet>
  )
}

export function RevokeSheet({ device, name, onYes, onClose }: { readonly device: string; readonly name: string; onYes(): void; onClose(): void }) {
  return (
    <Sheet
      title={`挂失 ${name} 的 ${device}`}
      onClose={onClose}
      foot={(
        <View className="bar">
          <Button className="bar-first" text="不挂失" onTap={onClose} />
          <Button className="bar-rest" text="挂失" look="filled" onTap={onYes} />
        </View>
      )}
    >
      <View>挂失以后，它马上退出，再联网时台账会清掉；没传的锁在里面，找回来重新登录还能传。</View>
      <View className="meta gap-above">手机连微信一起丢了的，还要把那个微信解绑。</View>
    </Sheet>
  )
}
