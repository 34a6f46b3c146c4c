import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useToday } from '../../client/hooks'
import { own } from '../../core/own'
import { fieldLabel, type RecordType } from '../../core/recordType'
import { placeName } from '../../core/place'
import { periodText } from '../../domain/periodWords'
import { Chip, type Choice } from '../Chip'
import { choicesOf } from '../options'
import { PickSheet } from '../PickSheet'
import { PlaceSheet } from '../PlacePicker'
import { chosenText, filterFields, openStages, stageChoices } from './filters'
import { nameOfPeriod, periodNamed, SPAN_TEXTS, SPANS, withWhere, type RegisterState } from './registerState'

/** Conditions as chips: set ones carry ×, the rest open a list. */
export function FilterBar({ type, state, onState }: { readonly type: RecordType; readonly state: RegisterState; onState(state: RegisterState): void }) {
  const config = useConfig()
  const today = useToday()
  const [opened, setOpened] = useState<string | null>(null)
  const fields = filterFields(type)
  const names = ['stage', ...fields, ...Object.keys(state.where).filter((name) => name !== 'stage' && !fields.includes(name))]
  const choices = (name: string): readonly Choice[] => {
    if (name === 'stage') return stageChoices(type)
    const codes = state.where[name] ?? []
    // A figure may be narrowed by what no chip offers: recorded at this very place, or a tick.
    if (own(type.fields, name)?.kind === 'place') return codes.map((code) => ({ code, text: `${placeName(config.places, code)}本级` }))
    if (own(type.fields, name)?.kind === 'flag') return [{ code: 'true', text: fieldLabel(type, name) }, { code: 'false', text: `不是${fieldLabel(type, name)}` }]
    return choicesOf(config, type, name, codes)
  }
  const isOneStage = Object.keys(type.stages).length < 3

  return (
    <>
      <View className="chips chips-line filters">
        {state.period === null
          ? <Chip text="时间" on={false} icon="down" role="button" onTap={() => setOpened('period')} />
          : <Chip text={periodWords(state, type, today)} on icon="close" role="button" onTap={() => onState({ ...state, period: null, over: null })} />}
        {state.place === null
          ? <Chip text="地方" on={false} icon="down" role="button" onTap={() => setOpened('place')} />
          : <Chip text={placeName(config.places, state.place)} on icon="close" role="button" onTap={() => onState({ ...state, place: null })} />}
        {names.filter((name) => !(name === 'stage' && isOneStage && state.where.stage === undefined)).map((name) => {
          const codes = state.where[name]
          const label = name === 'stage' ? '办到哪' : fieldLabel(type, name)
          return codes === undefined
            ? <Chip key={name} text={label} on={false} icon="down" role="button" onTap={() => setOpened(name)} />
            : <Chip key={name} text={chosenText(type, name, codes, choices(name))} on icon="close" role="button" onTap={() => onState(withWhere(state, name, []))} />
        })}
      </View>
      {opened === 'period' ? (
        <PickSheet
          title="时间"
          choices={SPANS.map((code) => ({ code, text: SPAN_TEXTS[code] }))}
          picked={[]}
          onPick={([code]) => {
            const name = SPANS.find((span) => span === code)
            if (name !== undefined) onState({ ...state, period: periodNamed(name, today), over: null })
          }}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {opened === 'place' ? <PlaceSheet value={state.place} title="地方" onPlace={(place) => onState({ ...state, place })} onClose={() => setOpened(null)} /> : null}
      {opened === null || opened === 'period' || opened === 'place' ? null : (
        <PickSheet
          title={opened === 'stage' ? '办到哪' : fieldLabel(type, opened)}
          choices={opened === 'stage' ? [{ code: '', text: '在办（还没办完的）' }, ...stageChoices(type)] : choices(opened)}
          picked={state.where[opened] ?? []}
          many={opened !== 'stage'}
          onPick={(codes) => onState(withWhere(state, opened, opened === 'stage' && codes[0] === '' ? openStages(type) : codes))}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

/** 今年; from a figure with the day it goes by: 调结 2023年. */
function periodWords({ period, over }: RegisterState, type: RecordType, today: string): string {
  if (period === null) return ''
  const name = nameOfPeriod(period, today)
  const text = name === null ? periodText(period) : SPAN_TEXTS[name]
  if (over === null) return text
  if (over.kind === 'stock') return `${text.length > 8 ? `${periodText({ from: period.to, to: period.to })}` : text}期末`
  if (over.kind === 'covered') return text
  return `${fieldLabel(type, over.date).replace(/日期$/, '')} ${text}`
}
