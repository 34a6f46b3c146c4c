import { View } from '@tarojs/components'
import { useState } from 'react'
import { useNames } from '../../../client/hooks'
import type { FrozenHead } from '../../../core/reportWire'
import type { Span } from '../../../core/reportPeriod'
import { template as templateType } from '../../../domain/directory'
import { showInAddress } from '../../../components/address'
import { Chip } from '../../../components/Chip'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { useParams } from '../../../components/params'
import { open } from '../../../components/routes'
import { StateMark } from '../../../components/StateMark'
import { byText, untilText, versionText } from '../frozenWords'
import type { ReportTableProps } from './ReportTable'
import type { PeriodReports, Year } from './years'

interface Line {
  readonly id: string
  readonly span: Span
  readonly of: PeriodReports
  /** null: the draft. */
  readonly issued: FrozenHead | null
}

/** Reports at PC width: newest year first, in it from the year down to the week; narrowed to one kind by the address. */
export function ReportTable({ stream, years }: ReportTableProps) {
  const names = useNames()
  const asked = useParams().span
  const lines = years.flatMap(linesOf)
  const spans = [...new Set(lines.map(({ span }) => span))]
  const [span, setSpan] = useState<Span | null>(() => spans.find((each) => each === asked) ?? null)
  const narrow = (next: Span | null): void => {
    setSpan(next)
    showInAddress('reports', { stream, ...(next === null ? {} : { span: next }) })
  }
  const rows = lines.filter((line) => span === null || line.span === span)
  const columns: readonly DeskColumn<Line>[] = [
    { name: 'label', label: '期间', cell: ({ of }) => of.label },
    { name: 'name', label: '报告', cell: ({ of }) => of.name },
    { name: 'span', label: '哪一种', cell: ({ span: kind }) => wordOf(kind) },
    { name: 'version', label: '版本', cell: ({ issued }) => (issued === null ? '—' : versionText(issued)) },
    { name: 'by', label: '谁定稿', cell: ({ issued }) => (issued === null ? '—' : byText(issued, names)) },
    { name: 'until', label: '数据', cell: ({ issued }) => (issued === null ? '随时数' : untilText(issued)) },
    { name: 'state', label: '定稿没有', isPlain: true, cell: ({ issued }) => (issued === null ? <StateMark shape="ring" word="草稿" /> : <StateMark shape="disc" word="已定稿" />) },
  ]
  const show = ({ of: { template, periodKey }, issued }: Line): void => (
    issued === null ? open('report', { stream, template, period: periodKey }) : open('frozen', { stream, id: issued.id }))
  return (
    <>
      <View className="register-bar">
        <View className="chips chips-line filters">
          {spans.map((each) => <Chip key={each} text={wordOf(each)} on={span === each} role="button" onTap={() => narrow(span === each ? null : each)} />)}
        </View>
      </View>
      <DeskTable label="报告" columns={columns} rows={rows} opened={null} fits count={`${rows.length} 份，其中已定稿 ${rows.filter(({ issued }) => issued !== null).length} 份`} onOpen={(line) => { if (line !== null) show(line) }} />
    </>
  )
}

function linesOf({ spans }: Year): readonly Line[] {
  return spans.flatMap(({ span, reports }) => reports.flatMap((of): readonly Line[] => [
    ...(of.draft === null ? [] : [{ id: `${of.template}.${of.periodKey}`, span, of, issued: null }]),
    ...of.frozen.map((issued) => ({ id: issued.id, span, of, issued })),
  ]))
}

function wordOf(span: Span): string {
  return templateType.fields.span.options[span].label
}
