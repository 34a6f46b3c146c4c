import { Text, View } from '@tarojs/components'
import { useMemo, useState, type ReactNode } from 'react'
import type { SignedIn } from '../../client/client'
import { useClient, useConfig, useDrafts, useToday } from '../../client/hooks'
import { placeName } from '../../core/place'
import type { At } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { canPrint, printPage } from '../../client/platform/documents'
import { mayImport } from '../../domain/importRight'
import { createMoves } from '../../domain/role'
import { typeOf, type Kind } from '../../domain/registry'
import { showInAddress } from '../address'
import { atFrom } from '../board/openCell'
import { Button, WordsButton } from '../Button'
import { freshNumber } from '../draftKey'
import { EmptyState } from '../EmptyState'
import { REGISTER_WORDS, registersOf } from '../entries'
import { Page } from '../Page'
import { LANDSCAPE } from '../printing'
import { RecordList } from '../RecordList'
import type { Params } from '../pageNames'
import { open } from '../routes'
import { SEARCH_ID, SearchField } from '../SearchField'
import type { TabName } from '../tabs'
import { Tap } from '../Tap'
import { Unanswered } from '../Unanswered'
import { useWide } from '../wide'
import { FilterBar } from './FilterBar'
import { paramsFor, stateFrom } from './registerParams'
import { emptyState, firstState, isNarrowed, type RegisterState } from './registerState'
import { RegisterTable } from './RegisterTable'
import { ToldLine } from './ToldLine'
import { useRegisterRows, type RegisterRow } from './useRegisterRows'
import { useSought } from './useSought'

/** 台账: tabs by kind, conditions as chips, search, by month; a table with a side panel at PC width. */
export function Register({ session, params, tab }: { readonly session: SignedIn; readonly params: Params; readonly tab?: TabName }) {
  const { me } = session
  const config = useConfig()
  const today = useToday()
  const client = useClient()
  const drafts = useDrafts()
  const isWide = useWide()
  const kinds = registersOf(me)
  const [state, setState] = useState<RegisterState>(() => {
    const asked = stateFrom(params, kinds[0] ?? 'dispute')
    return Object.keys(params).some((name) => name !== 'kind') ? asked : firstState(asked.kind, today, session.holdsRecords)
  })
  const type = typeOf(state.kind)
  const stream = params.stream ?? me.grants[0]?.stream ?? ''
  const at = useMemo(() => atFrom(params.at), [params.at])
  const change = (next: RegisterState): void => {
    setState(next)
    if (tab === undefined) showInAddress('records', { ...paramsFor(next), ...(params.stream === undefined ? {} : { stream: params.stream }) })
  }
  const openRow = (row: { readonly id: string }): void => open('record', { id: row.id, stream: streamOf(row, stream) })
  const write = (): void => {
    const { kind } = state
    if (kind === 'screening' && session.holdsRecords) open('round')
    else if (kind === 'dispute') open('quick', { n: String(freshNumber(drafts, (n) => ({ page: 'quick', n }), client.drafts.from())) })
    else open('edit', { kind, n: String(freshNumber(drafts, (n) => ({ page: 'edit', kind, move: null, id: null, stream: null, n }), client.drafts.from())) })
  }
  const searchBox = <SearchField id={SEARCH_ID} value={state.text} label="找台账" placeholder={isWide || !session.holdsRecords ? '编号、地方、姓名、拼音首字母' : '编号、地方、姓名、说过的话'} onText={(text) => change({ ...state, text, told: false })} />
  const home = me.grants[0]
  if (type === undefined || kinds.length === 0) {
    return <Page title="台账" {...(tab === undefined ? {} : { tab })}><EmptyState text="您的角色不看台账。需要看，请找管理员。" /></Page>
  }
  return (
    <Page
      title={isWide ? type.label : '台账'}
      at={`register/${type.kind}`}
      {...(home === undefined ? {} : { sub: `台账・${placeName(config.places, home.place)}` })}
      {...(tab === undefined ? {} : { tab })}
      {...(isWide ? {
        actions: <Actions session={session} type={type} stream={stream} search={searchBox} onWrite={write} />,
      } : {})}
    >
      {isWide && home !== undefined ? <View className="only-print print-title">{type.label}　{placeName(config.places, home.place)}</View> : null}
      {isWide ? null : searchBox}
      {isWide ? null : <KindTabs kinds={kinds} kind={state.kind} onKind={(kind) => change(kind === 'roster' ? firstState(kind, today, session.holdsRecords) : emptyState(kind))} />}
      <Body key={state.kind} session={session} state={state} stream={stream} at={at} onState={change} onOpen={openRow} isWide={isWide} />
    </Page>
  )
}

