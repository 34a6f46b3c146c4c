import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient, useDrafts } from '../client/hooks'
import { Button, WordsButton } from './Button'
import { goBack } from './routes'
import { Sheet } from './Sheet'

/** 这份不要了: a form that was begun by mistake would stand on the home page for ever. It is asked once, since nothing brings it back. */
export function DropDraft({ draft }: { readonly draft: string }) {
  const client = useClient()
  const isKept = useDrafts().some(({ key }) => key === draft)
  const [isAsked, setAsked] = useState(false)
  if (!isKept) return null
  const drop = (): void => {
    client.drafts.drop(draft)
    goBack()
  }
  return (
    <View className="gap-above">
      <WordsButton text="这份不要了" onTap={() => setAsked(true)} />
      {isAsked ? (
        <Sheet
          title="不要这份了？"
          onClose={() => setAsked(false)}
          foot={(
            <View className="bar">
              <Button className="bar-first" text="删掉" onTap={drop} />
              <Button className="bar-rest" text="留着" look="filled" onTap={() => setAsked(false)} />
            </View>
          )}
        >
          <View>写了一半的都会删掉，找不回来。已经保存过的不受影响。</View>
        </Sheet>
      ) : null}
    </View>
  )
}
