import { View } from '@tarojs/components'
import { useClient, useConfig, useDrafts } from '../../client/hooks'
import { placeName } from '../../core/place'
import type { Me } from '../../core/protocol'
import { TYPES } from '../../domain/registry'
import { roleLabel } from '../../domain/words'
import { AdminCard } from '../../components/admin/AdminCard'
import { HandedNotices } from '../../components/attention/HandedNotices'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { freshNumber } from '../../components/draftKey'
import { capturesOf, countsAnywhere, entriesOf, type Entry } from '../../components/entries'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { open, openTab } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { SyncHead } from '../../components/SyncHead'
import { DraftRows } from './DraftRows'
import { WaitingRows } from './WaitingRows'

const ABOUT: Readonly<Record<Entry['name'], string>> = {
  home: '', me: '', board: '受理、调结、在办、到期', register: '纠纷、说事、普法，按条件找', reports: '年度报告和各期报表',
}

/** Roles that read online: where their work is, and what they may write down. */
export function OfficeHome({ me }: { readonly me: Me }) {
  const client = useClient()
  const config = useConfig()
  const drafts = useDrafts()
  const first = me.grants[0]
  const entries = entriesOf(me, config).filter(({ name }) => name !== 'home' && name !== 'me')
  const captures = capturesOf(me)
  const write = (kind: string): void => {
    if (kind === 'dispute') open('quick', { n: String(freshNumber(drafts, (n) => ({ page: 'quick', n }), client.drafts.from())) })
    else open('edit', { kind, n: String(freshNumber(drafts, (n) => ({ page: 'edit', kind, move: null, id: null, stream: null, n }), client.drafts.from())) })
  }
  return (
    <Page title="说事簿" tab="home" width="form">
      <View className="home-head">
        <View className="home-place subject">{first === undefined ? me.name : placeName(config.places, first.place)}</View>
        {captures.length === 0 ? null : <SyncHead />}
      </View>
      <View className="meta">{me.name}　{first === undefined ? '还没有授权，请联系管理员' : roleLabel(first.role)}</View>
      <HandedNotices me={me} />
      <DraftRows />
      <WaitingRows me={me} />
      {entries.length === 0 ? null : (
        <View className="gap-above">
          <Card>
            {entries.map(({ name, text, icon }) => (
              <ListRow key={name} title={text} facts={[ABOUT[name]]} icon={<Icon name={icon} />} chevron onTap={() => go(name)} />
            ))}
          </Card>
        </View>
      )}
      {/* Whoever counts nothing is here to administer. */}
      {countsAnywhere(me, config) ? null : <AdminCard me={me} />}
      {captures.length === 0 ? null : (
        <>
          <SectionHead title="记一条" />
          <View className="captures">
            {captures.map((kind) => <Button key={kind} text={TYPES[kind].label} look="outlined" onTap={() => write(kind)} />)}
          </View>
        </>
      )}
    </Page>
  )
}

function go(name: Entry['name']): void {
  if (name === 'reports') open('reports')
  else openTab(name)
}
