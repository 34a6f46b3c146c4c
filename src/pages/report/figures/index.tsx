import { View } from '@tarojs/components'
import { useState } from 'react'
import type { SignedIn, WriteInput } from '../../../client/client'
import { useClient, useConfig, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { Values } from '../../../core/field'
import type { Patch, StoredRecord } from '../../../core/op'
import { dictionaryOf } from '../../../domain/figures/dictionary'
import { ownFigure } from '../../../domain/ownFigure'
import { createMoves } from '../../../domain/role'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { StateMark } from '../../../components/StateMark'
import { unsavedText } from '../../../components/unsaved'
import '../../../styles/report.scss'
import { reportPlaces } from '../reportPlaces'
import { FigureForm } from './FigureForm'
import { useOwnFigures } from './useOwnFigures'

const TITLE = '自定指标'

/** 自定指标: the county's own figures, for the reports of all its townships. */
export default function OwnFiguresPage() {
  const session = useSignedIn()
  return session === null ? <Page title={TITLE} at="reports" width="form">{null}</Page> : <Keeping session={session} />
}

/** What was written here, over what the server last listed; null: withdrawn. */
type Written = Readonly<Record<string, Values | null>>

function Keeping({ session: { me } }: { readonly session: SignedIn }) {
  const client = useClient()
  const config = useConfig()
  const towns = reportPlaces(me, config, useToday())
  const { records, problem, again } = useOwnFigures()
  const [written, setWritten] = useState<Written>({})
  const [opened, setOpened] = useState<string | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (createMoves(me, ownFigure).length === 0) return <Page title={TITLE} at="reports" width="form"><EmptyState text="自定指标由县司法局管。需要加一个，请找他们。" /></Page>
  if (records === null) {
    const text = problem?.code === 'offline' ? '没有信号，自定指标要联网才能看。' : (problem?.message ?? '正在读')
    return <Page title={TITLE} at="reports" width="form"><EmptyState text={text} {...(problem === null ? {} : { action: '再试一次', onAction: again })} /></Page>
  }
  const figures = withWritten(records, written)
  const show = (id: string | null): void => {
    setOpened(id)
    setFailed(null)
  }

  const write = async (input: Omit<WriteInput, 'kind' | 'stream'>, after: Values | null): Promise<void> => {
    setBusy(true)
    // What is written to must be on the phone; these are not, until one is opened.
    const lent = input.record === null || client.view.getState().records.has(input.record) ? null : await client.online.record(me.county, input.record)
    const answer = isProblem(lent) ? null : await client.write({ ...input, kind: ownFigure.kind, stream: me.county })
    setBusy(false)
    if (isProblem(lent)) return setFailed(lent.message)
    if (answer === null || answer.kind !== 'saved') return setFailed(answer === null ? null : unsavedText(answer, ownFigure))
    setWritten({ ...written, [answer.record]: after })
    show(null)
  }
  const save = (id: string, before: Values, after: Values): void => {
    if (id === NEW) void write({ record: null, body: { kind: 'create', move: 'add', set: after as Patch } }, after)
    else void write({ record: id, body: { kind: 'edit', set: changesOf(before, after) } }, after)
  }

  const now = opened === NEW ? { id: NEW, values: {} } : figures.find(({ id }) => id === opened)
  if (now !== undefined) {
    const others = figures.filter(({ id }) => id !== now.id).map(({ values }) => values)
    return (
      <Page title={opened === NEW ? '添一个指标' : String(now.values.name)} at="reports" width="form" actions={<Button text="不改了" onTap={() => show(null)} />}>
        <FigureForm
          key={now.id} values={now.values} others={others} config={config} towns={towns} isNew={now.id === NEW} failed={failed} isBusy={isBusy}
          onSave={(after) => save(now.id, now.values, after)}
          onWithdraw={() => void write({ record: now.id, body: { kind: 'move', move: 'retire', set: {} } }, null)}
        />
      </Page>
    )
  }
  const { problems } = dictionaryOf({ ...config, figures: figures.map(({ values }) => values) })
  return (
    <Page title={TITLE} at="reports" width="form" dock={<Button text="添一个指标" icon="plus" look="filled" wide onTap={() => show(NEW)} />}>
      {figures.length === 0 ? <EmptyState text="还没有自定指标。报告里用的数，程序里没有的，可以在这里添：选一类台账，定好数哪些，各乡镇的报告就都能用。" /> : (
        <>
          <SectionHead title={`${figures.length} 个`} right="各乡镇的报告都能用" />
          <Card>
            {figures.map(({ id, values }) => {
              const wrong = problems.find(({ name }) => name === values.name)?.say
              return (
                <ListRow
                  key={id} title={String(values.name)} facts={[String(values.label ?? ''), wrong ?? String(values.definition ?? values.filter ?? '')]} chevron
                  {...(wrong === undefined ? {} : { right: <StateMark shape="triangle" word="数不了" /> })} onTap={() => show(id)}
                />
              )
            })}
          </Card>
        </>
      )}
      <View className="note gap-above">手机上不存自定指标，报告里的数由县里的服务数。名称定了就写进报告，改名以后，用旧名称的报告会提示。</View>
    </Page>
  )
}

const NEW = '-'

function withWritten(records: readonly StoredRecord[], written: Written): readonly Pick<StoredRecord, 'id' | 'values'>[] {
  const known = new Set(records.map(({ id }) => id))
  const all = [...records, ...Object.keys(written).filter((id) => !known.has(id)).map((id) => ({ id, values: {} }))]
  return all.flatMap(({ id, values }) => {
    const now = written[id] === undefined ? values : written[id]
    return now === null ? [] : [{ id, values: now }]
  })
}

/** Only what is different; what was taken away is cleared. */
function changesOf(before: Values, after: Values): Patch {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'from' && before[name] !== after[name])
  return Object.fromEntries(names.map((name) => [name, after[name] ?? null])) as Patch
}
