import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from './Button'
import type { Choice } from './Chip'
import { EmptyState } from './EmptyState'
import { Icon } from './Icon'
import { ListRow } from './ListRow'
import { SearchField } from './SearchField'
import { Sheet } from './Sheet'

/** A list to choose from. One choice closes it, the chosen one too, and is taken away only by saying so; several are confirmed. */
export function PickSheet({ title, choices, picked, many = false, clearable = false, note, onPick, onClose }: {
  readonly title: string
  readonly choices: readonly Choice[]
  readonly picked: readonly string[]
  readonly many?: boolean
  readonly clearable?: boolean
  readonly note?: string
  onPick(picked: readonly string[]): void
  onClose(): void
}) {
  const [text, setText] = useState('')
  const found = choices.filter((choice) => choice.text.includes(text.trim()))
  const end = (codes: readonly string[]): void => {
    onPick(codes)
    onClose()
  }
  const pick = (code: string): void => {
    if (many) onPick(picked.includes(code) ? picked.filter((other) => other !== code) : [...picked, code])
    else end([code])
  }
  const foot = many ? <Button text={`选好了（${picked.length}）`} look="filled" wide onTap={onClose} />
    : clearable && picked.length > 0 ? <Button text="清除" wide onTap={() => end([])} /> : undefined
  return (
    <Sheet title={title} foot={foot} onClose={onClose}>
      {choices.length > 8 ? <SearchField value={text} label={`找${title}`} placeholder="找一找" onText={setText} /> : null}
      <View className="gap-above">
        {found.map(({ code, text: words }) => (
          <ListRow
            key={code}
            title={<Text className={picked.includes(code) ? 'strong' : ''}>{words}</Text>}
            right={picked.includes(code) ? <Icon name="check" /> : null}
            label={picked.includes(code) ? `${words}，已选` : words}
            onTap={() => pick(code)}
          />
        ))}
        {found.length === 0 ? <EmptyState text={`没有找到“${text.trim()}”`} action="清除" onAction={() => setText('')} /> : null}
      </View>
      {note === undefined ? null : <View className="note">{note}</View>}
    </Sheet>
  )
}
