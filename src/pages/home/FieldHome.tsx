import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { useConfig, useIsWhole, useRecords, useSync, useToday } from '../../client/hooks'
import { atLevel, isWithin, placeName } from '../../core/place'
import type { Me } from '../../core/protocol'
import { HandedNotices } from '../../components/attention/HandedNotices'
import { WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { Icon } from '../../components/Icon'
import { Page } from '../../components/Page'
import { PickSheet } from '../../components/PickSheet'
import { useHomePlaces } from '../../components/places'
import { useReading } from '../../components/reading'
import { RecordRow } from '../../components/RecordRow'
import { open, openTab } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { SyncHead } from '../../components/SyncHead'
import { Tap } from '../../components/Tap'
import { TodoRow } from '../../components/TodoRow'
import { createTodos, nearTodos } from '../../components/todos'
import { CaptureDock } from './CaptureDock'
import { DraftRows } from './DraftRows'
import { OtherCaptures } from './OtherCaptures'
import { recentFacts } from './recentFacts'

const RECENT_SHOWN = 5
const TODOS_SHOWN = 4

/** 网格员, 调解员, 承办人: what is half written, what is due, what was written last, and three buttons under the thumb. */
export function FieldHome({ me }: { readonly me: Me }) {
  const config = useConfig()
  const today = useToday()
  const reading = useReading()
  const places = useHomePlaces()
  const [at, setAt] = useState<string | null>(null)
  const [isPicking, setPicking] = useState(false)
  const home = at ?? places[0] ?? ''
  const { rows } = useRecords(KINDS)
  const here = useMemo(() => (at === null ? rows : rows.filter(({ values }) => isWithin(config.places, String(values.place ?? ''), at))), [rows, at, config])
  const todosIn = useMemo(() => createTodos(me, config, today), [me, config, today])
  const todos = useMemo(() => todosIn(here), [here, todosIn])
  const near = useMemo(() => nearTodos(todos, today).slice(0, TODOS_SHOWN), [todos, today])
  const recent = useMemo(() => newest(here.filter((record) => record.createdBy === me.person), RECENT_SHOWN), [here, me])
  const township = atLevel(config.places, home, 'township')
  const { status } = useSync()
  const isWhole = useIsWhole()
  const openRecord = (id: string, stream: string): void => open('record', { id, stream })

  return (
    <Page
      title={township === null ? '说事簿' : `${township.name}说事簿`}
      tab="home"
      width="form"
      dock={<CaptureDock me={me} />}
      over={isPicking ? (
        <PickSheet
          title="看哪儿的"
          choices={[{ code: '', text: '全部' }, ...places.map((id) => ({ code: id, text: placeName(config.places, id) }))]}
          picked={[at ?? '']}
          onPick={([id = '']) => setAt(id === '' ? null : id)}
          onClose={() => setPicking(false)}
        />
      ) : null}
    >
      <View className="home-head">
        {places.length > 1 ? (
          <Tap className="home-place" label={`现在看${placeName(config.places, home)}，换一个`} onTap={() => setPicking(true)}>
            <Text className="subject">{placeName(config.places, home)}</Text>
            <Icon name="down" size="small" edge />
          </Tap>
        ) : <View className="home-place"><Text className="subject">{placeName(config.places, home)}</Text></View>}
        <SyncHead />
      </View>
      <HandedNotices me={me} />
      <DraftRows />
      {todos.length === 0 || !isWhole ? null : (
        <>
          <SectionHead title="要办的" right={<WordsButton text={`全部 ${todos.length} 件`} onTap={() => open('todo')} />} />
          <Card>
            {near.map((todo) => <TodoRow key={`${todo.record.id} ${todo.key}`} todo={todo} />)}
            {near.length === 0 ? <EmptyState text="两周内没有到日子的。" /> : null}
          </Card>
        </>
      )}
      <SectionHead title="最近记下的" right={recent.length === 0 ? undefined : <WordsButton text="全部" onTap={() => openTab('register')} />} />
      <Card>
        {recent.map((record) => (
          <RecordRow key={record.id} record={record} facts={recentFacts(record, reading)} onOpen={() => openRecord(record.id, record.stream)} />
        ))}
        {recent.length === 0 ? <EmptyState text={isWhole ? '还没有记过。遇到事点下面的按钮，没有信号也能记。' : status === 'working' ? '正在收以前记下的。新的现在就能记。' : '以前记下的还没收到，有信号自动收。新的现在就能记。'} /> : null}
      </Card>
      <OtherCaptures me={me} />
    </Page>
  )
}

const KINDS = { kinds: ['dispute', 'matter', 'outreach', 'screening', 'work'] } as const

/** The last entered; one pass, for this page lies below every form that is saved. */
function newest<R extends { readonly enteredAt: string | null }>(records: readonly R[], most: number): readonly R[] {
  const found: R[] = []
  for (const record of records) {
    const at = found.findIndex((other) => (other.enteredAt ?? '') < (record.enteredAt ?? ''))
    if (at === -1 && found.length >= most) continue
    found.splice(at === -1 ? found.length : at, 0, record)
    if (found.length > most) found.pop()
  }
  return found
}
