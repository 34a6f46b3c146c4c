import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Copy, ReportProblem } from '../../core/reportWire'
import { COPIES, COPY_WORDS } from '../../domain/reportCopies'
import { Button } from '../../components/Button'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Sheet } from '../../components/Sheet'
import { namesTold } from './copies'

/** Which copy of a draft is taken away. Names of people are looked at before the one that is published. */
export function CopiesSheet({ problems, onTake, onClose }: { readonly problems: readonly ReportProblem[]; onTake(copy: Copy): void; onClose(): void }) {
  const [isConfirming, setConfirming] = useState(false)
  if (isConfirming) return <PublicNames problems={problems} onTake={() => onTake('public')} onClose={onClose} />
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
export function PublicNames({ problems, onTake, onClose }: { readonly problems: readonly ReportProblem[]; onTake(): void; onClose(): void }) {
  const names = namesTold(problems)
  return (
    <Sheet title="公开以前，看一看人名" foot={<Button text="看过了，下载公开稿" look="filled" wide onTap={onTake} />} onClose={onClose}>
      {names.length === 0
        ? <View>正文里没有认出人名。</View>
        : (
          <>
            {names.map((name) => <View key={name} className="copy-names">{name}</View>)}
          </>
        )}
      <View className="note gap-above">没有登记过、前后也没有职务的人，程序认不出来，请把正文再看一遍。</View>
    </Sheet>
  )
}
