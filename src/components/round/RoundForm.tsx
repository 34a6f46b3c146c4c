import { Text, View } from '@tarojs/components'
import '../../styles/todo.scss'
import { useConfig, useToday } from '../../client/hooks'
import { placeName } from '../../core/place'
import { periodsOf } from '../../domain/round'
import { screening } from '../../domain/screening'
import { Button } from '../Button'
import { Card } from '../Card'
import { ChipGroup } from '../Chip'
import { DayField } from '../DayField'
import { DockNote } from '../DockNote'
import { Problem } from '../FieldFrame'
import { NumberField } from '../NumberField'
import { Page } from '../Page'
import { PlacePicker } from '../PlacePicker'
import { ReceiptSheet } from '../ReceiptSheet'
import { TextInput } from '../TextInput'
import { unsavedText } from '../unsaved'
import { FoundHere } from './FoundHere'
import { useRound } from './useRound'

const { fields } = screening

/** One screen: where, which period, what it says. Everything filled in may be changed; nothing is written before 保存. */
export function RoundForm({ n }: { readonly n: number }) {
  const config = useConfig()
  const today = useToday()
  const { values, place, rhythm, period: { from, to }, filled, problem, answer, isSaving, change, save } = useRound(n)
  const periods = periodsOf(rhythm, today)
  const names = rhythm === 'weekly' ? { current: '本周', ended: '上周' } : { current: '本月', ended: '上月' }
  const picked = (['current', 'ended'] as const).filter((name) => periods[name].from === from && periods[name].to === to)
  const isNothing = values.found === 0 && values.prevented === undefined
  const count = (name: 'found' | 'prevented' | 'times', label: string = fields[name].label) => (
    <View className="line">
      <Text className="line-label">{label}</Text>
      <View className="line-control">
        <NumberField value={values[name]} label={fields[name].label} unit={fields[name].unit} onNumber={(value) => change({ [name]: value })} />
      </View>
    </View>
  )
  const dock = (
    <>
      {problem === '' ? null : <Problem text={problem} />}
      {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, screening)} />}
      <View className="bar">
        {isNothing ? <Button className="bar-first" text="保存" off={isSaving} onTap={() => void save('record')} /> : null}
        {isNothing
          ? <Button className="bar-rest" text="本期无新增" look="filled" off={isSaving} onTap={() => void save('nothingNew')} />
          : <Button className="bar-rest" text="保存" look="filled" off={isSaving} onTap={() => void save('record')} />}
      </View>
      <DockNote />
    </>
  )
  return (
    <Page title="记排查" at="home" width="form" dock={dock} over={answer?.kind === 'saved' ? <ReceiptSheet answer={answer} kind="screening" /> : null}>
      <View className="round">
      <Card>
        <View className="line">
          <Text className="line-label">在哪</Text>
          <View className="line-control"><PlacePicker value={place === '' ? null : place} label="在哪" onPlace={(next) => change({ place: next })} /></View>
        </View>
        <View className="line">
          <Text className="line-label">一轮</Text>
          <View className="line-control">
            <ChipGroup
              choices={[{ code: 'weekly', text: '每周' }, { code: 'monthly', text: '每月' }]}
              picked={[rhythm]}
              label="多久一轮"
              onPick={([kind]) => change({ kind: kind ?? rhythm, from: null, to: null })}
            />
          </View>
        </View>
        <View className="line">
          <Text className="line-label">期间</Text>
          <View className="line-control">
            <ChipGroup
              choices={[{ code: 'ended', text: names.ended }, { code: 'current', text: names.current }]}
              picked={picked}
              label="哪一期"
              onPick={([name]) => change({ from: periods[name === 'ended' ? 'ended' : 'current'].from, to: periods[name === 'ended' ? 'ended' : 'current'].to })}
            />
          </View>
        </View>
        <View className="line"><Text className="line-label">从</Text><View className="line-control"><DayField value={from} label="从" today={today} past onDay={(day) => change({ from: day })} /></View></View>
        <View className="line"><Text className="line-label">到</Text><View className="line-control"><DayField value={to} label="到" today={today} past onDay={(day) => change({ to: day })} /></View></View>
      </Card>
      <FoundHere filled={filled} where={placeName(config.places, place)} />
      <Card className="gap-above">
        {count('found')}
        {count('prevented')}
        {count('times', '次数')}
      </Card>
      <View className="note">预防：{fields.prevented.hint}。次数：{fields.times.hint}。</View>
      <Card className="gap-above" padded>
        <Text className="meta">{fields.note.label}</Text>
        <TextInput
          value={typeof values.note === 'string' ? values.note : ''}
          label={fields.note.label}
          lines={3}
          max={fields.note.max}
          className="input-bare"
          onText={(note) => change({ note: note === '' ? null : note })}
        />
      </Card>
      </View>
    </Page>
  )
}
