import { Text, View } from '@tarojs/components'
import { useState, type ReactElement } from 'react'
import type { AttentionItem } from '../../client/client'
import { useSync } from '../../client/hooks'
import { typeOf } from '../../domain/registry'
import { handedByRecord } from '../../components/attention/handed'
import { HandedItem } from '../../components/attention/HandedItem'
import { HandedRow } from '../../components/attention/HandedRow'
import { headline, useItemTitle } from '../../components/attention/itemText'
import { SentList } from '../../components/attention/SentList'
import { useHanded } from '../../components/attention/useHanded'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { goBack } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { StateMark } from '../../components/StateMark'
import { Item } from './Item'

/** 需核对, one after the other, then what others handed over. Nothing disappears without a tap. */
export default function Attention() {
  const session = useSignedIn()
  const { attention } = useSync()
  const { answer, again } = useHanded()
  const [picked, setPicked] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  if (session === null) return <Page title="需核对">{null}</Page>
  const given = handedByRecord((answer?.handovers ?? []).filter(({ to }) => to === session.me.person))
  const sent = answer?.sent ?? []
  const ids = [...attention.map(({ id }) => id), ...given.map(({ first }) => first.id)]
  const at = picked !== null && ids.includes(picked) ? picked : ids[0]
  const item = attention.find(({ id }) => id === at)
  const handed = given.find(({ first }) => first.id === at)
  const rest = attention.filter(({ id }) => id !== at)
  const others = given.filter(({ first }) => first.id !== at)
  const done = (words: string): void => {
    setSaid(words)
    again()
  }
  return (
    <Page title="需核对" width="form">
      {said === '' ? null : <View className="notice">{said}</View>}
      {at === undefined ? <EmptyState text="都核对过了，没有要您定的。" action="返回" onAction={goBack} /> : (
        <View className="attention-count"><StateMark shape="diamond" word={`第 ${ids.indexOf(at) + 1} 件，共 ${ids.length} 件`} /></View>
      )}
      {item === undefined ? null : <Item key={item.id} item={item} sent={sent.find(({ id }) => id === item.id) ?? null} onSaid={done} />}
      {handed === undefined ? null : <HandedItem key={handed.first.id} handed={handed} onDone={done} />}
      <Section title={rest.length === 1 && others.length === 0 ? '下一件' : '其余的'}>
        {rest.map((other) => <Row key={other.id} item={other} onOpen={() => setPicked(other.id)} />)}
      </Section>
      <Section title="别人转给您的">
        {others.map((other) => <HandedRow key={other.first.id} handed={other} onOpen={() => setPicked(other.first.id)} />)}
      </Section>
      <SentList sent={sent} onAgain={again} />
    </Page>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: readonly ReactElement[] }) {
  if (children.length === 0) return null
  return (
    <>
      <SectionHead title={title} />
      <Card>{children}</Card>
    </>
  )
}

function Row({ item, onOpen }: { readonly item: AttentionItem; onOpen(): void }) {
  const title = useItemTitle(item)
  const { what } = headline(item, typeOf(item.op.kind))
  return <ListRow title={title} facts={[<Text key="what">{what}</Text>]} right={<StateMark shape="diamond" word="需核对" />} onTap={onOpen} />
}
