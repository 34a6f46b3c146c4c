import { useState } from 'react'
import { useConfig, useToday } from '../../../client/hooks'
import { addDays, dayText, type Day } from '../../../core/period'
import { atLevel, childrenOf, placeName, within, type Places } from '../../../core/place'
import { merging, twins, type Merger } from '../../../domain/placeHistory'
import { ChipGroup } from '../../../components/Chip'
import { DayField } from '../../../components/DayField'
import { FieldFrame } from '../../../components/FieldFrame'
import { TextInput } from '../../../components/TextInput'
import { ActFrame } from './ActFrame'
import { leftBehind, type ActProps } from './act'
import { PlaceChoice } from './PlaceChoice'
import { useNewIds } from './useNewIds'

/** A and B become C, or A goes into B. */
export function MergeAct({ me, place, depends, onDone }: ActProps) {
  const { places } = useConfig()
  const today = useToday()
  const [id = ''] = useNewIds(place.id, 1)
  const [way, setWay] = useState<'new' | 'kept'>('new')
  const [others, setOthers] = useState<readonly string[]>([])
  const [name, setName] = useState('')
  const [from, setFrom] = useState<Day>(today)
  const town = atLevel(places, place.id, 'township')?.id ?? ''
  const choices = within(places, town).flatMap((each) => places.byId[each] ?? []).filter((each) => each.id !== place.id && each.level === place.level && each.until === null)
  const [kept] = others
  const given = way === 'new' ? [place.id, ...others] : [place.id]
  const into = way === 'new' ? { kind: 'new' as const, id, name: name.trim() } : { kind: 'kept' as const, id: kept ?? '' }
  const asked = way === 'new' ? '和哪个合' : '并入哪个'
  const isReady = others.length > 0 && (way === 'kept' || name.trim() !== '')
  return (
    <ActFrame
      title={`${place.name}并村`} me={me} save="合并" onDone={onDone} ops={isReady ? merging(places, { given, into, from }) : []}
      missing={others.length === 0 ? `请选${asked}` : isReady ? null : '请写合并后的名称'}
      effects={[...effectsOf(places, today, { given, into, from }), ...leftBehind(depends)]}
    >
      <FieldFrame label="怎么并">
        <ChipGroup label="怎么并" choices={[{ code: 'new', text: '合成一个新的' }, { code: 'kept', text: '并入别的' }]} picked={[way]} onPick={([code]) => { setWay(code === 'kept' ? 'kept' : 'new'); setOthers([]) }} />
      </FieldFrame>
      <FieldFrame label={asked} must>
        <PlaceChoice label={asked} choices={choices} picked={others} many={way === 'new'} onPick={setOthers} />
      </FieldFrame>
      {way === 'kept' ? null : <FieldFrame label="合并后的名称" must><TextInput value={name} label="合并后的名称" max={60} onText={setName} /></FieldFrame>}
      <FieldFrame label="从哪天起"><DayField value={from} label="从哪天起" today={today} past boxed onDay={setFrom} /></FieldFrame>
    </ActFrame>
  )
}

function effectsOf(places: Places, today: Day, { given, into, from }: Merger): readonly string[] {
  const moved = given.flatMap((each) => childrenOf(places, each, from))
  const same = twins([...moved, ...(into.kind === 'kept' ? childrenOf(places, into.id, from) : [])])
  const target = into.kind === 'new' ? into.name : placeName(places, into.id)
  return [
    `从${dayText(from, today)}起，${given.map((each) => placeName(places, each)).join('、')}并入${target}；下面的 ${moved.length} 个一起过去。`,
    `到${dayText(addDays(from, -1), today)}为止记的还在原来的村，以前的看板和报告不变。`,
    ...(same.length === 0 ? [] : [`合并以后有同名的：${same.join('、')}，请随后改名。`]),
  ]
}
