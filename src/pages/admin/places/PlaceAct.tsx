import { useState } from 'react'
import { useClient, useConfig, useToday } from '../../../client/hooks'
import type { Patch } from '../../../core/op'
import { addDays, dayText, type Day } from '../../../core/period'
import { atLevel, childrenOf, placeName, within } from '../../../core/place'
import { optionsOf } from '../../../core/recordType'
import { place as PLACE } from '../../../domain/directory'
import { mayBeAbove, moving, renaming, type PlaceOp } from '../../../domain/placeHistory'
import { DayField } from '../../../components/DayField'
import { FieldFrame } from '../../../components/FieldFrame'
import { NumberField } from '../../../components/NumberField'
import { ChipGroup } from '../../../components/Chip'
import { TextInput } from '../../../components/TextInput'
import { leftBehind, type Act, type ActProps } from './act'
import { ActFrame } from './ActFrame'
import { MergeAct } from './MergeAct'
import { PlaceChoice } from './PlaceChoice'
import { SplitAct } from './SplitAct'
import { useNewIds } from './useNewIds'

export function PlaceAct({ act, ...props }: ActProps & { readonly act: Act }) {
  switch (act) {
    case 'add':
      return <AddAct {...props} />
    case 'rename':
      return <RenameAct {...props} />
    case 'move':
      return <MoveAct {...props} />
    case 'merge':
      return <MergeAct {...props} />
    case 'split':
      return <SplitAct {...props} />
    case 'end':
      return <EndAct {...props} />
    case 'correct':
      return <CorrectAct {...props} />
  }
}

/** What lies below a level, the usual one first. */
const BELOW: Readonly<Record<string, readonly string[]>> = { county: ['township'], township: ['village', 'branch'], branch: ['village'], village: ['group'], group: ['microGrid'] }

function AddAct({ me, place, onDone }: ActProps) {
  const config = useConfig()
  const today = useToday()
  const [id = ''] = useNewIds(place.id, 1)
  const options = optionsOf(config, PLACE, 'level')
  const levels = [...new Set([...(BELOW[place.level] ?? []), ...Object.keys(options)])].filter((level) => options[level]?.retired !== true && level !== 'county' && (place.level === 'county') === (level === 'township'))
  const [level, setLevel] = useState(levels[0] ?? 'group')
  const [name, setName] = useState('')
  const [from, setFrom] = useState<Day>(today)
  const order = Math.max(0, ...childrenOf(config.places, place.id).map((child) => child.order)) + 1
  const set: Patch = { name: name.trim(), level, parent: place.id, order, from }
  const isTwin = childrenOf(config.places, place.id, from).some((child) => child.name === name.trim())
  return (
    <ActFrame
      title={`在${place.name}下面添一个`} me={me} save="添上" onDone={onDone} ops={[{ record: id, body: { kind: 'create', move: 'add', set } }]}
      missing={name.trim() === '' ? '请写名称' : isTwin ? `${place.name}下面已经有一个“${name.trim()}”` : null}
      effects={level === 'township' ? [`${name.trim()}从今天起有自己的台账、看板和报告。人和授权另外添。`] : []}
    >
      <FieldFrame label="名称" must><TextInput value={name} label="名称" max={60} onText={setName} /></FieldFrame>
      <FieldFrame label="层级"><ChipGroup label="层级" choices={levels.map((code) => ({ code, text: options[code]?.label ?? code }))} picked={[level]} onPick={([code]) => setLevel(code ?? level)} /></FieldFrame>
      <FieldFrame label="从哪天起"><DayField value={from} label="从哪天起" today={today} boxed onDay={setFrom} /></FieldFrame>
    </ActFrame>
  )
}

function RenameAct({ me, place, onDone }: ActProps) {
  const today = useToday()
  const [name, setName] = useState('')
  const [from, setFrom] = useState<Day>(today)
  return (
    <ActFrame
      title={`${place.name}改名`} me={me} save="改名" onDone={onDone} ops={renaming(place, name.trim(), from)}
      missing={name.trim() === '' ? '请写新的名称' : name.trim() === place.name ? '和现在的名称一样' : null}
      effects={[`从${dayText(from, today)}起叫“${name.trim()}”。`, `到${dayText(addDays(from, -1), today)}为止的看板和报告还叫“${place.name}”，数不变。`]}
    >
      <FieldFrame label="新的名称" must hint="原来就写错了的，不用改名，请用“更正”"><TextInput value={name} label="新的名称" max={60} onText={setName} /></FieldFrame>
      <FieldFrame label="从哪天起"><DayField value={from} label="从哪天起" today={today} past boxed onDay={setFrom} /></FieldFrame>
    </ActFrame>
  )
}

