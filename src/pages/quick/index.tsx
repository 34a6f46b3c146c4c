import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { useClient, useConfig, useDrafts, useToday } from '../../client/hooks'
import type { SignedIn, WriteAnswer } from '../../client/client'
import type { Value } from '../../core/field'
import { dispute } from '../../domain/dispute'
import { mayEnterForOthers } from '../../domain/role'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'
import { DayField } from '../../components/DayField'
import { DockNote } from '../../components/DockNote'
import { freshNumber, keyOf } from '../../components/draftKey'
import { withValue } from '../../components/formState'
import { DropDraft } from '../../components/DropDraft'
import { Problem } from '../../components/FieldFrame'
import type { Alter } from '../../components/FieldInput'
import { LikelySame } from '../../components/merge/LikelySame'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { usePresetPlace } from '../../components/places'
import { ReceiptSheet } from '../../components/ReceiptSheet'
import { replace } from '../../components/routes'
import { useOpened } from '../../components/session'
import { unsavedText } from '../../components/unsaved'
import { TextInput } from '../../components/TextInput'
import { More } from './More'
import { PlaceChips } from './PlaceChips'
import { fromDraft, isBegun, missing, nameAt, RESULTS, toBody, toDraft, withName, type Quick } from './quickEntry'
import { TypeChips } from './TypeChips'

export default function QuickEntry() {
  const session = useOpened()
  if (session === null) return <Page title="记纠纷">{null}</Page>
  return <Entry session={session} />
}

const WORDS = { type: '哪一类', place: '在哪', result: '结果' } as const

/** 当场化解 on one screen: type, result and 保存 are the taps; place and day stand as they mostly are. */
function Entry({ session }: { readonly session: SignedIn }) {
  const client = useClient()
  const drafts = useDrafts()
  const config = useConfig()
  const today = useToday()
  const { n = '1' } = useParams()
  const draft = keyOf({ page: 'quick', n: Number(n) })
  const lastPlace = usePresetPlace()
  const [quick, setQuick] = useState<Quick>(() => fromDraft(client.drafts.get(draft)?.values ?? {}, today))
  const newest = useRef(quick)
  const [isAsked, setAsked] = useState(false)
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const [isSaving, setSaving] = useState(false)
  const placed = (held: Quick): Quick => (held.values.place === undefined && lastPlace !== null ? { ...held, values: { ...held.values, place: lastPlace } } : held)
  const shown = placed(quick)
  const lacking = isAsked ? missing(shown) : []
  const isDone = answer?.kind === 'saved'

  /** Two changes may meet in one drawing: each is made to what is there by then. */
  const change = (alter: (held: Quick) => Quick): void => {
    const next = alter(placed(newest.current))
    newest.current = next
    setQuick(next)
    setAnswer(null)
    if (isBegun(next)) client.drafts.put(draft, toDraft(next))
    else client.drafts.drop(draft)
  }
  const alter = (name: string, by: Alter): void => change((held) => ({ ...held, values: withValue(held.values, name, by(held.values[name])) }))
  const set = (name: string, value: Value | null): void => alter(name, () => value)
  const save = async (): Promise<void> => {
    setAsked(true)
    const entered = placed(newest.current)
    const { result } = entered
    if (isSaving || result === null || missing(entered).length > 0) return
    setSaving(true)
    setAnswer(await client.write({ kind: 'dispute', record: null, body: toBody(config, entered, result, session.device), draft }))
    setSaving(false)
  }
  const again = (): void => {
    replace('quick', { n: String(freshNumber(drafts.filter(({ key }) => key !== draft), (i) => ({ page: 'quick', n: i }), client.drafts.from())) })
  }

  const dock = (
    <>
      {lacking.length > 0 ? <Problem text={`还没选：${lacking.map((name) => WORDS[name]).join('、')}`} /> : null}
      {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, dispute)} />}
      <Button text={isSaving ? '正在保存' : '保存'} look="filled" wide off={isSaving} onTap={() => void save()} />
      <DockNote />
    </>
  )
  return (
    <Page
      title="记纠纷"
      width="form"
      dock={dock}
      over={isDone ? <ReceiptSheet answer={answer} kind="dispute" again="再记一件" onAgain={again} /> : null}
    >
      <Card>
        <View className="line">
          <Text className="line-label">谁和谁</Text>
          <View className="who">
            <TextInput value={nameAt(shown, 0)} label="一方的姓，可以不填" placeholder="姓就够" max={40} onText={(name) => change((held) => withName(held, 0, name))} />
            <Text className="ink2">和</Text>
            <TextInput value={nameAt(shown, 1)} label="另一方的姓，可以不填" placeholder="可不填" max={40} onText={(name) => change((held) => withName(held, 1, name))} />
          </View>
        </View>
      </Card>
      <TypeChips value={typeof shown.values.type === 'string' ? shown.values.type : null} onType={(type) => set('type', type)} />
      <Card className="gap-above">
        <View className="line">
          <Text className="line-label">在哪</Text>
          <View className="line-control">
            <PlaceChips value={typeof shown.values.place === 'string' ? shown.values.place : null} onPlace={(place) => set('place', place)} />
          </View>
        </View>
        <View className="line">
          <Text className="line-label">哪天</Text>
          <View className="line-control"><DayField value={shown.day} label="哪天" today={today} past onDay={(day) => change((held) => ({ ...held, day }))} /></View>
        </View>
        <View className="line">
          <Text className="line-label">结果</Text>
          <View className="line-control">
            <ChipGroup
              choices={RESULTS.map((code) => ({ code, text: dispute.moves[code].label }))}
              picked={shown.result === null ? [] : [shown.result]}
              layout="even"
              label="结果"
              onPick={([code]) => change((held) => ({ ...held, result: RESULTS.find((result) => result === code) ?? null }))}
            />
          </View>
        </View>
      </Card>
      <Card className="gap-above write" padded>
        <Text className="meta">{dispute.fields.summary.label}</Text>
        <TextInput
          value={typeof shown.values.summary === 'string' ? shown.values.summary : ''}
          label={dispute.fields.summary.label}
          lines={3}
          placeholder="打字，或按键盘上的话筒说"
          max={dispute.fields.summary.max}
          className="input-bare"
          onText={(text) => set('summary', text === '' ? null : text)}
        />
        <View className="note">{dispute.fields.summary.hint}</View>
      </Card>
      {/* Below what is being written: appearing above, it would push that from under the thumb. While it is saved nobody goes through thousands of records. */}
      {isSaving || isDone ? null : <LikelySame type={dispute} id={null} stream={null} values={{ ...shown.values, acceptedOn: shown.day }} />}
      <More quick={shown} forOthers={mayEnterForOthers(session.me, dispute)} onAlter={alter} />
      <DropDraft draft={draft} />
    </Page>
  )
}

