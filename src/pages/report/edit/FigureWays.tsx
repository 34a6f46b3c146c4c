import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useConfig } from '../../../client/hooks'
import type { Fact } from '../../../core/phrase/fact'
import type { Style } from '../../../core/phrase/styles'
import type { ReportFigure } from '../../../core/reportWire'
import { WordsButton } from '../../../components/Button'
import { Chip, ChipGroup } from '../../../components/Chip'
import { Problem } from '../../../components/FieldFrame'
import type { Dictionary } from '../../../domain/figures/resolve'
import { DROPS, exampleOf, isDrop, styleText, waysFor, type Picked } from '../../../domain/placeholder'
import { valueText } from '../figureWords'
import { factOf, narrowersOf, withNarrowing } from './picking'

interface FigureWaysProps {
  readonly picked: Picked
  /** As counted in the report's period; null while it is being asked. */
  readonly figure: ReportFigure | null
  readonly definition: string
  /** Why it cannot be counted so. */
  readonly problem: string | null
  readonly dictionary: Dictionary
  onPicked(picked: Picked): void
}

/** One figure: what it counts, the ways of writing it with what each prints, and what narrows it. */
export function FigureWays({ picked, figure, definition, problem, dictionary, onPicked }: FigureWaysProps) {
  const fact = figure === null ? null : factOf(figure)
  const value = figure === null ? null : valueText(figure)
  const way = picked.styles.find((style) => !isDrop(style)) ?? null
  const drop = picked.styles.find(isDrop) ?? null
  const put = (next: { readonly way?: Style | null; readonly drop?: Style | null }): void => {
    const styles = [next.way === undefined ? way : next.way, next.drop === undefined ? drop : next.drop]
    onPicked({ ...picked, styles: styles.filter((style) => style !== null) })
  }
  const ways = fact === null ? [] : waysWithExamples(fact, figure?.unit ?? '', way)
  return (
    <>
      <View className="figure-value"><Text className="figure-number">{value?.number ?? '…'}</Text><Text className="figure-unit">{value?.unit ?? ''}</Text></View>
      <View className="picker-definition">{figure?.definition ?? definition}</View>
      {problem === null ? null : <Problem text={problem} />}
      {ways.length < 2 ? null : (
        <Part title="印成">
          <ChipGroup label="印成" choices={ways.map(({ code, text }) => ({ code, text }))} picked={[codeOf(way)]} onPick={([code]) => put({ way: ways.find((each) => each.code === code)?.style ?? null })} />
        </Part>
      )}
      <Part title={fact?.kind === 'number' ? '是 0 的时候' : '没有的时候'}>
        <ChipGroup
          label="没有的时候"
          choices={[{ code: '', text: '照印' }, ...DROPS.map((style, i) => ({ code: styleText(style), text: DROP_WORDS[i] ?? '' }))]}
          picked={[codeOf(drop)]}
          onPick={([code]) => put({ drop: DROPS.find((style) => styleText(style) === code) ?? null })}
        />
      </Part>
      <Narrowing picked={picked} dictionary={dictionary} onPicked={onPicked} />
    </>
  )
}

/** Those a report goes by most often. */
const FIRST_NARROWERS = 7

/** Of 零则略 and 零则略句. */
const DROP_WORDS = ['不写这半句', '整句不写']

function Narrowing({ picked, dictionary, onPicked }: Pick<FigureWaysProps, 'picked' | 'dictionary' | 'onPicked'>) {
  const config = useConfig()
  const [opened, setOpened] = useState<string | null>(null)
  const [isAll, setAll] = useState(false)
  const narrowers = narrowersOf(picked.name, config, dictionary)
  const open = narrowers.find(({ label }) => label === opened)
  const narrow = (field: string, values: readonly string[]): void => onPicked({ ...picked, narrow: withNarrowing(picked.narrow, field, values) })
  if (narrowers.length === 0 && picked.narrow.length === 0) return null
  const rest = narrowers.filter(({ label }) => !picked.narrow.some(({ field }) => field === label))
  const shown = isAll ? rest : rest.slice(0, FIRST_NARROWERS)
  return (
    <Part title="只数其中">
      <View className="chips">
        {picked.narrow.map(({ field, values }) => <Chip key={field} text={`${field}：${values.join('、')}`} on icon="close" role="button" onTap={() => narrow(field, [])} />)}
        {shown.map(({ label }) => <Chip key={label} text={label} on={label === opened} role="button" icon="down" onTap={() => setOpened(label === opened ? null : label)} />)}
        {shown.length < rest.length ? <WordsButton text={`还有 ${rest.length - shown.length} 种`} onTap={() => setAll(true)} /> : null}
      </View>
      {open === undefined ? null : (
        <View className="picker-choices">
          <ChipGroup
            many={open.label !== '月份'}
            label={open.label}
            choices={open.choices.map((word) => ({ code: word, text: word }))}
            picked={picked.narrow.find(({ field }) => field === open.label)?.values ?? []}
            onPick={(values) => narrow(open.label, values)}
          />
        </View>
      )}
    </Part>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <View className="picker-part">
      <View className="picker-subject">{title}</View>
      {children}
    </View>
  )
}

interface Way {
  readonly code: string
  readonly style: Style | null
  readonly text: string
}

/** Each by what it prints; two that print the same are one, the plainer. The way it is written now is always among them. */
function waysWithExamples(fact: Fact, unit: string, now: Style | null): readonly Way[] {
  const offered = waysFor(fact.kind, unit)
  const all = offered.some((style) => codeOf(style) === codeOf(now)) ? offered : [...offered, now]
  const ways = all.map((style): Way => ({ code: codeOf(style), style, text: exampleOf(fact, style) ?? (style === null ? '照数印' : styleText(style)) }))
  return ways.filter(({ code, text }, i) => code === codeOf(now) || ways.findIndex((other) => other.text === text) === i)
}

function codeOf(style: Style | null): string {
  return style === null ? '' : styleText(style)
}
