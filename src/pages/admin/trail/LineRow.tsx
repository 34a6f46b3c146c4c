import { View } from '@tarojs/components'
import { useState } from 'react'
import { clockAt, dayAt, dayText } from '../../../core/period'
import type { TrailLine } from '../../../core/trailWire'
import { lineText } from '../../../domain/trailText'
import { CHAINS, subjectOf, type ChainName } from '../../../domain/trailWords'
import { Button } from '../../../components/Button'
import { ListRow } from '../../../components/ListRow'
import { Sheet } from '../../../components/Sheet'
import { EVERYTHING, type TrailFilter } from './filter'

interface Props {
  readonly line: TrailLine
  readonly names: Readonly<Record<string, string>>
  onFilter(filter: TrailFilter): void
}

/** 谁、什么时候、做了什么、对什么. Opened, it says where it stands and narrows to its person or its record. */
export function LineRow({ line, names, onFilter }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { who, what, about } = lineText(line, names)
  const at = Date.parse(line.at)
  const when = `${dayText(dayAt(at))} ${clockAt(at)}`
  const narrow = (filter: Partial<TrailFilter>): void => {
    setOpen(false)
    onFilter({ ...EVERYTHING, ...filter })
  }
  const { actor, subject } = line
  const hasSubject = subject !== '' && subjectOf(line.action) !== 'none'
  return (
    <>
      <ListRow title={`${who}　${what}`} facts={[when, ...(about === '' ? [] : [about])]} chevron onTap={() => setOpen(true)} />
      {isOpen ? (
        <Sheet
          title={who}
          onClose={() => setOpen(false)}
          foot={(
            <View className="bar bar-even">
              <Button text="只看这个人" off={actor === null} onTap={() => narrow({ person: actor })} />
              <Button text="只看这一件" off={!hasSubject} onTap={() => narrow({ subject })} />
            </View>
          )}
        >
          <View>{what}</View>
          <View className="meta gap-above">{when}</View>
          {hasSubject ? <View className="meta gap-above">{names[subject] ?? subject}</View> : null}
          <View className="meta gap-above">{names[line.stream] ?? line.stream}，{CHAINS[line.chain as ChainName]}留痕第 {line.a} 行</View>
        </Sheet>
      ) : null}
    </>
  )
}
