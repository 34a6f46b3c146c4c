import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { useNames, useOnline, useToday } from '../../../client/hooks'
import type { FrozenHead } from '../../../core/reportWire'
import { template as templateType } from '../../../domain/directory'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { Icon } from '../../../components/Icon'
import { ListRow } from '../../../components/ListRow'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark } from '../../../components/StateMark'
import { Unanswered } from '../../../components/Unanswered'
import { useWide } from '../../../components/wide'
import { byText, untilText, versionText } from '../frozenWords'
import { ReportTable } from './ReportTable'
import { reminderOf, yearsOf, type PeriodReports } from './years'

/** Reports of a township by year and span; under each draft what was issued of it. */
export function TownReports({ stream }: { readonly stream: string }) {
  const today = useToday()
  const isWide = useWide()
  const { answer, problem, loading, again } = useOnline((client) => client.online.reports(stream), [stream])
  const years = useMemo(() => (answer === null ? [] : yearsOf(answer)), [answer])
  if (answer === null) {
    if (loading || problem === null) return <View className="note">正在读</View>
    return <Unanswered problem={problem} again={again} />
  }
  if (years.length === 0) return <EmptyState text="还没有报告。县司法局或党政办添好模板，数就从台账里自己填上。" />
  const reminder = reminderOf(years, today)
  return (
    <>
      {reminder === null ? null : <View className="report-reminder">{reminder}</View>}
      {isWide ? <ReportTable stream={stream} years={years} /> : years.map(({ year, spans }) => (
        <View key={year}>
          <View className="report-year">{year}年</View>
          {spans.map(({ span, reports }) => (
            <View key={span}>
              <SectionHead title={templateType.fields.span.options[span].label} />
              <Card>{reports.map((each) => <Period key={`${each.template} ${each.periodKey}`} stream={stream} reports={each} />)}</Card>
            </View>
          ))}
        </View>
      ))}
    </>
  )
}

function Period({ stream, reports: { template, periodKey, name, label, draft, frozen } }: { readonly stream: string; readonly reports: PeriodReports }) {
  return (
    <>
      {draft === null ? null : (
        <ListRow
          title={name}
          facts={[label]}
          icon={<Icon name="report" />}
          right={<StateMark shape="none" word="草稿" />}
          chevron
          onTap={() => open('report', { stream, template, period: periodKey })}
        />
      )}
      {frozen.map((head) => <Issued key={head.id} stream={stream} head={head} title={draft === null ? `${name} ${versionText(head)}` : versionText(head)} />)}
    </>
  )
}

function Issued({ stream, head, title }: { readonly stream: string; readonly head: FrozenHead; readonly title: string }) {
  const names = useNames()
  return (
    <ListRow
      title={title}
      facts={[byText(head, names), untilText(head)]}
      icon={<Icon name="lock" />}
      right={<StateMark shape="disc" word="已定稿" />}
      chevron
      label={`${head.name} ${versionText(head)}，已定稿`}
      onTap={() => open('frozen', { stream, id: head.id })}
    />
  )
}
