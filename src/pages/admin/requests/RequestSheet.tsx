import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { requestsDoor } from '../../../client/privacy'
import { useClient, useNames, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { openDocument } from '../../../client/platform/documents'
import { dayText } from '../../../core/period'
import type { NamedRecord, NamedRecords, PersonalRequest, RequestAct } from '../../../core/privacyWire'
import { REQUEST_KIND_LABELS, REQUEST_STATE_LABELS } from '../../../domain/privacyWords'
import { typeOf } from '../../../domain/registry'
import { Button } from '../../../components/Button'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { ListRow } from '../../../components/ListRow'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'
import { TextInput } from '../../../components/TextInput'

/** One request: where the person stands, and the next step: a copy, a correction in the records, or a deletion that somebody else approves. */
export function RequestSheet({ request, isProposing, onClose }: { readonly request: PersonalRequest; readonly isProposing: boolean; onClose(): void }) {
  const client = useClient()
  const door = requestsDoor(client, request.stream)
  const [now, setNow] = useState(request)
  const [found, setFound] = useState<NamedRecords | null>(null)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function run<T>(ask: () => Promise<T>, done: (answer: T) => void): Promise<void> {
    setBusy(true)
    const answer = await ask()
    setBusy(false)
    setProblem(isProblem(answer) ? answer.message : null)
    if (!isProblem(answer)) done(answer)
  }
  const act = (what: RequestAct): void => void run(() => door.act(now.id, what), (answer) => {
    if (!isProblem(answer)) setNow(answer)
    setText('')
  })
  const copy = (): void => void run(() => door.copy(now.id), (link) => {
    if (!isProblem(link)) void openDocument(link.url, link.name).then((opened) => { if (opened === 'failed') setProblem('文件没有打开，请再点一次。') })
  })
  const isOpen = isProposing && now.state === 'open'
  const isAsked = !isProposing && now.state === 'proposed'
  const step: Step = { request: now, isOpen, isAsked, found, text: text.trim(), isBusy, act, copy, find: () => void run(() => door.find(now.id), (answer) => { if (!isProblem(answer)) setFound(answer) }) }
  return (
    <Sheet title={`${REQUEST_KIND_LABELS[now.kind]}　${now.name}`} onClose={onClose} {...(isOpen || isAsked ? { foot: isOpen ? <OpenFoot step={step} /> : <AskedFoot step={step} /> } : {})}>
      <Head request={now} />
      <Places request={now} found={found} canOpen={isProposing} />
      {isOpen || isAsked ? (
        <FieldFrame label={isOpen && now.kind !== 'erase' ? '怎么办的，或者为什么不能' : '不同意的话，写明为什么'}>
          <TextInput value={text} label="说明" lines={2} max={300} onText={setText} />
        </FieldFrame>
      ) : null}
      {problem === null ? null : <Problem text={problem} />}
    </Sheet>
  )
}

interface Step {
  readonly request: PersonalRequest
  readonly isOpen: boolean
  readonly isAsked: boolean
  readonly found: NamedRecords | null
  readonly text: string
  readonly isBusy: boolean
  act(what: RequestAct): void
  copy(): void
  find(): void
}

/** Found first; then a copy, a word of what was done, or the proposal. */
function OpenFoot({ step: { request: { kind }, found, text, isBusy, act, copy, find } }: { readonly step: Step }) {
  if (found === null) return <Button text="找本人在哪些件里" look="filled" wide off={isBusy} onTap={find} />
  const chosen = found.records.map(({ stream, record, rows }) => ({ stream, record, rows }))
  return (
    <View className="bar bar-even">
      <Button text="不同意" off={isBusy || text === ''} onTap={() => act({ act: 'decline', why: text })} />
      {kind === 'copy' ? <Button text="下载给本人的一份" icon="download" off={isBusy || chosen.length === 0} onTap={copy} /> : null}
      {kind === 'erase'
        ? <Button text="提出删除" look="filled" off={isBusy || chosen.length === 0} onTap={() => act({ act: 'propose', records: chosen })} />
        : <Button text="办结" look="filled" off={isBusy || text === ''} onTap={() => act({ act: 'finish', outcome: text })} />}
    </View>
  )
}

function AskedFoot({ step: { text, isBusy, act } }: { readonly step: Step }) {
  return (
    <View className="bar bar-even">
      <Button text="不同意" off={isBusy || text === ''} onTap={() => act({ act: 'decline', why: text })} />
      <Button text="同意删除" look="filled" off={isBusy} onTap={() => act({ act: 'approve' })} />
    </View>
  )
}

function Head({ request: now }: { readonly request: PersonalRequest }) {
  const today = useToday()
  const names = useNames()
  return (
    <>
      <View className="meta">{dayText(now.takenOn, today)}由{names.get(now.takenBy) ?? '同事'}收下，{dayText(now.dueOn, today)}前办　{REQUEST_STATE_LABELS[now.state]}</View>
      <View className="meta">核实：{now.proof}{now.contact === '' ? '' : `　联系：${now.contact}`}</View>
      {now.ask === '' ? null : <View className="gap-above"><Text>{now.ask}</Text></View>}
      {now.outcome === '' ? null : <View className="gap-above">{now.outcome}</View>}
    </>
  )
}

function Places({ request: now, found, canOpen }: { readonly request: PersonalRequest; readonly found: NamedRecords | null; readonly canOpen: boolean }) {
  const records = found?.records ?? now.records
  return (
    <>
      {found === null && now.records.length === 0 ? null : <SectionHead title={now.kind === 'erase' ? '删这些件里本人的' : '本人在这些件里'} right={`${records.length} 件`} />}
      {records.map((each) => <Found key={each.record} found={each} canOpen={canOpen} />)}
      {found !== null && found.closed > 0 ? <View className="note">另有 {found.closed} 件仅承办人可见，请转给承办人答复。</View> : null}
      {found !== null && records.length === 0 ? <View className="note">没有找到写着这个全名的。只登记了姓的，请在台账里按地方、日期找，再由经办人改。</View> : null}
      {now.kind === 'erase' && records.some(({ shared }) => shared) ? <View className="note">有别的当事人的，只去掉本人那一行；经过里本人的名字改成“某”，别人说的话还在。</View> : null}
    </>
  )
}

function Found({ found: { stream, record, kind, no, on, shared }, canOpen }: { readonly found: NamedRecord; readonly canOpen: boolean }) {
  const today = useToday()
  return (
    <ListRow
      title={`${typeOf(kind)?.label ?? ''}　${no}`}
      facts={[...(on === null ? [] : [dayText(on, today)]), shared ? '还有别的当事人' : '只有本人']}
      {...(canOpen ? { chevron: true, onTap: () => open('record', { stream, id: record }) } : {})}
    />
  )
}
