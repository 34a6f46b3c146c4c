import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { SignedIn } from '../../../client/client'
import { useConfig, useToday } from '../../../client/hooks'
import { dayText, type Day } from '../../../core/period'
import { treeOn } from '../../../core/place'
import { AdminPage } from '../../../components/admin/AdminPage'
import { DirectoryFiles } from '../../../components/admin/DirectoryFiles'
import { Card } from '../../../components/Card'
import { DayField } from '../../../components/DayField'
import { EmptyState } from '../../../components/EmptyState'
import { FieldFrame } from '../../../components/FieldFrame'
import { Icon } from '../../../components/Icon'
import { focusOn, isInPanel, isUnderSheet, useKeys } from '../../../components/keys'
import { Page } from '../../../components/Page'
import { topmost } from '../../../components/placeTree'
import { SEARCH_ID, SearchField } from '../../../components/SearchField'
import { Tap } from '../../../components/Tap'
import { useWide } from '../../../components/wide'
import '../../../styles/directory.scss'
import type { Act } from './act'
import { PlacePanel } from './PlacePanel'
import { branchesOf, type Branch } from './tree'

const TITLE = '地方'

/** The tree of places as it stands, and as it stood on any day; what changes it changes it from a day on. */
export default function Places() {
  return <AdminPage page="places" others="地方由县和乡镇的管理员管。要添一个村、改一个名称，请找他们。">{(session) => <Keeping session={session} />}</AdminPage>
}

function Keeping({ session: { me } }: { readonly session: SignedIn }) {
  const config = useConfig()
  const today = useToday()
  const isWide = useWide()
  const roots = useMemo(() => topmost(config, me.grants.filter(({ role }) => role === 'admin').map(({ place }) => place)).map(({ id }) => id), [config, me])
  const [on, setOn] = useState<Day>(today)
  const [sought, setSought] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  const [act, setAct] = useState<Act | null>(null)
  // The roots stand open until they are folded; the places may come after the page.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const places = treeOn(config.places, on)
  const branches = branchesOf(places, roots, on, (id) => roots.includes(id) !== turned.has(id), sought.trim())
  const show = (id: string | null): void => {
    setAct(null)
    setOpened(id)
  }
  const panel = opened === null ? null : <PlacePanel key={`${opened} ${on}`} me={me} id={opened} on={on} act={act} onAct={setAct} onOpen={show} />
  const fold = (id: string): void => setTurned(new Set(turned.has(id) ? [...turned].filter((each) => each !== id) : [...turned, id]))

  useKeys((key, isTyping) => {
    if (isUnderSheet() || isInPanel()) return false
    if (key === '/' && !isTyping) focusOn(SEARCH_ID)
    // What is half written is left by its own buttons only.
    else if (key === 'Escape' && opened !== null && act === null && !isTyping) show(null)
    else return false
    return true
  })

  // One tree for both widths: whoever turns a tablet in the middle of a form keeps what is written.
  const isAlone = panel !== null && !isWide
  const back = <Tap className="button button-plain button-wide" label="回到名录" onTap={() => show(null)}><Text>回到名录</Text></Tap>
  return (
    <Page {...(isAlone ? { title: places.byId[opened ?? '']?.name ?? TITLE, width: 'form', onBack: () => show(null), dock: back } : { title: TITLE, at: 'admin/places' })}>
      <View className={isAlone ? '' : 'tree-desk'}>
        {isAlone ? null : (
          <View>
            <Card><FieldFrame label="看哪一天的" hint={on === today ? '往前选，可以看从前的名称和上级' : `${dayText(on, today)}那天的样子；改动从哪天起由您写明`}>
              <DayField value={on} label="看哪一天的" today={today} boxed onDay={(day) => { setAct(null); setOn(day) }} />
            </FieldFrame></Card>
            <View className="gap-above"><SearchField id={SEARCH_ID} value={sought} label="找地方" placeholder="村名、组名" onText={setSought} /></View>
            {branches.length === 0 ? <EmptyState text={sought === '' ? '名录里还没有地方。先添县，再添乡镇、村、组；也可以下载空表一次填好。' : `那天没有叫“${sought}”的地方`} /> : (
              <View className="gap-above">
                <Card>
                  {branches.map((branch) => <BranchRow key={branch.place.id} branch={branch} isOn={branch.place.id === opened} onFold={fold} onOpen={show} />)}
                </Card>
              </View>
            )}
            <DirectoryFiles kind="place" word="地方" onChanged={() => setOn(today)} />
          </View>
        )}
        {panel === null && !isWide ? null : <View className={isWide ? 'tree-side' : ''}>{panel ?? <EmptyState text="在左边点一个地方，看它有多少人和事，改名、移动、合并、分开都在这里。" />}</View>}
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
      <Tap className="branch-name" on={isOn} onTap={() => onOpen(place.id)}>
        <Text className={isOn ? 'strong' : ''}>{place.name}</Text>
        <Text className="branch-fact">{below === 0 ? '' : `下面 ${below} 个`}</Text>
      </Tap>
    </View>
  )
}
