import { View } from '@tarojs/components'
import { useState } from 'react'
import { directoryDoor } from '../../../client/directory'
import { useConfig, useOnline, useRecord, useToday } from '../../../client/hooks'
import { must } from '../../../core/assert'
import { dayText, type Day } from '../../../core/period'
import { ancestry, childrenOf, placeName, treeOn, type Place } from '../../../core/place'
import type { Me } from '../../../core/protocol'
import { optionLabel, optionsOf } from '../../../core/recordType'
import { place as PLACE } from '../../../domain/directory'
import { mayEdit } from '../../../domain/role'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'
import { PlaceAct, type Act } from './PlaceAct'

/** One place: what it is and was, what hangs on it, and what can be done with it. */
export function PlacePanel({ me, id, on, onOpen }: { readonly me: Me; readonly id: string; readonly on: Day; onOpen(id: string): void }) {
  const config = useConfig()
  const today = useToday()
  const record = useRecord(id)
  const [act, setAct] = useState<Act | null>(null)
  const { answer: depends, problem } = useOnline((client) => directoryDoor(client).dependsOn(id), [id, record?.n ?? 0])
  const now = config.places.byId[id]
  if (now === undefined || record === null) return null
  const place = must(treeOn(config.places, on).byId[id], 'the place then')
  if (act !== null) return <PlaceAct key={act} act={act} me={me} place={now} depends={depends} onDone={(next) => { setAct(null); if (next !== null) onOpen(next) }} />
  const level = optionLabel(optionsOf(config, PLACE, 'level'), place.level)
  const isStream = place.level === 'township' || place.level === 'county'
  const isKept = mayEdit(me, PLACE, config.places, record)
  const above = ancestry(treeOn(config.places, on), id).slice(0, -1).map(({ name }) => name).join('・')
  return (
    <>
      <SectionHead title={place.name} right={level} />
      <Card>
        {above === '' ? null : <ListRow title="上级" facts={[above]} />}
        <ListRow title="起止" facts={[spanText(now, today)]} />
        {record.values.code === undefined ? null : <ListRow title="区划代码" facts={[String(record.values.code)]} />}
        {typeof now.heir === 'string' ? <ListRow title="并入" facts={[placeName(config.places, now.heir)]} chevron onTap={() => onOpen(String(now.heir))} /> : null}
        {(now.former ?? []).map(({ until, name, parent }) => (
          <ListRow key={until} title={`到${dayText(until, today)}为止`} facts={[`叫“${name}”`, ...(parent === null ? [] : [`在${placeName(config.places, parent)}`])]} />
        ))}
      </Card>
      <SectionHead title="这里有" />
      <Card>
        {depends === null ? <ListRow title={problem?.message ?? '正在数'} soft /> : (
          <ListRow title={`${depends.people} 人、${depends.units} 个单位`} facts={[`${depends.grants} 项授权`, `没办完的 ${depends.open} 件`, `记过的一共 ${depends.records} 件`]} />
        )}
      </Card>
      <SectionHead title="能办的" />
      <Card>
        {now.until === null ? <ListRow title="在下面添一个" facts={[place.level === 'county' ? '乡镇：添了就有自己的台账' : '村、组']} chevron onTap={() => setAct('add')} /> : null}
        {isKept && now.until === null ? <ListRow title="改名" facts={['从哪天起改；以前的报告还是原来的名称']} chevron onTap={() => setAct('rename')} /> : null}
        {isKept && now.until === null && !isStream ? (
          <>
            <ListRow title="换上级" facts={['从哪天起归别的总支、别的村']} chevron onTap={() => setAct('move')} />
            <ListRow title="并村" facts={['和别的合成一个，或者并入一个']} chevron onTap={() => setAct('merge')} />
            <ListRow title="分开" facts={['一个分成几个']} chevron onTap={() => setAct('split')} />
            <ListRow title="撤销" facts={['从哪天起没有了，不并入谁']} chevron onTap={() => setAct('end')} />
          </>
        ) : null}
        {isKept ? <ListRow title="更正" facts={['写错的名称、行政次序、区划代码']} chevron onTap={() => setAct('correct')} /> : null}
        {isKept ? null : <ListRow title="这一级由县里管" facts={['您管它下面的']} soft />}
      </Card>
      {isStream ? <View className="note gap-above">{place.level === 'county' ? '县' : '乡镇'}不能在这里移动、合并、撤销：一个乡镇是一本台账，以前的数都在里面。乡镇撤并请先和县里定好日子，按上线手册办。</View> : null}
      {childrenOf(config.places, id, today).length === 0 ? null : <View className="note gap-above">下面有 {childrenOf(config.places, id, today).length} 个。</View>}
    </>
  )
}

function spanText({ from, until }: Place, today: Day): string {
  if (until === null) return from === null ? '一直都有' : `${dayText(from, today)}起`
  return `${from === null ? '' : `${dayText(from, today)}起，`}到${dayText(until, today)}为止${until >= today ? '' : '，已撤并'}`
}
