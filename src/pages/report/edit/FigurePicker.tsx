import { Text, View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import type { ReportName } from '../../../client/online'
import type { Day } from '../../../core/period'
import { referenceKey } from '../../../core/phrase/reference'
import { Button, WordsButton } from '../../../components/Button'
import { Icon } from '../../../components/Icon'
import { focusOn, useKeys } from '../../../components/keys'
import { SearchField } from '../../../components/SearchField'
import { Tap } from '../../../components/Tap'
import { readPlaceholder, writePlaceholder, type Picked } from '../../../domain/placeholder'
import { useOwnFigures } from '../figures/useOwnFigures'
import { valueText } from '../figureWords'
import { FigureWays } from './FigureWays'
import { entriesOf, figuresFor, findEntries, freshPick, misfitOf, subjectOf, type Entry } from './picking'
import { useValues, type FigureByKey } from './useValues'

interface FigurePickerProps {
  readonly report: ReportName
  readonly until: Day
  /** The placeholder under the cursor, as it is written; '' for a new one. */
  readonly written: string
  onPut(written: string): void
  onClose(): void
}

const SEARCH_ID = 'figure-search'

/** 插入指标: by name or by what it is called, with what it counts today; then how it is put into words. */
export function FigurePicker({ report, until, written, onPut, onClose }: FigurePickerProps) {
  const { config } = useOwnFigures()
  const dictionary = useMemo(() => figuresFor(config), [config])
  const entries = useMemo(() => entriesOf(dictionary), [dictionary])
  const [text, setText] = useState('')
  const [most, setMost] = useState(MOST_SHOWN)
  const [picked, setPicked] = useState<Picked | null>(() => readPlaceholder(written))
  // Who types braces by habit means what comes after them.
  const found = useMemo(() => findEntries(entries, text.replace(/[{}｛｝]/g, '')), [entries, text])
  const shown = picked === null ? found.slice(0, most) : []
  const values = useValues(report, until, picked === null ? shown.map(({ name }) => name) : [referenceKey(picked)])
  const isList = picked === null
  const pick = (name: string): void => setPicked(freshPick(name, dictionary))
  useEffect(() => {
    if (isList) focusOn(SEARCH_ID)
  }, [isList])
  useKeys((key) => {
    if (key !== 'Escape') return false
    onClose()
    return true
  })
  const entry = entries.find(({ name }) => name === picked?.name)
  const problem = picked === null || entry === undefined ? null : misfitOf(picked, config, dictionary, report.stream)

  return (
    <View className="card figure-panel picker" ariaRole="dialog" ariaLabel={written === '' ? '插入指标' : '改指标'}>
      <View className="figure-panel-head">
        {picked === null
          ? <Text className="strong grow">{written === '' ? '插入指标' : '换一个指标'}</Text>
          : <Tap className="picker-back grow" label="换一个指标" onTap={() => setPicked(null)}><Icon name="left" size="small" /><Text className="strong">{picked.name}</Text></Tap>}
        <Tap className="figure-close" label="收起" onTap={onClose}><Icon name="close" size="small" /></Tap>
      </View>
      {picked === null ? (
        <>
          <SearchField id={SEARCH_ID} value={text} label="找指标" placeholder="名称或者叫法，如 成功、口头" onText={(next) => { setText(next); setMost(MOST_SHOWN) }} onEnter={() => { if (found[0] !== undefined) pick(found[0].name) }} />
          {isUnread(written) ? <View className="note">这里写的是算式或者条件，请在文字里改；选一个指标会把它换掉。</View> : null}
          <Entries entries={shown} values={values} onPick={pick} />
          {found.length > shown.length ? <WordsButton text={`还有 ${found.length - shown.length} 个`} icon="plus" onTap={() => setMost(most + MOST_SHOWN)} /> : null}
          {found.length === 0 ? <View className="note">没有找到“{text.trim()}”。换个词试试，比如“受理”“资料”。</View> : null}
        </>
      ) : (
        <>
          <FigureWays picked={picked} figure={values[referenceKey(picked)] ?? null} definition={entry?.definition ?? ''} problem={problem} dictionary={dictionary} onPicked={setPicked} />
          <View className="figure-panel-foot">
            <View className="picker-written">{writePlaceholder(picked)}</View>
            <Button text={written === '' ? '插入' : '换上'} look="outlined" wide off={problem !== null} onTap={() => onPut(writePlaceholder(picked))} />
          </View>
        </>
      )}
    </View>
  )
}

/** As many as are counted at a time. */
const MOST_SHOWN = 40

function Entries({ entries, values, onPick }: { readonly entries: readonly Entry[]; readonly values: FigureByKey; onPick(name: string): void }) {
  const subjects = [...new Set(entries.map(({ name }) => subjectOf(name)))]
  return (
    <View className="picker-list">
      {subjects.map((subject) => (
        <View key={subject}>
          <View className="picker-subject">{subject}</View>
          {entries.filter(({ name }) => subjectOf(name) === subject).map(({ name, label }) => {
            const value = values[name]
            const counted = value === undefined ? null : valueText(value)
            return (
              <Tap key={name} className="picker-entry" label={`${name}，${label}${counted === null ? '' : `，${counted.number} ${counted.unit}`}`} onTap={() => onPick(name)}>
                <View className="grow">
                  <View>{shortName(name)}</View>
                  {label.includes(shortName(name)) ? null : <View className="picker-label">{label}</View>}
                </View>
                {counted === null ? null : <Text className="picker-value">{counted.number}<Text className="picker-unit">{counted.unit}</Text></Text>}
              </Tap>
            )
          })}
        </View>
      ))}
    </View>
  )
}

/** 受理 of 纠纷.受理. */
function shortName(name: string): string {
  return name.slice(subjectOf(name).length + 1) || name
}

function isUnread(written: string): boolean {
  return written !== '' && readPlaceholder(written) === null
}
