import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { useClient, useOnline, useToday } from '../../client/hooks'
import { isProblem, type ReportName } from '../../client/online'
import { canPrint, openDocument, printPage } from '../../client/platform/documents'
import type { Day } from '../../core/period'
import type { ReportAnswer } from '../../core/protocol'
import '../../styles/report.scss'
import { Button } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { Sheet } from '../../components/Sheet'
import { useWide } from '../../components/wide'
import { Contents } from './Contents'
import { FigureSheet } from './FigureSheet'
import { OfficialPages } from './OfficialPages'
import { OfficialText } from './OfficialText'
import { paperPrintCss } from './paper'
import { ProblemList } from './ProblemList'
import { paragraphId, readingOf, type Chosen } from './reading'
import { ReportFacts, ReportStrip } from './ReportStrip'
import { useMayWrite } from './reportPlaces'

type Opened = { readonly kind: 'problems' } | { readonly kind: 'contents' } | { readonly kind: 'figure'; readonly chosen: Chosen }

export function OpenReport({ stream, template, period }: ReportName) {
  const today = useToday()
  const [until, setUntil] = useState<Day | null>(null)
  const asked = until ?? today
  const { answer, problem, loading, again } = useOnline((client) => client.online.report({ stream, template, period }, asked), [stream, template, period, asked])
  if (answer === null) {
    return (
      <Page title="报告" at="reports">
        {problem === null || loading
          ? <View className="board-first note">正在读</View>
          : <EmptyState text={problem.code === 'offline' ? '没有信号，报告要联网才能看。' : problem.message} action="再试一次" onAction={again} />}
      </Page>
    )
  }
  return <Read stream={stream} report={answer} until={asked} stale={problem === null ? null : problem.message} onUntil={setUntil} onAgain={again} />
}

function Read({ stream, report, until, stale, onUntil, onAgain }: {
  readonly stream: string
  readonly report: ReportAnswer
  readonly until: Day
  /** Why it could not be read anew. */
  readonly stale: string | null
  onUntil(day: Day): void
  onAgain(): void
}) {
  const client = useClient()
  const isWide = useWide()
  const mayWrite = useMayWrite(stream)
  const reading = useMemo(() => readingOf(report.document, report.paper), [report.document, report.paper])
  const [opened, setOpened] = useState<Opened | null>(null)
  const [marked, setMarked] = useState<number | null>(null)
  const [goTo, setGoTo] = useState<{ readonly id: string; readonly times: number } | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const close = (): void => setOpened(null)

  const show = (id: string): void => {
    if (isWide) setGoTo((before) => ({ id, times: (before?.times ?? 0) + 1 }))
    else void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -SEEN_ABOVE, duration: 200 })
  }
  const goToParagraph = (paragraph: number | null | undefined, isMarked: boolean): void => {
    if (paragraph === null || paragraph === undefined) return
    if (!isWide) close()
    setMarked(isMarked ? paragraph : null)
    show(paragraphId(paragraph))
  }
  const choose = (chosen: Chosen): void => {
    setOpened({ kind: 'figure', chosen })
    if (!isWide) show(chosen.id)
  }
  const takeAway = async (): Promise<void> => {
    setNotice(null)
    const link = await client.online.docxUrl({ stream, template: report.template, period: report.periodKey }, 'final', until)
    if (isProblem(link)) return setNotice(link.code === 'offline' ? '没有信号，有信号再点一次下载。' : link.message)
    const opening = await openDocument(link.url, `${report.name}.docx`)
    if (opening === 'failed') setNotice('文件没有打开，请再点一次下载。')
  }

  const chosen = opened?.kind === 'figure' ? opened.chosen : null
  const text = { paragraphs: reading.paragraphs, chosen: chosen?.id ?? null, marked, onFigure: choose }
  const problems = (
    <ProblemList
      problems={report.problems}
      canGo={({ block }) => block !== null}
      onGo={({ block }) => goToParagraph(block === null ? null : reading.paragraphByBlock[block], true)}
    />
  )
  const sheet = chosen === null ? null : <FigureSheet key={chosen.id} stream={stream} report={report} chosen={chosen} onClose={close} />
  const notices = [stale === null ? null : `没有重新数成，下面还是刚才的数。${stale}`, notice].filter((words) => words !== null)
    .map((words) => <View key={words} className="notice" ariaRole="status">{words}</View>)

  if (isWide) {
    return (
      <Page
        title={report.name}
        sub={`${report.scope.placeName}・草稿`}
        at="reports"
        actions={(
          <>
            {mayWrite ? <Button text="写稿" icon="pencil" onTap={() => open('reportEdit', { stream, template: report.template, period: report.periodKey })} /> : null}
            {canPrint ? <Button text="打印" icon="print" onTap={() => printPage(paperPrintCss(report.paper.fonts))} /> : null}
            <Button text="下载 .docx" icon="download" look="filled" onTap={() => void takeAway()} />
          </>
        )}
      >
        {notices}
        <View className="report-two">
          <OfficialPages {...text} fonts={report.paper.fonts} goTo={goTo} />
          <View className="report-side">
            {sheet}
            <ReportFacts report={report} until={until} onUntil={onUntil} onAgain={onAgain} />
            <View className="card report-problems">{problems}</View>
            <View className="card report-problems"><SectionHead title="各部分" /><Contents headings={reading.headings} onGo={(paragraph) => goToParagraph(paragraph, false)} /></View>
          </View>
        </View>
      </Page>
    )
  }
  const over = opened?.kind === 'problems' ? <Sheet title={`核对 ${report.problems.length} 条`} onClose={close}>{problems}</Sheet>
    : opened?.kind === 'contents' ? <Sheet title="目录" onClose={close}><Contents headings={reading.headings} onGo={(paragraph) => goToParagraph(paragraph, false)} /></Sheet>
      : sheet
  return (
    <Page
      title="报告"
      at="reports"
      over={over}
      dock={(
        <View className="bar">
          <View className="bar-first"><Button text="目录" icon="list" wide onTap={() => setOpened({ kind: 'contents' })} /></View>
          <View className="bar-rest"><Button text="下载 .docx" icon="download" look="filled" wide onTap={() => void takeAway()} /></View>
        </View>
      )}
    >
      <ReportStrip report={report} until={until} onUntil={onUntil} onProblems={() => setOpened({ kind: 'problems' })} />
      {notices}
      <View className={`report-flow${chosen === null ? '' : ' report-flow-below'}`}><OfficialText {...text} /></View>
      {mayWrite ? <View className="note">写稿请在电脑上打开。</View> : null}
    </Page>
  )
}

/** So much of the text stays above what was jumped to. */
const SEEN_ABOVE = 180

