import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useOnline, useRecord } from '../../../client/hooks'
import '../../../styles/report.scss'
import '../../../styles/reportEdit.scss'
import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { useWide } from '../../../components/wide'
import { BeginText } from './BeginText'
import { Desk } from './Desk.h5'
import { OnlyAtPc } from './OnlyAtPc'
import type { WritingProps } from './Writing'

export type { WritingProps } from './Writing'

export function Writing(props: WritingProps) {
  const isWide = useWide()
  if (!isWide) return <OnlyAtPc />
  return props.template === '' ? <BeginText {...props} source={null} /> : <OpenText {...props} />
}

/** Read anew, so that nobody writes on what has changed since; what was made here and is still on its way is written on at once. */
function OpenText(props: WritingProps) {
  const { session, template } = props
  const { county } = session.me
  const held = useRecord(template)
  const isNew = held !== null && held.sync === 'onPhone' && held.n === 0
  const { answer, problem, loading, again } = useOnline((client) => (isNew ? Promise.resolve(null) : client.online.record(county, template)), [county, template, isNew])
  const [opened, setOpened] = useState<ShownRecord | null>(null)
  const isReady = held !== null && (isNew || !loading)
  useEffect(() => {
    if (isReady) setOpened((before) => before ?? held)
  }, [isReady, held])
  if (opened === null) {
    return (
      <Page title="写稿" at="reports">
        {loading || problem === null
          ? <View className="note">正在读</View>
          : <EmptyState text={problem.code === 'offline' ? '没有信号，稿子要联网才能打开。' : problem.message} action="再试一次" onAction={again} />}
      </Page>
    )
  }
  if (opened.values.place !== props.stream) return <BeginText {...props} source={opened} />
  // As long as it is only here, the server cannot print it.
  return <Desk {...props} record={opened} shown={held ?? opened} isThere={!isNew && (answer !== null || opened.n > 0)} />
}
