import { View } from '@tarojs/components'
import { useState } from 'react'
import { useOnline, useToday } from '../../../client/hooks'
import type { Config } from '../../../core/config'
import type { Values } from '../../../core/field'
import { own } from '../../../core/own'
import type { Place } from '../../../core/place'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Chip, ChipGroup, type Choice } from '../../../components/Chip'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { TextInput } from '../../../components/TextInput'
import type { Figures } from '../../../domain/figures/named'
import { ownFigure } from '../../../domain/ownFigure'
import { withNarrowing } from '../edit/picking'
import { draftOf, filterText, measuresFor, narrowersFor, narrowingOf, oversFor, queriesFor, readDraft, valuesOf, valueWords, withCounts, type Draft } from './draft'

const { fields } = ownFigure

interface FigureFormProps {
  readonly values: Values
  /** The county's other own figures. */
  readonly others: readonly Values[]
  readonly config: Config
  readonly towns: readonly Place[]
  readonly isNew: boolean
  /** Why the last save did not get through. */
  readonly failed: string | null
  readonly isBusy: boolean
  onSave(values: Values): void
  onWithdraw(): void
}

/** One figure of the county's own: what it counts, with what that is today in a township, then what it is called. */
export function FigureForm({ values, others, config, towns, isNew, failed, isBusy, onSave, onWithdraw }: FigureFormProps) {
  const [draft, setDraft] = useState(() => draftOf(values))
  const [isChecked, setChecked] = useState(false)
  const { figure, known } = readDraft(draft, others, config)
  const change = (next: Partial<Draft>): void => setDraft({ ...draft, ...next })
  const text = (name: 'name' | 'label' | 'unit' | 'definition', lines = 1) => (
    <FieldFrame label={fields[name].label} must={name !== 'definition'} hint={fields[name].hint}>
      <TextInput value={draft[name]} label={fields[name].label} lines={lines} max={fields[name].max} onText={(value) => change({ [name]: value })} />
    </FieldFrame>
  )
  const save = (): void => {
    setChecked(true)
    if (typeof figure !== 'string') onSave(valuesOf(draft))
  }
  return (
    <View className="stack">
      <Card>
        <FieldFrame label={fields.form.label}>
          <ChipGroup label={fields.form.label} choices={choicesOf(fields.form.options)} picked={[draft.form]} onPick={([form]) => change({ form: form ?? 'counted' })} />
        </FieldFrame>
        {draft.form === 'ratio' ? <Parts draft={draft} known={known} onChange={change} /> : <Counting draft={draft} config={config} onDraft={setDraft} />}
        <Live key={JSON.stringify([valuesOf(draft).filter, draft.counts, draft.over, draft.measure, draft.measured, draft.numerator, draft.denominator])} draft={draft} config={config} others={others} towns={towns} />
      </Card>
      <Card>
        {text('name')}
        {text('label')}
        {text('unit')}
        {text('definition', 2)}
      </Card>
      {isChecked && typeof figure === 'string' ? <Problem text={figure} /> : null}
      {failed === null ? null : <Problem text={failed} />}
      <View className="gap-above"><Button text={isBusy ? '正在存' : '保存'} look="filled" wide off={isBusy} onTap={save} /></View>
      {isNew ? null : <View className="gap-above"><Button text="停用" look="plain" wide off={isBusy} onTap={onWithdraw} /></View>}
      {isNew ? null : <View className="note gap-above">改了、停用了，已经定稿的报告不变；没定稿的，下次打开按新的数。</View>}
    </View>
  )
}

function Counting({ draft, config, onDraft }: { readonly draft: Draft; readonly config: Config; onDraft(draft: Draft): void }) {
  const overs = oversFor(draft)
  const measured = measuresFor(draft)
  return (
    <>
      <FieldFrame label={fields.counts.label}>
        <ChipGroup label={fields.counts.label} choices={choicesOf(fields.counts.options)} picked={[draft.counts]} onPick={([counts]) => onDraft(withCounts(draft, counts ?? ''))} />
      </FieldFrame>
      {overs.length === 0 ? null : (
        <FieldFrame label={fields.over.label} hint="选日期，数的是日期在这段时间里的；选“最后一天…”，数的是那一天的情况。">
          <ChipGroup label={fields.over.label} choices={overs} picked={[draft.over]} onPick={([over]) => onDraft({ ...draft, over: over ?? '' })} />
        </FieldFrame>
      )}
      <FieldFrame label={fields.measure.label}>
        <ChipGroup label={fields.measure.label} choices={choicesOf(fields.measure.options)} picked={[draft.measure]} onPick={([measure]) => onDraft({ ...draft, measure: measure ?? 'count', measured: '' })} />
      </FieldFrame>
      {measured.length === 0 ? null : (
        <FieldFrame label={fields.measured.label}>
          <ChipGroup label={fields.measured.label} choices={measured} picked={[draft.measured]} onPick={([code]) => onDraft({ ...draft, measured: code ?? '' })} />
        </FieldFrame>
      )}
      {draft.over === '' ? null : <Filter draft={draft} config={config} onDraft={onDraft} />}
    </>
  )
}

