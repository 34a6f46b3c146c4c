import { useState } from 'react'
import { useConfig, useToday } from '../../../client/hooks'
import { addDays, dayText, type Day } from '../../../core/period'
import { childrenOf } from '../../../core/place'
import { leftOver, splitting, type Part } from '../../../domain/placeHistory'
import { WordsButton } from '../../../components/Button'
import { ChipGroup } from '../../../components/Chip'
import { DayField } from '../../../components/DayField'
import { FieldFrame } from '../../../components/FieldFrame'
import { TextInput } from '../../../components/TextInput'
import { ActFrame } from './ActFrame'
import { leftBehind, type ActProps } from './act'
import { useNewIds } from './useNewIds'

const MOST_PARTS = 6

/** One becomes several; every place below says with which it goes. */
export function SplitAct({ me, place, depends, onDone }: ActProps) {
  const { places } = useConfig()
  const today = useToday()
  const ids = useNewIds(place.id, MOST_PARTS)
  const [names, setNames] = useState<readonly string[]>(['', ''])
  const [partOf, setPartOf] = useState<Readonly<Record<string, number>>>({})
  const [from, setFrom] = useState<Day>(today)
  const below = childrenOf(places, place.id, from)
  const parts = names.map((name, i): Part => ({ id: ids[i] ?? '', name: name.trim(), takes: below.filter(({ id }) => partOf[id] === i).map(({ id }) => id) }))
  const left = leftOver(places, place.id, parts, from)
  const isTwin = new Set(parts.map(({ name }) => name)).size < parts.length
  const word = (i: number): string => names[i]?.trim() === '' ? `第 ${i + 1} 个` : (names[i] ?? '')
  return (
    <ActFrame
      title={`${place.name}分开`} me={me} save={`分成 ${names.length} 个`} onDone={onDone} ops={splitting(places, place, parts, from)}
      missing={parts.some(({ name }) => name === '') ? '请写分开以后各叫什么' : isTwin ? '分开以后不能叫一样的名称' : left.length > 0 ? `还没说归谁：${left.map(({ name }) => name).join('、')}` : null}
      effects={[
        `从${dayText(from, today)}起：${parts.map(({ name, takes }) => `${name}（下面 ${takes.length} 个）`).join('、')}；${place.name}到${dayText(addDays(from, -1), today)}为止。`,
        `以前记在${place.name}的还在${place.name}，以前的看板和报告不变。`,
        ...leftBehind(depends),
      ]}
    >
      {names.map((name, i) => (
        <FieldFrame key={i} label={`第 ${i + 1} 个叫什么`} must>
          <TextInput value={name} label={`第 ${i + 1} 个叫什么`} max={60} onText={(text) => setNames(names.map((each, at) => (at === i ? text : each)))} />
        </FieldFrame>
      ))}
      {names.length < MOST_PARTS ? <FieldFrame label="还要多分"><WordsButton text="再添一个" icon="plus" onTap={() => setNames([...names, ''])} /></FieldFrame> : null}
      {below.map(({ id, name }) => (
        <FieldFrame key={id} label={`${name}归哪个`} must>
          <ChipGroup label={`${name}归哪个`} choices={names.map((_, i) => ({ code: String(i), text: word(i) }))} picked={partOf[id] === undefined ? [] : [String(partOf[id])]} onPick={([code]) => setPartOf({ ...partOf, [id]: Number(code) })} />
        </FieldFrame>
      ))}
      <FieldFrame label="从哪天起"><DayField value={from} label="从哪天起" today={today} past boxed onDay={setFrom} /></FieldFrame>
    </ActFrame>
  )
}
