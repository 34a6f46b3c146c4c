import { View } from '@tarojs/components'
import type { Me } from '../../core/protocol'
import { useClient, useDrafts } from '../../client/hooks'
import { Button } from '../../components/Button'
import { freshNumber } from '../../components/draftKey'
import { capturesOf } from '../../components/entries'
import { open } from '../../components/routes'

/** 记纠纷 · 记说事 · 记普法, always under the thumb. */
export function CaptureDock({ me }: { readonly me: Me }) {
  const client = useClient()
  const drafts = useDrafts()
  const kinds = capturesOf(me)
  const edit = (kind: string): void => {
    const n = freshNumber(drafts, (i) => ({ page: 'edit', kind, move: null, id: null, stream: null, n: i }), client.drafts.from())
    open('edit', { kind, n: String(n) })
  }
  return (
    <View className="home-dock">
      <View className="bar bar-even">
        {kinds.includes('dispute') ? (
          <Button
            text="记纠纷"
            icon="pencil"
            look="filled"
            onTap={() => open('quick', { n: String(freshNumber(drafts, (n) => ({ page: 'quick', n }), client.drafts.from())) })}
          />
        ) : null}
        {kinds.includes('matter') ? <Button text="记说事" icon="chat" look="outlined" onTap={() => edit('matter')} /> : null}
        {kinds.includes('outreach') ? <Button text="记普法" icon="book" look="outlined" onTap={() => edit('outreach')} /> : null}
      </View>
    </View>
  )
}
