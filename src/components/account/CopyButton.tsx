import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../Button'
import { Problem } from '../FieldFrame'

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [isRefused, setRefused] = useState(false)
  const copy = async (): Promise<void> => {
    // WeChat asks for the person's word first, and a browser may have no leave.
    setRefused(await Taro.setClipboardData({ data: text }).then(() => false, () => true))
  }
  return (
    <View>
      <Button text={what} onTap={() => void copy()} />
      {isRefused ? <Problem text="没有复制成，请照着上面抄下来。" /> : null}
    </View>
  )
}