/** 只数哪些: chips that write what a report writes between brackets; the words can be typed as well. */
function Filter({ draft, config, onDraft }: { readonly draft: Draft; readonly config: Config; onDraft(draft: Draft): void }) {
  const [opened, setOpened] = useState<string | null>(null)
  const narrow = narrowingOf(draft)
  const narrowers = narrowersFor(draft, config)
  const open = narrowers.find(({ label }) => label === opened)
  const put = (field: string, values: readonly string[]): void => onDraft({ ...draft, filter: filterText(withNarrowing(narrow, field, values)) })
  return (
    <FieldFrame label={fields.filter.label} hint={fields.filter.hint}>
      <TextInput value={draft.filter} label={fields.filter.label} max={fields.filter.max} onText={(filter) => onDraft({ ...draft, filter })} />
      <View className="chips gap-above">
        {narrowers.map(({ label }) => (
          <Chip key={label} text={label} on={narrow.some(({ field }) => field === label) || label === opened} role="button" icon="down" onTap={() => setOpened(label === opened ? null : label)} />
        ))}
      </View>
      {open === undefined ? null : (
        <View className="gap-above">
          <ChipGroup many label={open.label} choices={open.choices.map((word) => ({ code: word, text: word }))} picked={narrow.find(({ field }) => field === open.label)?.values ?? []} onPick={(values) => put(open.label, values)} />
        </View>
      )}
    </FieldFrame>
  )
}

function Parts({ draft, known, onChange }: { readonly draft: Draft; readonly known: Figures; onChange(next: Partial<Draft>): void }) {
  return (
    <>
      {(['numerator', 'denominator'] as const).map((name) => (
        <FieldFrame key={name} label={fields[name].label} must hint={own(known, draft[name].trim())?.definition ?? fields[name].hint}>
          <TextInput value={draft[name]} label={fields[name].label} max={fields[name].max} placeholder="如 纠纷.疑难" onText={(text) => onChange({ [name]: text })} />
        </FieldFrame>
      ))}
    </>
  )
}

/** What it counts this year in one township; nothing while it can't be counted. */
function Live({ draft, config, others, towns }: { readonly draft: Draft; readonly config: Config; readonly others: readonly Values[]; readonly towns: readonly Place[] }) {
  const today = useToday()
  const [town, setTown] = useState(towns[0]?.id ?? '')
  // Names are of no matter to what is counted.
  const { figure, known } = readDraft({ ...draft, name: '草稿.草稿', label: draft.label.trim() || '草稿', unit: draft.unit.trim() || '件' }, others, config)
  const queries = typeof figure === 'string' ? [] : queriesFor(figure, known, { from: `${today.slice(0, 4)}-01-01`, to: today })
  const { answer } = useOnline(async ({ online }) => (queries.length === 0 || town === '' ? null : online.figures({ stream: town, queries, at: null })), [town, JSON.stringify(queries)])
  if (typeof figure === 'string' || towns.length === 0) return null
  return (
    <FieldFrame label="今年到现在" hint="换一个乡镇看看，数对不对得上。">
      <View className="figure-value"><View className="figure-number">{answer === null ? '…' : valueWords(figure, known, answer.results)}</View></View>
      <ChipGroup label="哪个乡镇" choices={towns.map(({ id, name }) => ({ code: id, text: name }))} picked={[town]} onPick={([id]) => setTown(id ?? town)} />
    </FieldFrame>
  )
}

function choicesOf(options: Readonly<Record<string, { readonly label: string }>>): readonly Choice[] {
  return Object.entries(options).map(([code, { label }]) => ({ code, text: label }))
}
