import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { SignedIn } from '../../../client/client'
import { directoryDoor } from '../../../client/directory'
import { useConfig, useNames, useOnline, useToday } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Patch, StoredRecord } from '../../../core/op'
import type { Day } from '../../../core/period'
import { placeName } from '../../../core/place'
import { grant as GRANT } from '../../../domain/directory'
import { grantProblem, grantWarning, holdsOn, roleName, roleSentence } from '../../../domain/granting'
import type { Role } from '../../../domain/roleTable'
import { AdminPage } from '../../../components/admin/AdminPage'
import { KeepForm } from '../../../components/admin/KeepForm'
import { spanWords } from '../../../components/admin/span'
import { useKeeper } from '../../../components/admin/useKeeper'
import { Button, WordsButton } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Chip } from '../../../components/Chip'
import { EmptyState } from '../../../components/EmptyState'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { DayField } from '../../../components/DayField'
import { DeskPage } from '../../../components/desk/DeskPage'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { ListRow } from '../../../components/ListRow'
import { SEARCH_ID, SearchField } from '../../../components/SearchField'
import { SectionHead } from '../../../components/SectionHead'
import { Unanswered } from '../../../components/Unanswered'
import { RoleWords } from './RoleWords'

const TITLE = '授权'
const NAMES = ['person', 'role', 'place', 'unit', 'from', 'until'] as const
const NEW = '-'
const MOST_SHOWN = 80

/** Who may do what, where, and from when to when: the security admin's, and nobody else's. */
export default function Grants() {
  return <AdminPage page="grants" others="授权由安全管理员管。管理员管人，安全管理员管权，不能是同一个人。">{(session) => <Keeping session={session} />}</AdminPage>
}

/** What was written here, over what the server last listed; null: taken back. */
type Written = Readonly<Record<string, Values | null>>

function Keeping({ session: { me } }: { readonly session: SignedIn }) {
  const config = useConfig()
  const names = useNames()
  const today = useToday()
  const { answer, problem, again } = useOnline((client) => directoryDoor(client).grants(), [])
  const { isBusy, failed, keep, forget } = useKeeper(me.county)
  const [written, setWritten] = useState<Written>({})
  const [opened, setOpened] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [isAll, setAll] = useState(false)
  const grants = useMemo(() => withWritten(answer?.grants ?? [], written), [answer, written])
  const lineOf = ({ values }: StoredRecord): string => `${names.get(String(values.person)) ?? '（不在名录里）'} ${roleName(values.role)} ${placeName(config.places, String(values.place))}`
  const show = (id: string | null): void => {
    forget()
    setOpened(id)
  }
  const put = async (id: string | null, body: Parameters<typeof keep>[2], after: Values | null): Promise<void> => {
    const saved = await keep(GRANT, id, body)
    if (saved === null) return
    setWritten((before) => ({ ...before, [saved]: after }))
    show(null)
  }

  const found = grants.filter((grant) => text.trim() === '' || lineOf(grant).includes(text.trim())).sort((a, b) => lineOf(a).localeCompare(lineOf(b), 'zh') || (a.id < b.id ? -1 : 1))
  const [now, past] = [found.filter((grant) => !isOver(grant, today)), found.filter((grant) => isOver(grant, today))]
  const one = grants.find(({ id }) => id === opened)
  const columns: readonly DeskColumn<StoredRecord>[] = [
    { name: 'person', label: '姓名', cell: ({ values }) => names.get(String(values.person)) ?? '（不在名录里）' },
    { name: 'role', label: '角色', cell: ({ values }) => roleName(values.role) },
    { name: 'place', label: '地方', cell: ({ values }) => placeName(config.places, String(values.place)) },
    { name: 'unit', label: '单位', cell: ({ values }) => (values.unit === undefined ? '—' : names.get(String(values.unit)) ?? '—') },
    { name: 'span', label: '起止', cell: ({ values }) => spanWords(values, today) },
  ]
  const waiting = answer !== null ? null : problem === null ? <EmptyState text="正在读" /> : <Unanswered problem={problem} again={again} />
  const none = text.trim() === '' ? '还没有授权。人员由管理员添，这里写明谁在哪里做什么、从哪天到哪天。' : `没有找到“${text.trim()}”`
  const row = (grant: StoredRecord) => (
    <ListRow key={grant.id} title={names.get(String(grant.values.person)) ?? '（不在名录里）'} facts={[roleName(grant.values.role), placeName(config.places, String(grant.values.place)), spanWords(grant.values, today)]} chevron soft={isOver(grant, today)} onTap={() => show(grant.id)} />
  )
  const search = <SearchField id={SEARCH_ID} value={text} label="找授权" placeholder="姓名、角色、地方" onText={setText} />
  return (
    <DeskPage
      title={TITLE} at="admin/grants" act={{ text: '授权', off: answer === null, onTap: () => show(NEW) }} search={answer === null ? undefined : search}
      one={opened === NEW ? { title: '授权', isForm: true, onClose: () => show(null), content: <NewGrant me={me} grants={grants} isBusy={isBusy} failed={failed} onSave={(after) => void put(null, { kind: 'create', move: 'add', set: after as Patch }, after)} onClose={() => show(null)} /> }
        : one === undefined ? null : {
          title: names.get(String(one.values.person)) ?? TITLE, back: '回到名录', onClose: () => show(null),
          content: (
            <>
              <SectionHead title={roleName(one.values.role)} right={placeName(config.places, String(one.values.place))} />
              <Card>
                <ListRow title="起止" facts={[spanWords(one.values, today)]} />
                {one.values.unit === undefined ? null : <ListRow title="单位" facts={[names.get(String(one.values.unit)) ?? '']} />}
                <ListRow title="能做什么" facts={[roleSentence(one.values.role as Role)]} />
              </Card>
              <Ending key={one.id} grant={one} today={today} isBusy={isBusy} isOwn={one.values.person === me.person} failed={failed} onEnd={(until) => void put(one.id, { kind: 'edit', set: { until } }, { ...one.values, until })} onRetire={() => void put(one.id, { kind: 'move', move: 'retire', set: {} }, null)} />
            </>
          ),
        }}
      list={waiting ?? (
        <>
          {search}
          <SectionHead title="现在有的" right={`${now.length} 项`} />
          {now.length === 0 ? <EmptyState text={none} /> : <Card>{now.slice(0, MOST_SHOWN).map(row)}</Card>}
          {now.length > MOST_SHOWN ? <View className="note">还有 {now.length - MOST_SHOWN} 项，请输几个字找</View> : null}
          {past.length === 0 ? null : isAll ? <Card>{past.slice(0, MOST_SHOWN).map(row)}</Card> : <WordsButton text={`到期的 ${past.length} 项`} icon="down" onTap={() => setAll(true)} />}
          <RoleWords />
        </>
      )}
      table={(beside) => waiting ?? (
        <>
          <View className="register-bar">
            <Text className="strong">现在有的</Text>
            {past.length === 0 ? null : <Chip text={`连到期的 ${past.length} 项`} on={isAll} role="button" onTap={() => setAll(!isAll)} />}
            <View className="grow" />
            <RoleWords />
          </View>
          <DeskTable
            label={TITLE} hasSearch columns={columns} rows={isAll ? [...now, ...past] : now} opened={one?.id ?? opened} beside={beside} isSoft={(grant) => isOver(grant, today)}
            count={`现在有的 ${now.length} 项，到期的 ${past.length} 项`} empty={<EmptyState text={none} />} onOpen={(grant) => show(grant?.id ?? null)}
          />
        </>
      )}
    />
  )
}

