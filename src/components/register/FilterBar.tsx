import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useNames, useRecords, useToday } from '../../client/hooks'
import type { Config } from '../../core/config'
import { own } from '../../core/own'
import { dayText, yearPeriod, type Day } from '../../core/period'
import { fieldLabel, type RecordType } from '../../core/recordType'
import { placeName } from '../../core/place'
import { periodText } from '../../domain/periodWords'
import { Chip, type Choice } from '../Chip'
import { ListRow } from '../ListRow'
import { choicesOf } from '../options'
import { PickSheet } from '../PickSheet'
import { PlaceSheet } from '../PlacePicker'
import { Sheet } from '../Sheet'
import { chosenText, filterFields, furtherFields, openStages, stageChoices } from './filters'
import { earlierYears, nameOfPeriod, onPeriod, periodNamed, SPAN_TEXTS, SPANS, withWhere, type RegisterState } from './registerState'

interface FilterProps {
  readonly type: RecordType
  readonly state: RegisterState
  /** Who looks: 我自己 stands first among people. */
  readonly me: string
  onState(state: RegisterState): void
}

/** Conditions as chips: set ones carry ×, the rest open a list; what is seldom asked for lies behind 更多条件. */
export function FilterBar({ type, state, me, onState }: FilterProps) {
  const config = useConfig()
  const people = useNames()
  const today = useToday()
  const [opened, setOpened] = useState<string | null>(null)
  const fields = filterFields(type)
  const further = furtherFields(type)
  const names = ['stage', ...fields, ...Object.keys(state.where).filter((name) => name !== 'stage' && !fields.includes(name))]
  const wordsOf = (name: string): string => isFlag(type, name) ? flagWords(type, name, state.where[name] ?? []) : chosenText(type, name, state.where[name] ?? [], choicesFor(config, type, name, state.where[name] ?? [], people))
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
        {names.filter((name) => !(name === 'stage' && isOneStage && state.where.stage === undefined)).map((name) => (
          state.where[name] === undefined
            ? <Chip key={name} text={labelOf(type, name)} on={false} icon="down" role="button" onTap={() => setOpened(name)} />
            : <Chip key={name} text={wordsOf(name)} on icon="close" role="button" onTap={() => onState(withWhere(state, name, []))} />
        ))}
        {further.length === 0 ? null : <Chip text="更多条件" on={false} icon="down" role="button" onTap={() => setOpened('more')} />}
      </View>
      {opened === 'period' ? (
        <PickSheet
          title="时间"
          choices={[...SPANS.map((code) => ({ code, text: SPAN_TEXTS[code] })), ...earlierYears(today).map((code) => ({ code, text: `${code}年` }))]}
          picked={[]}
          onPick={([code = '']) => {
            const name = SPANS.find((span) => span === code)
            onState(onPeriod(state, name === undefined ? yearPeriod(Number(code)) : periodNamed(name, today)))
          }}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {opened === 'place' ? <PlaceSheet value={state.place} title="地方" onPlace={(place) => onState({ ...state, place })} onClose={() => setOpened(null)} /> : null}
      {opened === 'more' ? (
        <Sheet title="更多条件" onClose={() => setOpened(null)}>
          {further.map((name) => (
            <ListRow key={name} title={labelOf(type, name)} right={state.where[name] === undefined ? '不限' : wordsOf(name)} chevron onTap={() => setOpened(`more.${name}`)} />
          ))}
        </Sheet>
      ) : null}
      {opened === null || ['period', 'place', 'more'].includes(opened) ? null : (
        <ValueSheet
          type={type} state={state} me={me} name={opened.replace(/^more\./, '')} onState={onState}
          onClose={() => setOpened(opened.startsWith('more.') ? 'more' : null)}
        />
      )}
    </>
  )
}

/** What one field is narrowed to. */
function ValueSheet({ type, state, me, name, onState, onClose }: FilterProps & { readonly name: string; onClose(): void }) {
  const config = useConfig()
  const names = useNames()
  const field = own(type.fields, name)
  const holders = useRecords({ kinds: field?.kind === 'ref' ? [field.to] : [] }).rows
  const picked = state.where[name] ?? []
  const isStage = name === 'stage'
  const listed = holders.map(({ id, values }) => ({ code: id, text: id === me ? `我自己（${String(values.name ?? '')}）` : String(values.name ?? '') }))
  const choices = isStage ? [{ code: '', text: '在办（还没办完的）' }, ...stageChoices(type)]
    : field?.kind === 'ref' ? [...listed.filter(({ code }) => code === me), ...listed.filter(({ code }) => code !== me), { code: '', text: `还没有${field.label}` }]
      : [...choicesFor(config, type, name, picked, names), ...(field?.kind === 'flag' ? [] : [{ code: '', text: '还没填' }])]
  return (
    <PickSheet
      title={labelOf(type, name)}
      choices={choices}
      picked={picked}
      many={!isStage && !isFlag(type, name)}
      clearable
      onPick={(codes) => onState(withWhere(state, name, isStage && codes[0] === '' ? openStages(type) : isFlag(type, name) && codes[0] === 'false' ? NOT_SO : codes))}
      onClose={onClose}
    />
  )
}

/** A tick that was never set is not so. */
const NOT_SO = ['false', '']

function isFlag(type: RecordType, name: string): boolean {
  return own(type.fields, name)?.kind === 'flag'
}

function flagWords(type: RecordType, name: string, codes: readonly string[]): string {
  return codes.includes('true') ? fieldLabel(type, name) : `不是${fieldLabel(type, name)}`
}

function labelOf(type: RecordType, name: string): string {
  return name === 'stage' ? '办到哪' : fieldLabel(type, name)
}

function choicesFor(config: Config, type: RecordType, name: string, codes: readonly string[], names: ReadonlyMap<string, string>): readonly Choice[] {
  if (name === 'stage') return stageChoices(type)
  switch (own(type.fields, name)?.kind) {
    // A figure may be narrowed by what no chip offers: recorded at this very place.
    case 'place':
      return codes.map((code) => ({ code, text: `${placeName(config.places, code)}本级` }))
    case 'flag':
      return [{ code: 'true', text: fieldLabel(type, name) }, { code: 'false', text: `不是${fieldLabel(type, name)}` }]
    case 'ref':
      return codes.map((code) => ({ code, text: `${fieldLabel(type, name)} ${names.get(code) ?? ''}` }))
    default:
      return choicesOf(config, type, name, codes)
  }
}

/** 今年; from a figure with the day it goes by: 调结 2023年. */
function periodWords({ period, over }: RegisterState, type: RecordType, today: Day): string {
  if (period === null) return ''
  const name = nameOfPeriod(period, today)
  const text = name === null ? periodText(period) : SPAN_TEXTS[name]
  if (over === null) return text
  if (over.kind === 'stock' && type.kind === 'roster') return `${period.to === today ? '今天' : dayText(period.to, today)}在册`
  if (over.kind === 'stock') return `${text.length > 8 ? `${periodText({ from: period.to, to: period.to })}` : text}期末`
  if (over.kind === 'covered') return text
  return `${fieldLabel(type, over.date).replace(/日期$/, '')} ${text}`
}
