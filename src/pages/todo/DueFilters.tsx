import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useNames } from '../../client/hooks'
import type { DueAnswer } from '../../core/dueWire'
import { placeName } from '../../core/place'
import { Chip, type Choice } from '../../components/Chip'
import { PickSheet } from '../../components/PickSheet'
import { PlaceSheet } from '../../components/PlacePicker'
import { isSpan, spanOf, SPANS, type DueState } from './dueState'

/** 到什么时候, 什么事, 哪个单位, 哪里: as the register's conditions look. */
export function DueFilters({ state, answer, onState }: { readonly state: DueState; readonly answer: DueAnswer | null; onState(state: DueState): void }) {
  const { places } = useConfig()
  const names = useNames()
  const [opened, setOpened] = useState<'span' | 'key' | 'unit' | 'place' | null>(null)
  const { asked } = state
  const units = (answer?.units ?? []).map((code) => ({ code, text: names.get(code) ?? '（单位已不在名录）' }))
  const kinds = (answer?.kinds ?? []).map(({ key, what, count }) => ({ code: key, text: `${what}　${count} 件` }))
  const ask = (name: keyof DueState['asked'], code: string | undefined): void => {
    const { [name]: _old, ...rest } = asked
    onState({ ...state, asked: code === undefined ? rest : { ...rest, [name]: code } })
  }
  const sheet = (title: string, name: 'key' | 'unit', choices: readonly Choice[]) => (
    <PickSheet title={title} choices={choices} picked={asked[name] === undefined ? [] : [asked[name]]} onPick={([code]) => ask(name, code)} onClose={() => setOpened(null)} />
  )
  const chip = (name: 'key' | 'unit' | 'place', label: string, words: string) => (asked[name] === undefined
    ? <Chip text={label} on={false} icon="down" role="button" onTap={() => setOpened(name)} />
    : <Chip text={words} on icon="close" role="button" onTap={() => ask(name, undefined)} />)
  return (
    <>
      <View className="chips chips-line filters">
        <Chip text={SPANS[spanOf(state)]} on icon="down" role="button" onTap={() => setOpened('span')} />
        {chip('key', '什么事', answer?.kinds.find(({ key }) => key === asked.key)?.what ?? '什么事')}
        {units.length === 0 && asked.unit === undefined ? null : chip('unit', '单位', names.get(asked.unit ?? '') ?? '单位')}
        {chip('place', '地方', placeName(places, asked.place ?? ''))}
      </View>
      {opened === 'span' ? (
        <PickSheet
          title="到什么时候"
          choices={Object.entries(SPANS).map(([code, text]) => ({ code, text }))}
          picked={[spanOf(state)]}
          onPick={([code]) => (isSpan(code) ? ask('span', code) : undefined)}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {opened === 'key' ? sheet('什么事', 'key', kinds) : null}
      {opened === 'unit' ? sheet('单位', 'unit', units) : null}
      {opened === 'place' ? <PlaceSheet value={asked.place ?? null} title="地方" onPlace={(place) => ask('place', place)} onClose={() => setOpened(null)} /> : null}
    </>
  )
}
