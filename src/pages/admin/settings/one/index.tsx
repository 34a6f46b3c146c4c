import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useRecords } from '../../../../client/hooks'
import type { Config } from '../../../../core/config'
import { own } from '../../../../core/own'
import { UNSET, type Setting } from '../../../../domain/settingList'
import { narrowings } from '../../../../domain/settingRule'
import { AdminPage } from '../../../../components/admin/AdminPage'
import { Button } from '../../../../components/Button'
import { Card } from '../../../../components/Card'
import { EmptyState } from '../../../../components/EmptyState'
import { Problem } from '../../../../components/FieldFrame'
import { ListRow } from '../../../../components/ListRow'
import { Page } from '../../../../components/Page'
import { useParams } from '../../../../components/params'
import { PlaceSheet } from '../../../../components/PlacePicker'
import { SectionHead } from '../../../../components/SectionHead'
import { SettingSheet } from '../SettingSheet'
import { inForce, settingNamed, spotsSet, spotWords, withoutWords, type Spot } from '../values'

/** One setting: what it does, what holds where, and a value of its own for one place. */
export default function OneSetting() {
  const { name = '' } = useParams()
  const setting = settingNamed(name)
  return <AdminPage page="settings" others="没有这一项设置，或者不归您管。" isThere={setting !== null}>{() => (setting === null ? null : <Keeping setting={setting} />)}</AdminPage>
}

function Keeping({ setting }: { readonly setting: Setting }) {
  const config = useConfig()
  const records = useRecords({ kinds: ['setting'] }).rows
  const [opened, setOpened] = useState<Spot | null>(null)
  const [isPicking, setPicking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const spots = rowsOf(config, setting)
  const pick = (place: string): void => {
    const level = own(config.places.byId, place)?.level
    const isFit = setting.for === 'place' ? level !== 'county' : level === 'township'
    setProblem(isFit ? null : setting.for === 'place' ? '全县的不用选地方，点上面“全县”那一行就行。' : '这一项只能给乡镇单设，请选一个乡镇。')
    if (isFit) setOpened({ code: null, place })
  }
  const sheet = opened === null ? null : <SettingSheet key={JSON.stringify(opened)} setting={setting} spot={opened} records={records} onClose={() => setOpened(null)} />
  const picker = isPicking ? <PlaceSheet title="给哪里单设" value={null} onPlace={pick} onClose={() => setPicking(false)} /> : null
  return (
    <Page title={setting.label} at="admin/settings" width="form" over={sheet ?? picker}>
      <Card padded>
        <View>{setting.does}</View>
        {withoutWords(setting) === UNSET ? null : <View className="meta gap-above">没有设的时候：{withoutWords(setting)}</View>}
      </Card>
      <SectionHead title="现在" />
      <Card>
        {spots.map((spot) => {
          const { words, from } = inForce(config, setting, spot)
          return <ListRow key={JSON.stringify(spot)} title={spotWords(config, setting, spot)} facts={[<Text key="value">{words}</Text>]} right={<Text className="meta">{words === UNSET ? '' : from}</Text>} chevron onTap={() => setOpened(spot)} />
        })}
        {spots.length === 0 ? <EmptyState text="还没有哪个乡镇设过。" /> : null}
      </Card>
      {problem === null ? null : <Problem text={problem} />}
      {setting.for === 'county' ? <View className="note gap-above">这一项全县一样。</View> : (
        <View className="gap-above"><Button text={setting.for === 'place' ? '给一个乡镇、村单设' : '给一个乡镇单设'} wide onTap={() => setPicking(true)} /></View>
      )}
      {setting.for === 'county' ? null : <View className="note gap-above">单设的地方按自己的，没单设的按全县的。</View>}
    </Page>
  )
}

/** The county's own, each code it may be narrowed by, and wherever else something stands. */
function rowsOf(config: Config, setting: Setting): readonly Spot[] {
  const codes = setting.by === undefined ? [] : Object.keys(narrowings(config, setting.by.what))
  const county: readonly Spot[] = setting.for === 'townOnly' ? [] : [...(setting.by?.only === true ? [] : [null]), ...codes].map((code) => ({ code, place: null }))
  return [...county, ...spotsSet(config, setting).filter(({ code, place }) => !county.some((spot) => spot.code === code && spot.place === place))]
}
