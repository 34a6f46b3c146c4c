import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useConfig, useToday } from '../../../client/hooks'
import type { PlainValue } from '../../../core/field'
import { setting as settingType } from '../../../domain/directory'
import type { Setting } from '../../../domain/settingList'
import { narrowings, valueProblem } from '../../../domain/settingRule'
import { useConfigWrite } from '../../../components/admin/useConfigWrite'
import { Button } from '../../../components/Button'
import { ChipGroup } from '../../../components/Chip'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { RecordHistory } from '../../../components/RecordHistory'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'
import { SettingControl } from './SettingControl'
import { inForce, recordsAt, spotName, spotWords, valueAt, valueSet, type Spot } from './values'

/** A value of one spot: what it is to be, back to what holds without it, and who changed it from what to what. */
export function SettingSheet({ setting, spot: opened, records, onClose }: {
  readonly setting: Setting
  readonly spot: Spot
  readonly records: readonly ShownRecord[]
  onClose(): void
}) {
  const config = useConfig()
  const today = useToday()
  const { isBusy, failed, write } = useConfigWrite()
  const [code, setCode] = useState(opened.code)
  const spot: Spot = { code, place: opened.place }
  const history = recordsAt(records, setting, spot)
  const current = history.find(({ stage }) => stage === 'kept') ?? null
  const before = valueAt(config, setting, spot)
  const [value, setValue] = useState<PlainValue | null>(typeof before === 'string' || typeof before === 'number' ? before : null)
  const [problem, setProblem] = useState<string | null>(null)

  const save = async (): Promise<void> => {
    const say = valueProblem(config, setting, value ?? undefined)
    setProblem(say)
    if (say !== null || value === null) return
    const set = valueSet(value)
    const isSaved = await write(settingType, [current === null
      ? { record: null, body: { kind: 'create', move: 'add', set: { name: spotName(setting, spot), ...set, from: today, ...(spot.place === null ? {} : { place: spot.place }) } } }
      : { record: current.id, body: { kind: 'edit', set } }])
    if (isSaved) onClose()
  }
  const drop = async (): Promise<void> => {
    if (current !== null && await write(settingType, [{ record: current.id, body: { kind: 'move', move: 'retire', set: {} } }])) onClose()
  }
  const wider = inForce(config, setting, spot)
  return (
    <Sheet
      title={`${setting.label} · ${spotWords(config, setting, spot)}`}
      onClose={onClose}
      foot={<Foot isBusy={isBusy} dropping={current === null ? null : spot.place === null ? '恢复默认' : '不单设了'} off={value === null || value === before} onDrop={() => void drop()} onSave={() => void save()} />}
    >
      {before === undefined ? <View className="meta">现在按{wider.from === '默认' ? '默认' : `${wider.from}的`}：{wider.words}</View> : null}
      {opened.place === null || opened.code !== null || before !== undefined ? null : <Narrower setting={setting} code={code} onCode={setCode} />}
      <FieldFrame label={setting.label} problem={problem ?? undefined}>
        <SettingControl setting={setting} value={value} onValue={setValue} />
      </FieldFrame>
      {failed === null ? null : <Problem text={failed} />}
      <Histories records={history} />
    </Sheet>
  )
}

function Foot({ isBusy, dropping, off, onDrop, onSave }: { readonly isBusy: boolean; readonly dropping: string | null; readonly off: boolean; onDrop(): void; onSave(): void }) {
  const saving = <Button text={isBusy ? '正在存' : '保存'} look="filled" wide={dropping === null} off={isBusy || off} onTap={onSave} />
  if (dropping === null) return saving
  return <View className="bar bar-even"><Button text={dropping} off={isBusy} onTap={onDrop} />{saving}</View>
}

/** A place's own value may hold for one kind only. */
function Narrower({ setting: { by }, code, onCode }: { readonly setting: Setting; readonly code: string | null; onCode(code: string | null): void }) {
  const config = useConfig()
  if (by === undefined || by.only) return null
  const choices = Object.entries(narrowings(config, by.what)).map(([each, text]) => ({ code: each, text }))
  return (
    <FieldFrame label="只管哪一种" hint="不选就都管">
      <ChipGroup label="只管哪一种" clearable choices={choices} picked={code === null ? [] : [code]} onPick={([each]) => onCode(each ?? null)} />
    </FieldFrame>
  )
}

/** Each time it went back to the default a new record began. */
function Histories({ records }: { readonly records: readonly ShownRecord[] }) {
  if (records.length === 0) return null
  return (
    <>
      <SectionHead title="改过的" />
      {records.slice(0, MOST_HISTORIES).map((record) => <RecordHistory key={record.id} type={settingType} record={record} />)}
    </>
  )
}
const MOST_HISTORIES = 3
