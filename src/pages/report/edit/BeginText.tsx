import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Client, ShownRecord } from '../../../client/client'
import { useClient, useConfig, useOnline, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { Values } from '../../../core/field'
import type { Patch } from '../../../core/op'
import { yearOf, type Day } from '../../../core/period'
import { placeName } from '../../../core/place'
import type { ReportLine } from '../../../core/reportWire'
import { periodAt, periodOfKey, SPANS, type Span } from '../../../core/reportPeriod'
import { template as templateType } from '../../../domain/directory'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { ChipGroup } from '../../../components/Chip'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { Page } from '../../../components/Page'
import { replace } from '../../../components/routes'
import { TextInput } from '../../../components/TextInput'
import { unsavedText } from '../../../components/unsaved'
import { copyOf, opsOf } from './text'
import { draftKeyOf } from './useWriting'
import type { WritingProps } from './Writing'

/** 新写一份: from nothing or from a text there is; the county's is copied first, and from then on is the township's own. */
export function BeginText({ session, stream, period, source }: WritingProps & { readonly source: ShownRecord | null }) {
  const client = useClient()
  const config = useConfig()
  const today = useToday()
  const asked = periodOfKey(period)
  const [start, setStart] = useState<Start>({ from: source?.id ?? NOTHING, span: asked?.span ?? 'year', year: yearOf(asked?.period.from ?? today), name: null })
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { answer } = useOnline((each) => each.online.reports(stream), [stream])
  const texts = textsOf(answer?.reports ?? [], start.span)
  const name = start.name ?? nameFrom(source, texts, start.from)
  const change = (next: Partial<Start>): void => {
    setStart({ ...start, ...next })
    setProblem(null)
  }

  const begin = async (): Promise<void> => {
    if (name.trim() === '') return setProblem('请先写上名称，比如“年度法治政府建设报告”。')
    setBusy(true)
    const made = await beginText(client, session.me.county, source, { ...start, name: name.trim() }, stream)
    setBusy(false)
    if ('problem' in made) setProblem(made.problem)
    else replace('reportEdit', { stream, template: made.record, period: keyFor(start.span, start.year, today) })
  }

  return (
    <Page title={source === null ? '新写一份' : '改成本乡镇自己的稿'} sub={placeName(config.places, stream)} at="reports" width="form">
      {source === null ? null : <View className="begin-note">这一份是县里的稿，各乡镇都在用。抄一份成本乡镇自己的，以后怎么改都不影响别处。</View>}
      <Card>
        {source === null ? <Sources start={start} texts={texts} onStart={change} /> : null}
        <FieldFrame label="名称" must>
          <TextInput value={name} label="名称" max={templateType.fields.name.max} wrong={problem !== null && name.trim() === ''} onText={(text) => change({ name: text })} />
        </FieldFrame>
        <Years year={start.year} onYear={(year) => change({ year })} />
      </Card>
      {problem === null ? null : <Problem text={problem} />}
      <View className="gap-above begin-foot"><Button text={isBusy ? '正在抄' : '开始写'} look="filled" off={isBusy} onTap={() => void begin()} /><Text className="note">数会从台账里自己填上。</Text></View>
    </Page>
  )
}

interface Start {
  /** A template, or `NOTHING`. */
  readonly from: string
  readonly span: Span
  /** null: every period. */
  readonly year: number | null
  /** null: not typed yet. */
  readonly name: string | null
}

function Sources({ start, texts, onStart }: { readonly start: Start; readonly texts: readonly ReportLine[]; onStart(next: Partial<Start>): void }) {
  return (
    <>
      <FieldFrame label="哪一种">
        <ChipGroup
          label="哪一种"
          choices={SPANS.map((code) => ({ code, text: templateType.fields.span.options[code].label }))}
          picked={[start.span]}
          onPick={([code]) => onStart({ span: SPANS.find((each) => each === code) ?? 'year', from: NOTHING })}
        />
      </FieldFrame>
      <FieldFrame label="从哪里写起">
        <ChipGroup
          label="从哪里写起"
          choices={[{ code: NOTHING, text: '空白' }, ...texts.map(({ template, name, label, own }) => ({ code: template, text: `${name}・${own ? label : '县里的稿'}` }))]}
          picked={[start.from]}
          onPick={([code]) => onStart({ from: code ?? NOTHING })}
        />
      </FieldFrame>
    </>
  )
}

function Years({ year, onYear }: { readonly year: number | null; onYear(year: number | null): void }) {
  const now = yearOf(useToday())
  return (
    <FieldFrame label="写哪一年" hint={year === null ? '每一期都用这一份，改一次，以后都跟着变。' : '只用在这一年，以后可以从它抄一份。'}>
      <ChipGroup
        label="写哪一年"
        choices={[...new Set([now - 1, now, now + 1, year ?? now])].map((each) => ({ code: String(each), text: `${each}年` })).concat({ code: STANDING, text: '年年都用' })}
        picked={[year === null ? STANDING : String(year)]}
        onPick={([code]) => onYear(code === STANDING ? null : Number(code))}
      />
    </FieldFrame>
  )
}

type OrProblem<T> = T | { readonly problem: string }

async function beginText(client: Client, county: string, source: ShownRecord | null, { from, span, year, name }: Start & { readonly name: string }, stream: string): Promise<OrProblem<{ readonly record: string }>> {
  const text = await textFrom(client, county, source, from)
  return 'problem' in text ? text : makeText(client, county, { name, place: stream, span, ...(year === null ? {} : { year }) }, text.values)
}

async function textFrom(client: Client, county: string, source: ShownRecord | null, from: string): Promise<OrProblem<{ readonly values: Values }>> {
  if (from === NOTHING) return { values: EMPTY_TEXT }
  if (source?.id === from) return { values: copyOf(source.values) }
  const read = await client.online.record(county, from)
  if (!isProblem(read)) return { values: copyOf(read.record.values) }
  return { problem: read.code === 'offline' ? '没有信号，抄不来原来的稿。有信号再点一次，或者从空白写起。' : read.message }
}

/** The record first, then each chapter by itself; the whole text lies in a draft until all of it is written, and the editor goes on from there. */
async function makeText(client: Client, county: string, head: Patch & Values, text: Values): Promise<OrProblem<{ readonly record: string }>> {
  const { kind } = templateType
  const created = await client.write({ kind, record: null, stream: county, body: { kind: 'create', move: 'add', set: head } })
  if (created.kind !== 'saved') return { problem: unsavedText(created, templateType) }
  const { record } = created
  const after = { ...text, ...head }
  const draft = draftKeyOf(record)
  client.drafts.put(draft, after, { n: 0, values: head })
  const ops = opsOf(head, after)
  for (const [i, body] of ops.entries()) {
    const written = await client.write({ kind, record, stream: county, body, ...(i === ops.length - 1 ? { draft } : {}) })
    if (written.kind !== 'saved') break
  }
  return { record }
}

/** The name of the text it begins with, without the county's remark; '' for a blank one. */
function nameFrom(source: ShownRecord | null, texts: readonly ReportLine[], from: string): string {
  const name = source?.values.name ?? texts.find(({ template }) => template === from)?.name
  return typeof name === 'string' ? name.replace(/（县[^）]*）$/, '') : ''
}

const NOTHING = '-'
const STANDING = 'standing'

/** What every report has, so that an empty page already prints. */
const EMPTY_TEXT: Values = {
  opening: '# {{乡镇}}人民政府关于{{期间}}工作情况的报告\n> 县委、县人民政府：\n现将{{期间}}有关情况报告如下。',
  closing: '@署名 {{乡镇}}人民政府\n@日期 {{截至日}}',
}

/** One line for each text of that span, the newest period first. */
function textsOf(lines: readonly ReportLine[], span: Span): readonly ReportLine[] {
  const fitting = lines.filter((line) => line.span === span)
  return fitting.filter(({ template }, i) => fitting.findIndex((other) => other.template === template) === i)
}

/** The period to begin with: the running one, or the last of a year that is over. */
function keyFor(span: Span, year: number | null, today: Day): string {
  const current = periodAt(span, today)
  if (year === null || year === yearOf(today)) return current.key
  return year < yearOf(today) ? periodAt(span, `${year}-12-31`).key : periodAt(span, `${year}-01-01`).key
}
