import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig } from '../../client/hooks'
import { dispute } from '../../domain/dispute'
import { QUICK_TYPES } from '../../domain/disputeCodes'
import { Chip } from '../../components/Chip'
import { choicesOf } from '../../components/options'
import { PickSheet } from '../../components/PickSheet'
import { SectionHead } from '../../components/SectionHead'
import { Tap } from '../../components/Tap'
import { isQuickType, useRecentType } from './recentType'

/** The ten that happen in villages, always in the same places; behind them the last one used beyond the ten, and all of them one tap further. */
export function TypeChips({ value, onType }: { readonly value: string | null; onType(type: string): void }) {
  const config = useConfig()
  const recent = useRecentType()
  const [isOpen, setOpen] = useState(false)
  const all = choicesOf(config, dispute, 'type', value === null ? [] : [value])
  const quick = QUICK_TYPES.map((code) => all.find((choice) => choice.code === code)).filter((choice) => choice !== undefined)
  const beyond = value !== null && !isQuickType(value) ? value : recent
  const other = all.find(({ code }) => code === beyond)
  return (
    <>
      <SectionHead title="哪一类" />
      <View className="chips chips-grid" ariaRole="radiogroup" ariaLabel="哪一类">
        {[...quick, ...(other === undefined ? [] : [other])].map(({ code, text }) => (
          <Chip key={code} text={inTwoLines(text)} on={code === value} onTap={() => onType(code)} />
        ))}
        <Tap className={`chip more-types${other === undefined ? ' more-types-wide' : ''}`} label="更多类型" onTap={() => setOpen(true)}>更多类型</Tap>
      </View>
      {isOpen ? (
        <PickSheet title="哪一类" choices={all} picked={value === null ? [] : [value]} onPick={([code]) => (code === undefined ? undefined : onType(code))} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}

const ONE_LINE = 4

/** Long words are parted before their last two characters: 土地山林/水利. */
function inTwoLines(text: string): string {
  return text.length <= ONE_LINE ? text : `${text.slice(0, -2)}\n${text.slice(-2)}`
}
