import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord } from '../../client/client'
import type { Prefilled } from '../../domain/round'
import { WordsButton } from '../Button'
import { Card } from '../Card'
import { EmptyState } from '../EmptyState'
import { RecordRow } from '../RecordRow'
import { open } from '../routes'
import { SectionHead } from '../SectionHead'

const FIRST = 3

/** What the numbers below were filled in from, so that nobody takes them on trust. */
export function FoundHere({ filled, where }: { readonly filled: Prefilled<ShownRecord>; readonly where: string }) {
  const [isAll, setAll] = useState(false)
  const { disputes, before, beforeTimes, beforeFound } = filled
  const shown = isAll ? disputes : disputes.slice(0, FIRST)
  return (
    <>
      <SectionHead
        title={`${where}这一期记下的纠纷`}
        right={disputes.length > FIRST && !isAll ? <WordsButton text={`全部 ${disputes.length} 件`} onTap={() => setAll(true)} /> : `${disputes.length} 件`}
      />
      <Card>
        {shown.map((record) => <RecordRow key={record.id} record={record} onOpen={() => open('record', { id: record.id, stream: record.stream })} />)}
        {disputes.length === 0 ? <EmptyState text="这一期没有记过纠纷。" /> : null}
      </Card>
      {before.length === 0 ? null : (
        <View className="note">这一期已经记过 {beforeTimes} 次排查，排查出 {beforeFound} 件，那些已经算过，这里只填还没记的。</View>
      )}
    </>
  )
}
