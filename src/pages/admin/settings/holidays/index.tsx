import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { officialHolidays } from '../../../../client/feedback'
import { useConfig, useOnline, useRecords, useToday } from '../../../../client/hooks'
import { COUNTY_HOLIDAYS, HOLIDAY_SETTING } from '../../../../core/calendar'
import { own } from '../../../../core/own'
import { yearOf } from '../../../../core/period'
import { AdminPage } from '../../../../components/admin/AdminPage'
import { Button } from '../../../../components/Button'
import { Card } from '../../../../components/Card'
import { Page } from '../../../../components/Page'
import { SectionHead } from '../../../../components/SectionHead'
import { StateMark } from '../../../../components/StateMark'
import { DaysSheet } from '../DaysSheet'
import { daysIn, spansOf, spanText, yearLabel } from '../holidayDays'

const TITLE = '放假和调休'

/** 放假: the State Council's days of a year become the county's when it takes them over; the county's own go before them. */
export default function Holidays() {
  return <AdminPage page="settings" title={TITLE} others="放假由县管理员设。">{() => <Kept />}</AdminPage>
}

function Kept() {
  const thisYear = yearOf(useToday())
  const [opened, setOpened] = useState<{ readonly code: string; readonly start: string | undefined } | null>(null)
  const records = useRecords({ kinds: ['setting'] }).rows
  const show = (code: string) => (start?: string): void => setOpened({ code, start })
  return (
    <Page title={TITLE} at="admin/settings" width="form" over={opened === null ? null : <DaysSheet key={opened.code} code={opened.code} start={opened.start} records={records} onClose={() => setOpened(null)} />}>
      <View className="note">算“几个工作日内”用的。先看本县自己的，再看国务院的，都没有的按周末算。</View>
      {[thisYear, thisYear + 1].map((year) => <Year key={year} year={year} onOpen={show(String(year))} />)}
      <SectionHead title={yearLabel(COUNTY_HOLIDAYS)} />
      <Days code={COUNTY_HOLIDAYS} empty="没有本县自己的。逢集会、停电停水放的假，和因此上班的周末，写在这里。" />
      <View className="gap-above"><Button text="改本县自己的" wide onTap={() => show(COUNTY_HOLIDAYS)()} /></View>
      <Year year={thisYear - 1} onOpen={show(String(thisYear - 1))} />
    </Page>
  )
}

/** `onOpen` with what the State Council laid down, to begin with; without, as it stands. */
function Year({ year, onOpen }: { readonly year: number; onOpen(start?: string): void }) {
  const { settings } = useConfig()
  const set = own(settings, `${HOLIDAY_SETTING}/${year}`)
  const { answer } = useOnline((client) => officialHolidays(client, year), [year])
  const official = answer?.text ?? null
  const isSame = official !== null && JSON.stringify(daysIn(official)) === JSON.stringify(daysIn(set))
  const state = set === undefined ? <StateMark shape="triangle" word="还没设" /> : <StateMark shape="disc" word={isSame ? '按国务院的' : '县里设的'} />
  return (
    <>
      <SectionHead title={yearLabel(String(year))} right={state} />
      <Days code={String(year)} empty={official === null
        ? `${year} 年的安排这个程序还不知道（国务院一般十一月公布）。公布以后在这里照着填；没填以前只按周末算，跨春节、国庆的期限会算早。`
        : `国务院的安排已经有了，用上才算。没用以前只按周末算。`} />
      <View className="bar bar-even gap-above">
        <Button text={set === undefined ? '自己填' : '改'} onTap={() => onOpen()} />
        {official === null || isSame ? null : <Button text="用国务院的" look="outlined" onTap={() => onOpen(official)} />}
      </View>
    </>
  )
}

function Days({ code, empty }: { readonly code: string; readonly empty: string }) {
  const { settings } = useConfig()
  const today = useToday()
  const { off, worked } = daysIn(own(settings, `${HOLIDAY_SETTING}/${code}`))
  if (off.length + worked.length === 0) return <Card padded><Text className="ink2">{empty}</Text></Card>
  const words = (days: readonly string[]): string => spansOf(days).map((span) => spanText(span, today)).join('、')
  return (
    <Card>
      {off.length === 0 ? null : <View className="pair"><View className="pair-label">放假 {off.length} 天</View><View className="pair-value">{words(off)}</View></View>}
      {worked.length === 0 ? null : <View className="pair"><View className="pair-label">上班 {worked.length} 天</View><View className="pair-value">{words(worked)}</View></View>}
    </Card>
  )
}
