import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useToday } from '../../../client/hooks'
import { dayText, type Day } from '../../../core/period'
import { shortId } from '../../../domain/trailText'
import { actionText, TRAIL_WORDS } from '../../../domain/trailWords'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { DayPicker } from '../../../components/DayPicker'
import { FieldFrame } from '../../../components/FieldFrame'
import { PersonPicker } from '../../../components/RefPicker'
import { PickSheet } from '../../../components/PickSheet'
import { Icon } from '../../../components/Icon'
import { Tap } from '../../../components/Tap'
import { TextInput } from '../../../components/TextInput'
import { EVERYTHING, type TrailFilter } from './filter'

const ACTIONS = ['edit', ...Object.keys(TRAIL_WORDS)].map((code) => ({ code, text: actionText(code, null) }))

interface Props {
  readonly filter: TrailFilter
  readonly names: Readonly<Record<string, string>>
  onFilter(filter: TrailFilter): void
}

/** By day, person, act and record; a line, tapped, fills in its own. */
export function FilterCard({ filter, names, onFilter }: Props) {
  const { from, to, person, action, subject } = filter
  const [isPicking, setPicking] = useState(false)
  const [typed, setTyped] = useState('')
  const isNarrowed = Object.values(filter).some((value) => value !== null)
  const find = (): void => {
    const id = typed.trim().toLowerCase()
    if (id !== '') onFilter({ ...filter, subject: id })
  }
  return (
    <Card>
      <FieldFrame label="日期">
        <View className="with-unit">
          <DayChoice label="从哪天" value={from} onDay={(day) => onFilter({ ...filter, from: day })} />
          <Text>到</Text>
          <DayChoice label="到哪天" value={to} onDay={(day) => onFilter({ ...filter, to: day })} />
        </View>
      </FieldFrame>
      <FieldFrame label="谁"><PersonPicker value={person} label="谁" onRef={(id) => onFilter({ ...filter, person: id })} /></FieldFrame>
      <FieldFrame label="做了什么">
        <Tap className="picked picked-box" label={`做了什么：${action === null ? '不限' : actionText(action, null)}`} onTap={() => setPicking(true)}>
          <View className="picked">
            <Text className={action === null ? 'ink2' : ''}>{action === null ? '不限' : actionText(action, null)}</Text>
            <Icon name="down" size="small" edge />
          </View>
        </Tap>
      </FieldFrame>
      <FieldFrame label="哪一件" hint={subject === null ? '记录的编号；在下面点一行，也可以只看那一件' : `只看 ${names[subject] ?? shortId(subject)}`}>
        <TextInput value={typed} label="记录的编号" kind="search" max={64} placeholder="粘贴编号，按回车" onText={setTyped} onEnter={find} />
      </FieldFrame>
      {isNarrowed ? <View className="field"><Button text="清掉条件" wide onTap={() => { setTyped(''); onFilter(EVERYTHING) }} /></View> : null}
      {isPicking ? <PickSheet title="做了什么" choices={ACTIONS} picked={action === null ? [] : [action]} clearable onPick={([code]) => onFilter({ ...filter, action: code ?? null })} onClose={() => setPicking(false)} /> : null}
    </Card>
  )
}

function DayChoice({ label, value, onDay }: { readonly label: string; readonly value: Day | null; onDay(day: Day): void }) {
  const today = useToday()
  return (
    <DayPicker value={value} label={label} today={today} until={today} onDay={onDay}>
      <View className="picked picked-box">
        <Text className={value === null ? 'ink2' : ''}>{value === null ? '不限' : dayText(value, today)}</Text>
        <Icon name="down" size="small" edge />
      </View>
    </DayPicker>
  )
}
