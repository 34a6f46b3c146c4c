import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useConfig, useToday } from '../../../client/hooks'
import { HOLIDAY_SETTING } from '../../../core/calendar'
import { own } from '../../../core/own'
import { addDays, type Day } from '../../../core/period'
import { settingKey } from '../../../domain/config'
import { setting as settingType } from '../../../domain/directory'
import { useConfigWrite } from '../../../components/admin/useConfigWrite'
import { Button, WordsButton } from '../../../components/Button'
import { ChipGroup } from '../../../components/Chip'
import { DayField } from '../../../components/DayField'
import { EmptyState } from '../../../components/EmptyState'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { ListRow } from '../../../components/ListRow'
import { RecordHistory } from '../../../components/RecordHistory'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'
import { daysIn, spansOf, spanText, textOf, withDays, withoutDays, yearLabel, type HolidayDays } from './holidayDays'

/** The days of a year, or of the county's own, put together span by span; `start`: what to begin with instead of what stands. */
export function DaysSheet({ code, start, records, onClose }: {
  readonly code: string
  readonly start: string | undefined
  readonly records: readonly ShownRecord[]
  onClose(): void
}) {
  const { settings } = useConfig()
  const today = useToday()
  const { isBusy, failed, write } = useConfigWrite()
  const name = `${HOLIDAY_SETTING}/${code}`
  const before = own(settings, name)
  const [days, setDays] = useState<HolidayDays>(() => daysIn(start ?? before))
  const [what, setWhat] = useState<keyof HolidayDays>('off')
  const [from, setFrom] = useState<Day>(/^\d+$/.test(code) && !today.startsWith(code) ? `${code}-01-01` : today)
  const [to, setTo] = useState<Day>(from)
  const kept = records.find(({ stage, values }) => stage === 'kept' && settingKey(values) === name)
  const isEmpty = days.off.length + days.worked.length === 0
  const isSame = textOf(days) === textOf(daysIn(before)) && (before !== undefined) === !isEmpty

  const save = async (): Promise<void> => {
    const set = { text: textOf(days) }
    const body = isEmpty ? { kind: 'move', move: 'retire', set: {} } as const : kept === undefined
      ? { kind: 'create', move: 'add', set: { name, ...set, from: today } } as const : { kind: 'edit', set } as const
    if (isEmpty && kept === undefined) return onClose()
    if (await write(settingType, [{ record: kept?.id ?? null, body }])) onClose()
  }
  return (
    <Sheet title={`放假 · ${yearLabel(code)}`} onClose={onClose} foot={<Button text={isBusy ? '正在存' : '保存'} look="filled" wide off={isBusy || isSame} onTap={() => void save()} />}>
      {(['off', 'worked'] as const).map((each) => (
        <View key={each}>
          <SectionHead title={KINDS[each]} right={`${days[each].length} 天`} />
          {spansOf(days[each]).map((span) => (
            <ListRow key={span.from} title={spanText(span, today)} right={<WordsButton text="去掉" onTap={() => setDays(withoutDays(days, allIn(span)))} />} />
          ))}
        </View>
      ))}
      {isEmpty ? <EmptyState text="还没有日子，在下面一段一段添。" /> : null}
      <SectionHead title="添一段" />
      <FieldFrame label="是什么"><ChipGroup label="是什么" choices={[{ code: 'off', text: KINDS.off }, { code: 'worked', text: KINDS.worked }]} picked={[what]} onPick={([picked]) => setWhat(picked === 'worked' ? 'worked' : 'off')} /></FieldFrame>
      <FieldFrame label="从"><DayField value={from} label="从" today={today} boxed onDay={(day) => { setFrom(day); if (to < day) setTo(day) }} /></FieldFrame>
      <FieldFrame label="到"><DayField value={to} label="到" today={today} boxed onDay={setTo} /></FieldFrame>
      <View className="gap-above"><Button text="添上" look="outlined" wide off={to < from} onTap={() => setDays(withDays(days, what, from, to))} /></View>
      {failed === null ? null : <Problem text={failed} />}
      {kept === undefined ? null : <SectionHead title="改过的" />}
      {kept === undefined ? null : <RecordHistory type={settingType} record={kept} />}
    </Sheet>
  )
}

const KINDS = { off: '放假', worked: '调休上班' } as const

function allIn({ from, to }: { readonly from: Day; readonly to: Day }): readonly Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
