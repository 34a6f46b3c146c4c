import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { CellRemark, ImportBatch, ImportFile, ImportMapping, ImportSheet, ImportTrial, UnknownWord } from '../../core/importing'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'
import { FieldFrame } from '../../components/FieldFrame'
import { SectionHead } from '../../components/SectionHead'
import { ValueInput } from './ValueInput'

/** Third step: every row that would not go in, with its cell; words that mean nothing yet; and then the one button that writes. */
export function Trial({ file, sheet, mapping, trial, busy, onTry, onConfirm, onBack }: {
  readonly file: ImportFile
  readonly sheet: ImportSheet
  readonly mapping: ImportMapping
  readonly trial: ImportTrial
  readonly busy: boolean
  onTry(mapping: ImportMapping): void
  onConfirm(again: boolean): void
  onBack(): void
}) {
  const [isAgain, setAgain] = useState(false)
  const isRepeat = file.before !== null
  return (
    <>
      <View className="notice">
        {trial.rows} 行里，能导入 {trial.ready} 行{trial.badRows === 0 ? '' : `，有问题的 ${trial.badRows} 行不导`}{trial.first === null ? '' : `；日期从 ${trial.first} 到 ${trial.last ?? ''}`}。现在什么都还没写。
      </View>
      {trial.known === 0 ? null : (
        <FieldFrame label={`好像已经有的 ${trial.known} 行`}>
          <ChipGroup label="好像已经有的" choices={[{ code: 'skip', text: '不导' }, { code: 'take', text: '也导' }]} picked={[mapping.skipKnown ? 'skip' : 'take']} onPick={([code]) => onTry({ ...mapping, skipKnown: code !== 'take' })} />
        </FieldFrame>
      )}
      <Words sheet={sheet} mapping={mapping} unknown={trial.unknown} busy={busy} onTry={onTry} />
      <Remarks title="这些格子要改" many={trial.badRows} unit="行" remarks={trial.bad} />
      <Remarks title="请看一看" many={trial.remarkCount} unit="条" remarks={trial.remarks} />
      {isRepeat ? (
        <FieldFrame label="这个文件导过一次，还要再导一遍吗">
          <ChipGroup label="再导一遍" choices={[{ code: 'no', text: '不导' }, { code: 'yes', text: '再导一遍' }]} picked={[isAgain ? 'yes' : 'no']} onPick={([code]) => setAgain(code === 'yes')} />
        </FieldFrame>
      ) : null}
      <View className="bar gap-above">
        <Button text="回去改" off={busy} onTap={onBack} />
        <Button text={busy ? '正在导入' : `导入 ${trial.ready} 行`} look="filled" off={busy || trial.ready === 0 || (isRepeat && !isAgain)} onTap={() => onConfirm(isAgain)} />
      </View>
    </>
  )
}

function Words({ sheet, mapping, unknown, busy, onTry }: {
  readonly sheet: ImportSheet
  readonly mapping: ImportMapping
  readonly unknown: readonly UnknownWord[]
  readonly busy: boolean
  onTry(mapping: ImportMapping): void
}) {
  const [said, setSaid] = useState<ImportMapping['words']>({})
  if (unknown.length === 0) return null
  const told = Object.values(said).some((words) => Object.values(words).some((meaning) => meaning !== ''))
  return (
    <>
      <SectionHead title="认不出的词，是指哪一项" right={`${unknown.length} 个`} />
      <Card>
        {unknown.map(({ key, label, word, rows }) => {
          const target = sheet.targets.find((each) => each.key === key)
          return target === undefined ? null : (
            <FieldFrame key={`${key}/${word}`} label={`${label}：“${word}”`} hint={`${rows} 行`}>
              <ValueInput target={target} value={said[key]?.[word] ?? ''} onValue={(meaning) => setSaid({ ...said, [key]: { ...said[key], [word]: meaning } })} />
            </FieldFrame>
          )
        })}
        <View className="field"><Button text="照这样再试一遍" look="outlined" off={busy || !told} onTap={() => onTry({ ...mapping, words: together(mapping.words, said) })} /></View>
      </Card>
    </>
  )
}

function together(before: ImportMapping['words'], said: ImportMapping['words']): ImportMapping['words'] {
  const words: Record<string, Record<string, string>> = {}
  for (const [key, meanings] of [...Object.entries(before), ...Object.entries(said)]) {
    words[key] = { ...words[key], ...Object.fromEntries(Object.entries(meanings).filter(([, meaning]) => meaning !== '')) }
  }
  return words
}

function Remarks({ title, many, unit, remarks }: { readonly title: string; readonly many: number; readonly unit: string; readonly remarks: readonly CellRemark[] }) {
  if (remarks.length === 0) return null
  return (
    <>
      <SectionHead title={title} right={`${many} ${unit}`} />
      <Card padded>
        {remarks.map(({ row, at, say }, i) => <View key={`${row}/${at ?? ''}/${i}`} className="import-remark"><Text>{say}</Text></View>)}
        {remarks.length < many && unit === '条' ? <View className="note">还有 {many - remarks.length} 条没有列出来。</View> : null}
      </Card>
    </>
  )
}

/** While it is written, and when it was. */
export function Done({ batch, busy, onGoOn, onClose }: { readonly batch: ImportBatch; readonly busy: boolean; onGoOn(): void; onClose(): void }) {
  const isWhole = batch.done >= batch.rows
  return (
    <Card padded>
      <View className="strong">{isWhole ? `导入了 ${batch.taken} 件` : `${batch.rows} 行里导了 ${batch.done} 行`}</View>
      <View className="note">{isWhole ? '都在台账里了，录入人是您。导错了可以整批撤销。' : '导到一半断了也不要紧，接着导就行，不会重复。'}</View>
      {batch.refused.map(({ row, say }) => <View key={row} className="import-remark"><Text>{say}</Text></View>)}
      <View className="bar gap-above">
        {isWhole ? <Button text="完成" look="filled" onTap={onClose} /> : <Button text={busy ? '正在导入' : '接着导'} look="filled" off={busy} onTap={onGoOn} />}
      </View>
    </Card>
  )
}
