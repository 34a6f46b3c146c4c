import { View } from '@tarojs/components'
import { useState } from 'react'
import type { TakenIn } from '../../client/client'
import { useClient } from '../../client/hooks'
import { pickText, shareText } from '../../client/platform/textFiles'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { notGivenText } from '../../components/media/notGiven'
import { SectionHead } from '../../components/SectionHead'

/** The way out when this phone can no longer reach the server: its journal, sealed, goes to another phone of the same person. */
export function Carry() {
  const client = useClient()
  const [told, setTold] = useState<string | null>(null)
  const carry = async (): Promise<void> => {
    const file = await client.exportJournal()
    if (file === null) setTold('手机存储没有答应，没有导出。写下的都还在，请重新打开程序再试。')
    else setTold(await shareText(file.name, file.text) ? `已导出“${file.name}”。请在您的另一台手机或电脑上登录，从这里收进去。` : '没有导出去。写下的都还在手机里。')
  }
  const takeIn = async (): Promise<void> => {
    const { text, notGiven = null } = await pickText()
    if (notGiven !== null) setTold(notGivenText(notGiven, 'file'))
    if (text !== null) setTold(takenInText(await client.takeIn(text)))
  }
  return (
    <>
      <SectionHead title="这台手机一直连不上" />
      <Card padded>
        <View>把手机里的记录导出成一个文件，用您自己的账号在另一台手机或电脑上收进去，再从那里传。文件是密封的，别人打不开；收两次也不会记重。</View>
        <View className="bar bar-even gap-above">
          <Button text="导出到文件" onTap={() => void carry()} />
          <Button text="从文件收进来" onTap={() => void takeIn()} />
        </View>
        {told === null ? null : <View className="note gap-above">{told}</View>}
      </Card>
    </>
  )
}

function takenInText(answer: TakenIn): string {
  switch (answer.kind) {
    case 'takenIn': {
      const rest = answer.unreadable === 0 ? '' : `有 ${answer.unreadable} 条在原来的手机上就打不开，请照着纸上的补记。`
      return `${answer.ops === 0 ? '这些都已经收过了，没有重复。' : `收进来 ${answer.ops} 条，有信号就传。`}${rest}`
    }
    case 'otherPerson':
      return '这是别人的文件，只能由本人登录以后收。'
    case 'noJournal':
      return '这不是说事簿导出的文件，请重新选。'
    case 'notSaved':
      return '手机存不下了，只收了一部分。腾出空间再收一次，不会记重。'
  }
}
