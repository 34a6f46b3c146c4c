import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { useRecords } from '../../client/hooks'
import type { Document } from '../../core/document'
import type { Copy } from '../../core/protocol'
import { Button } from '../../components/Button'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Sheet } from '../../components/Sheet'
import { COPIES, COPY_WORDS, namesIn } from './copies'

/** Which copy of a draft is taken away. Names of people are looked at before the one that is published. */
export function CopiesSheet({ document, onTake, onClose }: { readonly document: Document; onTake(copy: Copy): void; onClose(): void }) {
  const [isConfirming, setConfirming] = useState(false)
  if (isConfirming) return <PublicNames document={document} onTake={() => onTake('public')} onClose={onClose} />
  return (
    <Sheet title="下载哪一种" onClose={onClose}>
      {COPIES.map((copy) => {
        const { label, about } = COPY_WORDS[copy]
        return (
          <ListRow
            key={copy}
            title={label}
            facts={[about]}
            label={`下载${label}`}
            right={<Icon name={copy === 'public' ? 'right' : 'download'} size="small" />}
            onTap={() => (copy === 'public' ? setConfirming(true) : onTake(copy))}
          />
        )
      })}
      <View className="note gap-above">这是草稿，数是刚才数的。报出去的请先定稿，定稿的文件存着，随时能再取。</View>
    </Sheet>
  )
}

/** What is looked at before a public copy is taken away. */
export function PublicNames({ document, onTake, onClose }: { readonly document: Document; onTake(): void; onClose(): void }) {
  const people = useRecords(PEOPLE).rows
  const names = useMemo(() => namesIn(document, people.map(({ values }) => String(values.name ?? ''))), [document, people])
  return (
    <Sheet title="公开以前，看一看人名" foot={<Button text="看过了，下载公开稿" look="filled" wide onTap={onTake} />} onClose={onClose}>
      {names.length === 0
        ? <View>正文里没有认出登记过的人名。</View>
        : (
          <>
            <View>正文里有这些人名，请确认都可以公开：</View>
            <View className="copy-names">{names.join('、')}</View>
          </>
        )}
      <View className="note gap-above">没有登记过的人，例如当事人，程序认不出来，请把正文再看一遍。</View>
    </Sheet>
  )
}

const PEOPLE = { kinds: ['person'] } as const