function MoveAct({ me, place, onDone }: ActProps) {
  const { places } = useConfig()
  const today = useToday()
  const [parent, setParent] = useState<string | null>(null)
  const [from, setFrom] = useState<Day>(today)
  const town = atLevel(places, place.id, 'township')?.id ?? ''
  const choices = within(places, town).flatMap((id) => places.byId[id] ?? []).filter(({ id, level, until }) => until === null && id !== place.parent && mayBeAbove(places, id, place.id) && level !== place.level && level !== 'microGrid')
  return (
    <ActFrame
      title={`${place.name}换上级`} me={me} save="换上级" onDone={onDone} ops={parent === null ? [] : moving(place, parent, from)}
      missing={parent === null ? '请选新的上级' : null}
      effects={parent === null ? [] : [`从${dayText(from, today)}起归${placeName(places, parent)}，它下面的一起过去。`, '以前的看板和报告不变；管这两处的人，看得到的会跟着变。']}
    >
      <FieldFrame label="新的上级" must hint="只能在本乡镇里换：以前记的事属于这个乡镇"><PlaceChoice label="新的上级" choices={choices} picked={parent === null ? [] : [parent]} onPick={([id]) => setParent(id ?? null)} /></FieldFrame>
      <FieldFrame label="从哪天起"><DayField value={from} label="从哪天起" today={today} past boxed onDay={setFrom} /></FieldFrame>
    </ActFrame>
  )
}

function EndAct({ me, place, depends, onDone }: ActProps) {
  const { places } = useConfig()
  const today = useToday()
  const [from, setFrom] = useState<Day>(today)
  const until = addDays(from, -1)
  const below = childrenOf(places, place.id, from)
  const op: PlaceOp = { record: place.id, body: { kind: 'move', move: 'end', set: { until } } }
  return (
    <ActFrame
      title={`撤销${place.name}`} me={me} save="撤销" onDone={onDone} ops={[op]}
      missing={below.length > 0 ? `下面还有${below.map(({ name }) => name).slice(0, 4).join('、')}${below.length > 4 ? `等 ${below.length} 个` : ''}，请先给它们换上级，或者先撤销` : null}
      effects={[`从${dayText(from, today)}起没有了，不能再记新的；以前记的还在这里，数也不变。`, ...leftBehind(depends)]}
    >
      <FieldFrame label="从哪天起没有"><DayField value={from} label="从哪天起没有" today={today} past boxed onDay={setFrom} /></FieldFrame>
    </ActFrame>
  )
}

function CorrectAct({ me, place, onDone }: ActProps) {
  const client = useClient()
  const before = client.view.getState().records.get(place.id)?.values ?? {}
  const [name, setName] = useState(place.name)
  const [order, setOrder] = useState<number | string | null>(place.order)
  const [code, setCode] = useState(String(before.code ?? ''))
  const set: Record<string, Patch[string]> = {
    ...(name.trim() === place.name ? {} : { name: name.trim() }), ...(order === null || order === place.order ? {} : { order }), ...(code.trim() === String(before.code ?? '') ? {} : { code: code.trim() === '' ? null : code.trim() }),
  }
  return (
    <ActFrame
      title={`更正${place.name}`} me={me} save="更正" onDone={onDone} ops={[{ record: place.id, body: { kind: 'edit', set } }]}
      missing={name.trim() === '' ? '请写名称' : Object.keys(set).length === 0 ? '还没有改' : null}
      effects={set.name === undefined ? [] : ['名称从来就是这个：以前的看板和报告也会跟着变（定了稿的不变）。真是改了名的，请用“改名”。']}
    >
      <FieldFrame label="名称" must><TextInput value={name} label="名称" max={60} onText={setName} /></FieldFrame>
      <FieldFrame label="行政次序" hint="名录、看板、报告都按这个排，不按数量排"><NumberField value={order} label="行政次序" unit="" onNumber={setOrder} /></FieldFrame>
      <FieldFrame label="区划代码"><TextInput value={code} label="区划代码" max={20} onText={setCode} /></FieldFrame>
    </ActFrame>
  )
}
