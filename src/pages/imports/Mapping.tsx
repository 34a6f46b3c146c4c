import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ImportFile, ImportMapping, ImportSheet, ImportTarget } from '../../core/importing'
import { Button, WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'
import { ChoiceField } from '../../components/ChoiceField'
import { FieldFrame } from '../../components/FieldFrame'
import { PickSheet } from '../../components/PickSheet'
import { SectionHead } from '../../components/SectionHead'
import { TextInput } from '../../components/TextInput'
import { ValueInput } from './ValueInput'

const LEFT_OUT = 'leftOut'

/** Second step: where each column goes, and what stands in for columns the file does not have. */
export function Mapping({ file, sheet, mapping, busy, onSheet, onChange, onTry, onClose }: {
  readonly file: ImportFile
  readonly sheet: ImportSheet
  readonly mapping: ImportMapping
  readonly busy: boolean
  onSheet(name: string, headerRow: number | null): void
  onChange(mapping: ImportMapping): void
  onTry(): void
  onClose(): void
}) {
  const [isAdding, setAdding] = useState(false)
  const keyAt = (at: number): string => mapping.columns.find((column) => column.at === at)?.key ?? LEFT_OUT
  const choices = [{ code: LEFT_OUT, text: '不导' }, ...sheet.targets.map(({ key, label }) => ({ code: key, text: label }))]
  const go = (at: number, key: string): void => {
    const others = mapping.columns.filter((column) => column.at !== at && column.key !== key)
    onChange({ ...mapping, columns: key === LEFT_OUT ? others : [...others, { at, key }].sort((a, b) => a.at - b.at) })
  }
  const mapped = new Set(mapping.columns.map(({ key }) => key))
  const asked = sheet.targets.filter(({ key, must }) => key in mapping.fixed || (must && !mapped.has(key)))
  const fix = (key: string, text: string): void => onChange({ ...mapping, fixed: { ...mapping.fixed, [key]: text } })
  return (
    <>
      {file.sheets.length < 2 ? null : (
        <ChipGroup label="哪一张表" choices={file.sheets.map((name) => ({ code: name, text: name }))} picked={[sheet.name]} onPick={([name]) => onSheet(name ?? sheet.name, null)} />
      )}
      <HeaderLine sheet={sheet} onRow={(row) => onSheet(sheet.name, row)} />
      {sheet.notes.map((note) => <View key={note} className="note">{note}</View>)}
      <SectionHead title="每一列放到哪里" right={sheet.remembered ? '照上次的' : `${sheet.rows} 行`} />
      <Card className="card-two">
        {sheet.columns.map(({ at, letter, header, samples }) => (
          <FieldFrame key={at} label={`${letter} 列 ${header}`} hint={samples.length === 0 ? '这一列是空的' : `如：${samples.join('、')}`}>
            <ChoiceField label={`${letter} 列 ${header}`} choices={choices} picked={[keyAt(at)]} onPick={([key]) => go(at, key ?? LEFT_OUT)} />
          </FieldFrame>
        ))}
      </Card>
      <SectionHead title="文件里没有的，每一行都写成" />
      <Card>
        {asked.map((target) => (
          <FieldFrame key={target.key} label={target.label} must={target.must && !mapped.has(target.key)}>
            <ValueInput target={target} value={mapping.fixed[target.key] ?? ''} onValue={(text) => fix(target.key, text)} />
          </FieldFrame>
        ))}
        <FieldFrame label="没写年份的日期，算哪一年">
          <TextInput label="年份" kind="digits" max={4} value={mapping.year === null ? '' : String(mapping.year)} onText={(text) => onChange({ ...mapping, year: yearOf(text, mapping.year) })} />
        </FieldFrame>
        <View className="field"><WordsButton text="再加一栏" icon="plus" onTap={() => setAdding(true)} /></View>
      </Card>
      <View className="bar gap-above">
        <Button text="换一个文件" off={busy} onTap={onClose} />
        <Button text={busy ? '正在试' : '试一遍（什么都不写）'} look="filled" off={busy || mapping.columns.length === 0} onTap={onTry} />
      </View>
      {isAdding ? (
        <PickSheet title="哪一栏" choices={addable(sheet.targets, asked)} picked={[]} onPick={([key]) => { if (key !== undefined) fix(key, '') }} onClose={() => setAdding(false)} />
      ) : null}
    </>
  )
}

function HeaderLine({ sheet, onRow }: { readonly sheet: ImportSheet; onRow(row: number): void }) {
  const [isOpen, setOpen] = useState(false)
  const choices = sheet.head.map(({ row, text }) => ({ code: String(row), text: `第 ${row} 行：${text}` }))
  return (
    <View className="note">
      <Text>第 {sheet.headerRow} 行当作表头。</Text>
      <WordsButton text="换一行" onTap={() => setOpen(true)} />
      {isOpen ? <PickSheet title="表头是哪一行" choices={choices} picked={[String(sheet.headerRow)]} onPick={([row]) => onRow(Number(row ?? sheet.headerRow))} onClose={() => setOpen(false)} /> : null}
    </View>
  )
}

/** A number is one record's: no row is given the same as all the others. */
function addable(targets: readonly ImportTarget[], asked: readonly ImportTarget[]) {
  return targets.filter((target) => target.value !== 'serial' && !asked.includes(target)).map(({ key, label }) => ({ code: key, text: label }))
}

/** Half a year is none: while it is typed, the last whole one stands for nothing. */
function yearOf(text: string, before: number | null): number | null {
  const year = Number(text)
  if (text === '') return null
  return Number.isInteger(year) && year >= 1900 && year <= 2100 ? year : before
}
