import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { AttentionItem } from '../../client/client'
import { useSync } from '../../client/hooks'
import { typeOf } from '../../domain/registry'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { goBack } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { StateMark } from '../../components/StateMark'
import { Item } from './Item'
import { headline, useItemTitle } from './itemText'

/** 需核对, one after the other. Nothing disappears without a tap. */
export default function Attention() {
  const session = useSignedIn()
  const { attention } = useSync()
  const [picked, setPicked] = useState<string | null>(null)
  const item = attention.find(({ id }) => id === picked) ?? attention[0]
  if (session === null) return <Page title="需核对">{null}</Page>
  if (item === undefined) {
    return (
      <Page title="需核对" width="form">
        <EmptyState text="都核对过了，没有要您定的。" action="返回" onAction={goBack} />
      </Page>
    )
  }
  const rest = attention.filter(({ id }) => id !== item.id)
  return (
    <Page title="需核对" width="form">
      <View className="attention-count"><StateMark shape="diamond" word={`第 ${attention.indexOf(item) + 1} 件，共 ${attention.length} 件`} /></View>
      <Item key={item.id} item={item} />
      {rest.length === 0 ? null : <SectionHead title={rest.length === 1 ? '下一件' : '其余的'} />}
      {rest.length === 0 ? null : <Card>{rest.map((other) => <Row key={other.id} item={other} onOpen={() => setPicked(other.id)} />)}</Card>}
    </Page>
  )
}

function Row({ item, onOpen }: { readonly item: AttentionItem; onOpen(): void }) {
  const title = useItemTitle(item)
  const { what } = headline(item, typeOf(item.op.kind))
  return <ListRow title={title} facts={[<Text key="what">{what}</Text>]} right={<StateMark shape="diamond" word="需核对" />} onTap={onOpen} />
}
