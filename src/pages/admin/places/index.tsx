import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { SignedIn } from '../../../client/client'
import { useConfig, useToday } from '../../../client/hooks'
import { dayText, type Day } from '../../../core/period'
import { treeOn } from '../../../core/place'
import { place as PLACE } from '../../../domain/directory'
import { createMoves } from '../../../domain/role'
import { DirectoryFiles } from '../../../components/admin/DirectoryFiles'
import { Card } from '../../../components/Card'
import { DayField } from '../../../components/DayField'
import { EmptyState } from '../../../components/EmptyState'
import { FieldFrame } from '../../../components/FieldFrame'
import { Icon } from '../../../components/Icon'
import { Page } from '../../../components/Page'
import { topmost } from '../../../components/placeTree'
import { SearchField } from '../../../components/SearchField'
import { useSignedIn } from '../../../components/session'
import { Tap } from '../../../components/Tap'
import { useWide } from '../../../components/wide'
import '../../../styles/directory.scss'
import { PlacePanel } from './PlacePanel'
import { branchesOf, type Branch } from './tree'

const TITLE = '地方'

/** The tree of places as it stands, and as it stood on any day; what changes it changes it from a day on. */
export default function Places() {
  const session = useSignedIn()
  if (session === null) return <Page title={TITLE} width="full">{null}</Page>
  if (createMoves(session.me, PLACE).length === 0) return <Page title={TITLE} width="form"><EmptyState text="地方由县和乡镇的管理员管。要添一个村、改一个名称，请找他们。" /></Page>
  return <Keeping session={session} />
}

function Keeping({ session: { me } }: { readonly session: SignedIn }) {
  const config = useConfig()
  const today = useToday()
  const isWide = useWide()
  const roots = useMemo(() => topmost(config, me.grants.filter(({ role }) => role === 'admin').map(({ place }) => place)).map(({ id }) => id), [config, me])
  const [on, setOn] = useState<Day>(today)
  const [sought, setSought] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  // The roots stand open until they are folded; the places may come after the page.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const places = treeOn(config.places, on)
  const branches = branchesOf(places, roots, on, (id) => roots.includes(id) !== turned.has(id), sought.trim())
  const panel = opened === null ? null : <PlacePanel key={`${opened} ${on}`} me={me} id={opened} on={on} onOpen={setOpened} />
  const fold = (id: string): void => setTurned(new Set(turned.has(id) ? [...turned].filter((each) => each !== id) : [...turned, id]))

  if (panel !== null && !isWide) {
    return (
      <Page title={places.byId[opened ?? '']?.name ?? TITLE} width="form" onBack={() => setOpened(null)} dock={<Tap className="button button-plain button-wide" label="回到名录" onTap={() => setOpened(null)}><Text>回到名录</Text></Tap>}>{panel}</Page>
    )
  }
  return (
    <Page title={TITLE} width="full">
      <View className="tree-desk">
        <View>
          <Card><FieldFrame label="看哪一天的" hint={on === today ? '往前选，可以看从前的名称和上级' : `${dayText(on, today)}那天的样子；改动从哪天起由您写明`}>
            <DayField value={on} label="看哪一天的" today={today} boxed onDay={setOn} />
          </FieldFrame></Card>
          <View className="gap-above"><SearchField value={sought} label="找地方" placeholder="村名、组名" onText={setSought} /></View>
          {branches.length === 0 ? <EmptyState text={sought === '' ? '名录里还没有地方。先添县，再添乡镇、村、组；也可以下载空表一次填好。' : `那天没有叫“${sought}”的地方`} /> : (
            <View className="gap-above">
              <Card>
                {branches.map((branch) => <BranchRow key={branch.place.id} branch={branch} isOn={branch.place.id === opened} onFold={fold} onOpen={setOpened} />)}
              </Card>
            </View>
          )}
          <DirectoryFiles kind="place" word="地方" onChanged={() => setOn(today)} />
        </View>
        {isWide ? <View className="tree-side">{panel ?? <EmptyState text="在左边点一个地方，看它有多少人和事，改名、移动、合并、分开都在这里。" />}</View> : null}
      </View>
    </Page>
  )
}

const STEP = 18

function BranchRow({ branch: { place, depth, below, isOpen }, isOn, onFold, onOpen }: {
  readonly branch: Branch
  readonly isOn: boolean
  onFold(id: string): void
  onOpen(id: string): void
}) {
  return (
    <View className={`branch${isOn ? ' branch-on' : ''}`} style={{ paddingLeft: `${depth * STEP}px` }}>
      {below === 0 ? <View className="branch-fold" /> : (
        <Tap className="branch-fold" label={`${isOpen ? '收起' : '展开'}${place.name}`} onTap={() => onFold(place.id)}><Icon name={isOpen ? 'down' : 'right'} size="small" edge /></Tap>
      )}
      <Tap className="branch-name" label={place.name} on={isOn} onTap={() => onOpen(place.id)}>
        <Text className={isOn ? 'strong' : ''}>{place.name}</Text>
        <Text className="branch-fact">{below === 0 ? '' : `下面 ${below} 个`}</Text>
      </Tap>
    </View>
  )
}
