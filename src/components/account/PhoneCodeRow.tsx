import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { phoneCode } from '../../client/accounts'
import { useClient, useOnline } from '../../client/hooks'
import { Button } from '../Button'
import { EmptyState } from '../EmptyState'
import { Problem } from '../FieldFrame'
import { Icon } from '../Icon'
import { ListRow } from '../ListRow'
import { CodeShown } from './CodeShown'
import { timeLeft } from './codeText'
import { Sheet } from '../Sheet'
import '../../styles/account.scss'

/** 电脑登录, on a phone that WeChat vouches for; a browser has no such row (PhoneCodeRow.h5.tsx). */
export function PhoneCodeRow({ onOpen }: { onOpen(): void }) {
  return <ListRow title="电脑登录" facts={['在电脑上用说事簿，不用密码']} icon={<Icon name="table" />} chevron onTap={onOpen} />
}

/** Good for two minutes and once; looking again makes another. */
export function PhoneCodeSheet({ name, onClose }: { readonly name: string; onClose(): void }) {
  const { answer, problem, loading, again } = useOnline(phoneCode, [])
  const left = useTimeLeft(answer?.until ?? null)
  return (
    <Sheet title="电脑登录" onClose={onClose} foot={<Button text={left === null && !loading ? '换一个码' : '好了'} look="filled" wide onTap={left === null && !loading ? again : onClose} />}>
      <View className="meta">在电脑上打开说事簿，选“手机上的登录码”，姓名输“{name}”，再输这八位数字：</View>
      {answer === null && problem === null ? <EmptyState text="正在要登录码。" /> : null}
      {problem === null ? null : <View className="gap-above"><Problem text={problem.message} /></View>}
      {answer === null ? null : (
        <>
          <View className="gap-above"><CodeShown code={inHalves(answer.code)} label="登录码" /></View>
          <View className="code-time"><Text>{left === null ? '这个码过期了' : `还有 ${left}，只能用一次`}</Text></View>
        </>
      )}
      <View className="note gap-above">有人打电话来要这个码的，是骗子，别给。</View>
    </Sheet>
  )
}

function inHalves(code: string): string {
  const digits = code.replace(/\D/g, '')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** Again every second. */
function useTimeLeft(until: string | null): string | null {
  const { now, after } = useClient()
  const [, setTick] = useState(0)
  const left = until === null ? null : timeLeft(until, now())
  const isOver = left === null
  useEffect(() => {
    if (isOver) return undefined
    let callOff = (): void => undefined
    const tick = (): void => {
      setTick((before) => before + 1)
      callOff = after(1000, tick)
    }
    callOff = after(1000, tick)
    return () => callOff()
  }, [after, isOver, until])
  return left
}
