import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { canPrint, printPage } from '../../client/platform/documents'
import type { Day } from '../../core/period'
import type { ReportAnswer } from '../../core/reportWire'
import { Button } from '../../components/Button'
import { Page } from '../../components/Page'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { Sheet } from '../../components/Sheet'
import { OfficialPages } from './OfficialPages'
import { OfficialText, type OfficialTextProps } from './OfficialText'
import { paperPrintCss } from './paper'
import type { Chosen } from './reading'
import { ReportFacts, ReportStrip } from './ReportStrip'
import type { Turning } from './useTurning'

export type Opened = { readonly kind: 'problems' | 'contents' | 'copies' } | { readonly kind: 'figure'; readonly chosen: Chosen }

/** What either width lays out in its own way. */
export interface DraftParts {
  readonly stream: string
  readonly report: ReportAnswer
  readonly until: Day
  readonly mayWrite: boolean
  readonly goTo: Turning['goTo']
  readonly text: OfficialTextProps
  readonly opened: Opened | null
  readonly sheet: ReactNode
  readonly panel: ReactNode
  readonly copies: ReactNode
  readonly problems: ReactNode
  readonly contents: ReactNode
  readonly notices: ReactNode
  readonly issued: ReactNode
  onUntil(day: Day): void
  onAgain(): void
  onOpen(opened: Opened | null): void
  onFreeze(): void
}

/** Pages in the middle, what they are about at the right. */
export function WideDraft({ stream, report, until, mayWrite, goTo, text, sheet, panel, copies, problems, contents, notices, issued, onUntil, onAgain, onOpen, onFreeze }: DraftParts) {
  const { fonts } = report.paper
  return (
    <Page
      title={report.name}
      sub={`${report.scope.placeName}・草稿`}
      at="reports"
      over={copies}
      actions={(
        <>
          {mayWrite ? <Button text="写稿" icon="pencil" onTap={() => open('reportEdit', { stream, template: report.template, period: report.periodKey })} /> : null}
          {canPrint ? <Button text="打印" icon="print" onTap={() => printPage(paperPrintCss(fonts))} /> : null}
          <Button text="下载 .docx" icon="download" look={mayWrite ? 'plain' : 'filled'} onTap={() => onOpen({ kind: 'copies' })} />
          {mayWrite ? <Button text="定稿" icon="lock" look="filled" off={panel !== null} onTap={onFreeze} /> : null}
        </>
      )}
    >
      {notices}
      <View className="report-two">
        <OfficialPages {...text} fonts={fonts} goTo={goTo} />
        <View className="report-side">
          {sheet}
          {panel}
          {issued}
          <ReportFacts report={report} until={until} onUntil={onUntil} onAgain={onAgain} />
          {panel === null ? <View className="card report-problems">{problems}</View> : null}
          <View className="card report-problems"><SectionHead title="各部分" />{contents}</View>
        </View>
      </View>
    </Page>
  )
}

/** Flowing text; everything else comes over it. */
export function PhoneDraft({ report, until, mayWrite, text, opened, sheet, panel, copies, problems, contents, notices, issued, onUntil, onOpen, onFreeze }: DraftParts) {
  const close = (): void => onOpen(null)
  const choose = (): void => onOpen({ kind: 'copies' })
  const over = opened?.kind === 'problems' ? <Sheet title={`核对 ${report.problems.length} 条`} onClose={close}>{problems}</Sheet>
    : opened?.kind === 'contents' ? <Sheet title="目录" onClose={close}>{contents}</Sheet>
      : copies ?? panel ?? sheet
  const taking = mayWrite ? (
    <>
      <View className="bar-first"><Button text="下载" wide onTap={choose} /></View>
      <View className="bar-rest"><Button text="定稿" look="filled" wide onTap={onFreeze} /></View>
    </>
  ) : <View className="bar-rest"><Button text="下载 .docx" icon="download" look="filled" wide onTap={choose} /></View>
  return (
    <Page
      title="报告"
      at="reports"
      over={over}
      dock={(
        <View className="bar">
          <View className="bar-first"><Button text="目录" {...(mayWrite ? {} : { icon: 'list' })} wide onTap={() => onOpen({ kind: 'contents' })} /></View>
          {taking}
        </View>
      )}
    >
      <ReportStrip report={report} until={until} onUntil={onUntil} onProblems={() => onOpen({ kind: 'problems' })} />
      {notices}
      {issued}
      <View className={`report-flow${text.chosen === null ? '' : ' report-flow-below'}`}><OfficialText {...text} /></View>
      {mayWrite ? <View className="note">写稿请在电脑上打开。</View> : null}
    </Page>
  )
}
