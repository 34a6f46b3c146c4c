import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useClient, useConfig } from '../../../client/hooks'
import { own } from '../../../core/own'
import { option as optionType } from '../../../domain/directory'
import { labelProblem, type OptionField } from '../../../domain/optionRule'
import { SETTING } from '../../../domain/settingNames'
import { Button } from '../../../components/Button'
import { ChipGroup } from '../../../components/Chip'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { open } from '../../../components/routes'
import { RecordHistory } from '../../../components/RecordHistory'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'
import { TextInput } from '../../../components/TextInput'
import { freshCode, lastOf, neighbourOf, recordOf, type OptionRow } from './options'
import { useOptionWrite, type OptionWrite } from './useOptionWrite'

interface OptionSheetProps {
  readonly field: OptionField
  readonly rows: readonly OptionRow[]
  readonly records: readonly ShownRecord[]
  onClose(): void
}

/** A new one of the county's own. */
export function NewOptionSheet({ field, rows, records, onClose }: OptionSheetProps) {
  const client = useClient()
  const config = useConfig()
  const { isBusy, failed, add } = useOptionWrite(field, records)
  const [label, setLabel] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const code = freshCode(client.now(), (each) => own(own(config.options, field.path) ?? {}, each) !== undefined)
    const say = labelProblem(config, field, code, label.trim())
    setProblem(say)
    if (say === null && await add(code, label.trim(), lastOf(rows) + 10)) onClose()
  }
  return (
    <Sheet title={`加一个 · ${field.label}`} onClose={onClose} foot={<SaveButton isBusy={isBusy} off={label.trim() === ''} onSave={() => void save()} />}>
      <Wording label={label} hint="填写、统计、报告里都用这个叫法" problem={problem} onLabel={setLabel} />
      {failed === null ? null : <Problem text={failed} />}
    </Sheet>
  )
}

/** One that is there: its wording, whether it is still offered, its place, and what became of it so far. */
export function OptionSheet({ field, records, row, rows, onClose }: OptionSheetProps & { readonly row: OptionRow }) {
  const config = useConfig()
  const write = useOptionWrite(field, records)
  const wasRetired = row.option.retired === true
  const [label, setLabel] = useState(row.option.label)
  const [isRetired, setRetired] = useState(wasRetired)
  const [problem, setProblem] = useState<string | null>(null)
  const record = recordOf(records, field.path, row.code)
  const wording = label.trim()
  const save = async (): Promise<void> => {
    const say = labelProblem(config, field, row.code, wording)
    setProblem(say)
    const retiring = isRetired === wasRetired ? {} : { isRetired: isRetired ? true : null }
    if (say === null && await write.change(row, { label: wording, ...retiring })) onClose()
  }
  const restore = async (): Promise<void> => {
    if (await write.restore(row)) onClose()
  }
  const foot = <SaveButton isBusy={write.isBusy} off={wording === '' || (wording === row.option.label && isRetired === wasRetired)} onSave={() => void save()} />
  return (
    <Sheet title={row.option.label} onClose={onClose} foot={foot}>
      <Wording label={label} hint={row.basic === null ? '填写、统计、报告里都用这个叫法' : `程序里叫“${row.basic}”`} problem={problem} onLabel={setLabel} />
      {field.open ? <Offered isRetired={isRetired} onRetired={setRetired} /> : null}
      {field.open ? <Order row={row} rows={rows} write={write} /> : null}
      {field.path === 'work.category' ? <View className="gap-above"><Button text="这一类数的是什么（量词）" wide onTap={() => open('setting', { name: SETTING.measure })} /></View> : null}
      {row.basic === null || record === null ? null : <View className="gap-above"><Button text="恢复程序里的叫法和次序" wide off={write.isBusy} onTap={() => void restore()} /></View>}
      {write.failed === null ? null : <Problem text={write.failed} />}
      <View className="note gap-above">代号 {row.code}，对接别的系统用它认，改叫法不改它。</View>
      {record === null ? null : <SectionHead title="改过的" />}
      {record === null ? null : <RecordHistory type={optionType} record={record} />}
    </Sheet>
  )
}

function SaveButton({ isBusy, off, onSave }: { readonly isBusy: boolean; readonly off: boolean; onSave(): void }) {
  return <Button text={isBusy ? '正在存' : '保存'} look="filled" wide off={isBusy || off} onTap={onSave} />
}

function Wording({ label, hint, problem, onLabel }: { readonly label: string; readonly hint: string; readonly problem: string | null; onLabel(label: string): void }) {
  return (
    <FieldFrame label="叫法" must hint={hint} problem={problem ?? undefined}>
      <TextInput value={label} label="叫法" max={40} onText={onLabel} />
    </FieldFrame>
  )
}

function Offered({ isRetired, onRetired }: { readonly isRetired: boolean; onRetired(isRetired: boolean): void }) {
  return (
    <FieldFrame label="新填的时候" hint="以前记的照旧，还按它算">
      <ChipGroup label="新填的时候" choices={[{ code: 'used', text: '可以选' }, { code: 'retired', text: '不再使用' }]} picked={[isRetired ? 'retired' : 'used']} onPick={([code]) => onRetired(code === 'retired')} />
    </FieldFrame>
  )
}

function Order({ row, rows, write: { isBusy, swap } }: { readonly row: OptionRow; readonly rows: readonly OptionRow[]; readonly write: OptionWrite }) {
  const move = (text: string, step: -1 | 1) => {
    const other = neighbourOf(rows, row.code, step)
    return <Button text={text} off={isBusy || other === null} onTap={() => { if (other !== null) void swap(row, other) }} />
  }
  return (
    <FieldFrame label="次序">
      <View className="bar bar-even">
        {move('往前', -1)}
        {move('往后', 1)}
      </View>
    </FieldFrame>
  )
}
