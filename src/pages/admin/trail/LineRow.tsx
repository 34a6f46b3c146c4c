import { View } from '@tarojs/components'
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
  onClose(): void
}

/** 谁、什么时候、做了什么、对什么. */
export function LineRow({ line, names, onOpen }: { readonly line: TrailLine; readonly names: Props['names']; onOpen(): void }) {
  const { who, what, about } = lineText(line, names)
  return <ListRow title={`${who}　${what}`} facts={[whenOf(line), ...(about === '' ? [] : [about])]} chevron onTap={onOpen} />
}

export function whenOf({ at }: TrailLine): string {
  const moment = Date.parse(at)
  return `${dayText(dayAt(moment))} ${clockAt(moment)}`
}

/** A line, opened: it says where it stands and narrows to its person or its record. */
export function LineSheet({ line, names, onFilter, onClose }: Props) {
  const { who, what } = lineText(line, names)
  const narrow = (filter: Partial<TrailFilter>): void => {
    onClose()
    onFilter({ ...EVERYTHING, ...filter })
  }
  const { actor, subject } = line
  const hasSubject = subject !== '' && subjectOf(line.action) !== 'none'
  return (
    <Sheet
      title={who}
      onClose={onClose}
      foot={(
        <View className="bar bar-even">
          <Button text="只看这个人" off={actor === null} onTap={() => narrow({ person: actor })} />
          <Button text="只看这一件" off={!hasSubject} onTap={() => narrow({ subject })} />
        </View>
      )}
    >
      <View>{what}</View>
      <View className="meta gap-above">{whenOf(line)}</View>
      {hasSubject ? <View className="meta gap-above">{names[subject] ?? subject}</View> : null}
      <View className="meta gap-above">{names[line.stream] ?? line.stream}，{CHAINS[line.chain as ChainName]}留痕第 {line.a} 行</View>
    </Sheet>
  )
}
