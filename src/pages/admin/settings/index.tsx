import { Text, View } from '@tarojs/components'
import { useConfig, useToday } from '../../../client/hooks'
import { calendarOf } from '../../../core/calendar'
import type { Config } from '../../../core/config'
import { yearOf } from '../../../core/period'
import { SETTING_GROUPS, SETTINGS, UNSET, type Setting } from '../../../domain/settingList'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark } from '../../../components/StateMark'
import { inForce, spotsSet } from './values'

/** 设置: everything the county decides, with what holds now and whose word it is. */
export default function Settings() {
  return <AdminPage page="settings" others="设置由县管理员管。要改哪一项，请找他们。">{() => <Kept />}</AdminPage>
}

function Kept() {
  const config = useConfig()
  const thisYear = yearOf(useToday())
  const calendar = calendarOf(config)
  const unknown = [thisYear, thisYear + 1].filter((year) => !calendar.knows(year))
  return (
    <Page title="设置" at="admin/settings" width="form">
      {Object.entries(SETTING_GROUPS).filter(([group]) => group !== 'days').map(([group, title]) => (
        <View key={group}>
          <SectionHead title={title} />
          <Card>
            {SETTINGS.filter((setting) => setting.group === group).map((setting) => <Row key={setting.name} config={config} setting={setting} />)}
          </Card>
        </View>
      ))}
      <SectionHead title={SETTING_GROUPS.days} />
      <Card>
        <ListRow
          title="放假和调休" facts={['国务院的安排，加上本县自己的']} chevron onTap={() => open('holidays')}
          right={unknown.length === 0 ? <StateMark shape="disc" word="都设了" /> : <StateMark shape="triangle" word={`${unknown.join('、')}年没设`} />}
        />
      </Card>
      <View className="note gap-above">改了以后，新的事按新的算；已经定下的日子、定了稿的报告不变。谁改的、从什么改成什么，点进去都看得到。</View>
    </Page>
  )
}

function Row({ config, setting }: { readonly config: Config; readonly setting: Setting }) {
  const { words, from } = inForce(config, setting, { code: null, place: null })
  const others = spotsSet(config, setting).filter(({ code, place }) => code !== null || place !== null).length
  // One that only places or codes have: how many do.
  const isByPlace = setting.by?.only === true || setting.for === 'townOnly'
  const value = isByPlace && others > 0 ? `${others} 处设了` : words
  const facts = [value, ...(isByPlace || others === 0 ? [] : [`另有 ${others} 处单设`])]
  return <ListRow title={setting.label} facts={facts} right={<Text className="meta">{isByPlace && others > 0 ? '单设' : words === UNSET && from === '默认' ? '' : from}</Text>} chevron onTap={() => open('setting', { name: setting.name })} />
}
