import Taro from '@tarojs/taro'
import { Button } from '../Button'

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const copy = (): void => {
    void Taro.setClipboardData({ data: text })
  }
  return <Button text={what} onTap={copy} />
}