function NewGrant({ me, grants, isBusy, failed, onSave, onClose }: {
  readonly me: SignedIn['me']
  readonly grants: readonly StoredRecord[]
  readonly isBusy: boolean
  readonly failed: string | null
  onSave(after: Values): void
  onClose(): void
}) {
  const today = useToday()
  return (
    <>
      <KeepForm
        type={GRANT} names={NAMES} needs={['person', 'role', 'place']} before={{ place: me.grants.find(({ role }) => role === 'security')?.place ?? me.county, from: today }} save="授权" isBusy={isBusy} failed={failed}
        hints={{ place: '这个地方和它下面的都算', unit: '交办到单位的，写上是哪个单位', until: '到哪天为止；长期的空着' }}
        note={(after) => warningFor(after, grants, today)}
        problemOf={(after) => (after.person === me.person ? '自己不能给自己授权，请另一位安全管理员来办' : grantProblem(asRecord('', after), grants))}
        onSave={onSave}
      />
      <RoleWords />
      <Button className="gap-above" text="不授了" wide onTap={onClose} />
    </>
  )
}

function Ending({ grant, today, isBusy, isOwn, failed, onEnd, onRetire }: {
  readonly grant: StoredRecord
  readonly today: Day
  readonly isBusy: boolean
  readonly isOwn: boolean
  readonly failed: string | null
  onEnd(until: Day): void
  onRetire(): void
}) {
  const [until, setUntil] = useState<Day>(today)
  // Taking back cannot be taken back: the first tap asks.
  const [isSure, setSure] = useState(false)
  if (isOwn) return <View className="note gap-above">自己的授权，请另一位安全管理员来改。</View>
  return (
    <>
      <SectionHead title="结束" />
      <Card>
        <FieldFrame label="到哪天为止" hint="那天还算，第二天起就不能了；改晚也行"><DayField value={until} label="到哪天为止" today={today} boxed onDay={setUntil} /></FieldFrame>
      </Card>
      {failed === null ? null : <Problem text={failed} />}
      <View className="bar gap-above">
        <Button className="bar-first" text={isSure ? '真的收回' : '马上收回'} off={isBusy} onTap={() => (isSure ? onRetire() : setSure(true))} />
        <Button className="bar-rest" text={`到${until === today ? '今天' : until}为止`} look="filled" off={isBusy || until === grant.values.until} onTap={() => onEnd(until)} />
      </View>
      <View className="note gap-above">{isSure ? '再点一次“真的收回”就收回。' : ''}马上收回的，一分钟之内就看不到了；手机里没传上来的会转到“待接收”，不会丢。</View>
    </>
  )
}

function warningFor(after: Values, grants: readonly StoredRecord[], today: Day): string | null {
  return typeof after.role === 'string' ? grantWarning(after.role, grants.filter(({ values }) => values.person === after.person), today) : null
}

function isOver(grant: StoredRecord, today: Day): boolean {
  return !holdsOn(grant, today) && typeof grant.values.until === 'string' && grant.values.until < today
}

function asRecord(id: string, values: Values): StoredRecord {
  return { id, kind: GRANT.kind, stage: 'kept', values, written: [], n: 0, createdBy: '' }
}

function withWritten(grants: readonly StoredRecord[], written: Written): readonly StoredRecord[] {
  const known = new Set(grants.map(({ id }) => id))
  const added = Object.entries(written).flatMap(([id, values]) => (known.has(id) || values === null ? [] : [asRecord(id, values)]))
  const listed = grants.flatMap((grant) => {
    const now = written[grant.id] === undefined ? grant.values : written[grant.id]
    return now === null || now === undefined ? [] : [{ ...grant, values: now }]
  })
  return [...added, ...listed]
}
