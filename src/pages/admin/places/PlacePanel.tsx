import { View } from '@tarojs/components'
import { directoryDoor } from '../../../client/directory'
import { useConfig, useOnline, useRecord, useToday } from '../../../client/hooks'
import type { PlaceDepends } from '../../../core/directoryWire'
import { must } from '../../../core/assert'
import { dayText, type Day } from '../../../core/period'
import { ancestry, placeName, treeOn, type Place } from '../../../core/place'
import type { Me, Problem } from '../../../core/protocol'
import { optionLabel, optionsOf } from '../../../core/recordType'
import { place as PLACE } from '../../../domain/directory'
import { mayEdit } from '../../../domain/role'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'
import type { Act } from './act'
import { PlaceAct } from './PlaceAct'

/** One place: what it is and was, what hangs on it, and what can be done with it. */
export function PlacePanel({ me, id, on, act, onAct, onOpen }: {
  readonly me: Me
  readonly id: string
  readonly on: Day
  /** Being done, in place of what is known. */
  readonly act: Act | null
  onAct(act: Act | null): void
  onOpen(id: string): void
}) {
  const config = useConfig()
  const record = useRecord(id)
  const { answer: depends, problem } = useOnline((client) => directoryDoor(client).dependsOn(id), [id, record?.n ?? 0])
  const now = config.places.byId[id]
  if (now === undefined || record === null) return null
  if (act !== null) return <PlaceAct key={act} act={act} me={me} place={now} depends={depends} onDone={(next) => { onAct(null); if (next !== null) onOpen(next) }} />
  return (
    <>
      <PlaceFacts place={now} on={on} code={record.values.code === undefined ? null : String(record.values.code)} onOpen={onOpen} />
      <SectionHead title="这里有" />
      <Card><DependsRow depends={depends} problem={problem} /></Card>
      <SectionHead title="能办的" />
      <Card><ActRows place={now} isKept={mayEdit(me, PLACE, config.places, record)} onAct={onAct} /></Card>
      {isStream(now) ? <View className="note gap-above">{now.level === 'county' ? '县' : '乡镇'}不能在这里移动、合并、撤销：一个乡镇是一本台账，以前的数都在里面。乡镇撤并请先和县里定好日子，按上线手册办。</View> : null}
    </>
  )
}

function PlaceFacts({ place: now, on, code, onOpen }: { readonly place: Place; readonly on: Day; readonly code: string | null; onOpen(id: string): void }) {
  const config = useConfig()
  const today = useToday()
  const then = treeOn(config.places, on)
  const place = must(then.byId[now.id], 'the place then')
  const above = ancestry(then, now.id).slice(0, -1).map(({ name }) => name).join('・')
  const { heir } = now
  return (
    <>
      <SectionHead title={place.name} right={optionLabel(optionsOf(config, PLACE, 'level'), place.level)} />
      <Card>
        {above === '' ? null : <ListRow title="上级" facts={[above]} />}
        <ListRow title="起止" facts={[spanText(now, today)]} />
        {code === null ? null : <ListRow title="区划代码" facts={[code]} />}
        {typeof heir === 'string' ? <ListRow title="并入" facts={[placeName(config.places, heir)]} chevron onTap={() => onOpen(heir)} /> : null}
        {(now.former ?? []).map(({ until, name, parent }) => (
          <ListRow key={until} title={`到${dayText(until, today)}为止`} facts={[`叫“${name}”`, ...(parent === null ? [] : [`在${placeName(config.places, parent)}`])]} />
        ))}
      </Card>
    </>
  )
}

function DependsRow({ depends, problem }: { readonly depends: PlaceDepends | null; readonly problem: Problem | null }) {
  if (depends === null) return <ListRow title={problem?.message ?? '正在数'} />
  const { people, units, grants, open, records } = depends
  return <ListRow title={`${people} 人、${units} 个单位`} facts={[`${grants} 项授权`, `没办完的 ${open} 件`, `记过的一共 ${records} 件`]} />
}

function ActRows({ place, isKept, onAct }: { readonly place: Place; readonly isKept: boolean; onAct(act: Act): void }) {
  const isThere = place.until === null
  const offered: readonly (readonly [act: Act, title: string, fact: string, isOffered: boolean])[] = [
    ['add', '在下面添一个', place.level === 'county' ? '乡镇：添了就有自己的台账' : '村、组', isThere],
    ['rename', '改名', '从哪天起改；以前的报告还是原来的名称', isKept && isThere],
    ['move', '换上级', '从哪天起归别的总支、别的村', isKept && isThere && !isStream(place)],
    ['merge', '并村', '和别的合成一个，或者并入一个', isKept && isThere && !isStream(place)],
    ['split', '分开', '一个分成几个', isKept && isThere && !isStream(place)],
    ['end', '撤销', '从哪天起没有了，不并入谁', isKept && isThere && !isStream(place)],
    ['correct', '更正', '写错的名称、行政次序、区划代码', isKept],
  ]
  return (
    <>
      {offered.filter(([, , , isOffered]) => isOffered).map(([act, title, fact]) => <ListRow key={act} title={title} facts={[fact]} chevron onTap={() => onAct(act)} />)}
      {isKept ? null : <ListRow title="这一级由县里管" facts={['您管它下面的']} />}
    </>
  )
}

function isStream({ level }: Place): boolean {
  return level === 'township' || level === 'county'
}

function spanText({ from, until }: Place, today: Day): string {
  if (until === null) return from === null ? '一直都有' : `${dayText(from, today)}起`
  return `${from === null ? '' : `${dayText(from, today)}起，`}到${dayText(until, today)}为止${until >= today ? '' : '，已撤并'}`
}
