import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { useRecords, useToday } from '../../client/hooks'
import { liveRows, type Value, type Values } from '../../core/field'
import { addDays, isDay, type Day } from '../../core/period'
import { shortDay } from '../../components/days'
import { WordsButton } from '../../components/Button'
import { useReading } from '../../components/reading'
import { titleOf } from '../../components/recordText'
import { dispute } from '../../domain/dispute'
import { open } from '../../components/routes'

const LOOK_BACK_DAYS = 60

/** A hint, offline too, when something like it was written down lately at the same place. */
export function LikelySame({ values, day }: { readonly values: Values; readonly day: Day }) {
  const today = useToday()
  const reading = useReading()
  const place = typeof values.place === 'string' ? values.place : undefined
  const query = useMemo(() => ({
    kinds: ['dispute'],
    ...(place === undefined ? {} : { place }),
    period: { from: addDays(day, -LOOK_BACK_DAYS), to: day },
  }), [place, day])
  const { rows } = useRecords(query)
  const mine = surnames(values.parties)
  const same = mine.length === 0 ? undefined : rows.find((record) => {
    const theirs = surnames(record.values.parties)
    return record.values.type === values.type && mine.every((surname) => theirs.includes(surname))
  })
  if (same === undefined) return null
  const { acceptedOn } = same.values
  return (
    <View className="notice gap-above likely">
      <Text>{isDay(acceptedOn) ? `${shortDay(acceptedOn, today)}记过` : '记过'}“{titleOf(dispute, same.values, reading)}”，是同一件就不用再记</Text>
      <WordsButton text="看看" onTap={() => open('record', { id: same.id, stream: same.stream })} />
    </View>
  )
}

function surnames(parties: Value | undefined): readonly string[] {
  return liveRows(parties).map(([, row]) => String(row.values.name ?? '').charAt(0)).filter((surname) => surname !== '')
}