/** Right of the title at PC width. */
function Actions({ session: { me }, type, stream, search, onWrite }: {
  readonly session: SignedIn
  readonly type: RecordType
  readonly stream: string
  readonly search: ReactNode
  onWrite(): void
}) {
  const config = useConfig()
  return (
    <>
      <View className="top-search">{search}</View>
      {canPrint ? <Button text="打印" icon="print" onTap={() => printPage(LANDSCAPE)} /> : null}
      {mayImport(me, config, type, stream) ? <Button text="导入" onTap={() => open('imports')} /> : null}
      {createMoves(me, type).length > 0 ? <Button text={`记${REGISTER_WORDS[type.kind as keyof typeof REGISTER_WORDS]}`} icon="plus" look="filled" onTap={onWrite} /> : null}
    </>
  )
}

interface BodyProps {
  readonly session: SignedIn
  readonly state: RegisterState
  readonly stream: string
  readonly at: At | null
  readonly isWide: boolean
  onState(state: RegisterState): void
  onOpen(row: { readonly id: string }): void
}

function Body({ session, state, stream, at, isWide, onState, onOpen }: BodyProps) {
  const type = useMemo(() => typeOf(state.kind), [state.kind])
  if (type === undefined) return null
  return <Rows session={session} type={type} state={state} stream={stream} at={at} isWide={isWide} onState={onState} onOpen={onOpen} />
}

function Rows({ session, type, state, stream, at, isWide, onState, onOpen }: BodyProps & { readonly type: RecordType }) {
  const found = useRegisterRows(session, type, state, stream, at)
  const { rows, total, hidden, loading, problem } = found
  const clear = (): void => onState(emptyState(state.kind))
  const filters = <FilterBar type={type} state={state} me={session.me.person} onState={onState} />
  const words = useSought(type, state.text)
  const hiddenLine = hidden > 0 ? <View className="row"><Text className="meta">另有 {hidden} 件仅承办人可见</Text></View> : null
  if (isWide) return <RegisterTable session={session} type={type} found={found} filters={filters} words={words} onTold={() => onState({ ...state, told: true })} onOpen={onOpen} onClear={isNarrowed(state) ? clear : null} />
  return (
    <>
      {filters}
      <View className="found-line">
        <Text className="meta strong found-count">{loading && rows.length === 0 ? '正在读' : problem !== null && rows.length === 0 ? '还没读到' : `找到 ${total} 件`}</Text>
        {isNarrowed(state) ? <WordsButton text="清除条件" onTap={clear} /> : null}
      </View>
      {problem === null ? null : <Unanswered problem={problem} again={found.again} />}
      {problem === null && !loading && total === 0 ? (
        isNarrowed(state)
          ? <EmptyState text="这样的条件下没有。" action="清除条件" onAction={clear} />
          : <EmptyState text={`还没有${type.label}。记下的会按月份列在这里。`} />
      ) : null}
      <RecordList rows={rows} sought={words.sought} marksOf={words.markOf} last={hiddenLine} onNearEnd={found.hasMore ? found.more : nothing} onOpen={onOpen} />
      {found.hasMore ? <View className="gap-above"><Button text="再读一些" wide onTap={found.more} /></View> : null}
      <ToldLine told={found.told} onTold={() => onState({ ...state, told: true })} />
    </>
  )
}

function KindTabs({ kinds, kind, onKind }: { readonly kinds: readonly Kind[]; readonly kind: string; onKind(kind: string): void }) {
  const words: Readonly<Record<string, string>> = REGISTER_WORDS
  return (
    <View className="kind-tabs" ariaRole="tablist" ariaLabel="哪一类台账">
      {kinds.map((name) => (
        <Tap key={name} className={`kind-tab${name === kind ? ' kind-tab-on' : ''}`} role="tab" on={name === kind} label={words[name] ?? name} onTap={() => onKind(name)}>
          <Text>{words[name] ?? name}</Text>
        </Tap>
      ))}
    </View>
  )
}

function nothing(): void {
  return undefined
}

function streamOf(row: { readonly id: string } | RegisterRow, otherwise: string): string {
  return 'stream' in row ? row.stream : otherwise
}
