import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { useClient, useOnline, useToday, type OnlineAnswer } from '../../client/hooks'
import { isProblem, type ReportName } from '../../client/online'
import type { Day } from '../../core/period'
import type { Copy, FrozenHead, ReportAnswer, ReportProblem } from '../../core/reportWire'
import '../../styles/report.scss'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { open, replace } from '../../components/routes'
import { useWide } from '../../components/wide'
import { Contents } from './Contents'
import { CopiesSheet } from './CopiesSheet'
import { PhoneDraft, WideDraft, type DraftParts, type Opened } from './DraftPages'
import { FigureSheet } from './FigureSheet'
import { FreezePanel } from './freeze/FreezePanel'
import { IssuedLine } from './freeze/IssuedLine'
import { useFreezing } from './freeze/useFreezing'
import { useIssued } from './freeze/useIssued'
import { ProblemList } from './ProblemList'
import { paragraphId, readingOf, type Chosen } from './reading'
import { useMayWrite } from './reportPlaces'
import { useTaking } from './useTaking'
import { useTurning } from './useTurning'

export function OpenReport({ stream, template, period }: ReportName) {
  const today = useToday()
  const [until, setUntil] = useState<Day | null>(null)
  const asked = until ?? today
  const { answer, problem, loading, again } = useOnline(async ({ online }) => {
    const report = await online.report({ stream, template, period }, asked)
    return isProblem(report) ? report : { report, readUntil: asked }
  }, [stream, template, period, asked])
  const issued = useIssued({ stream, template, period })
  const readAgain = (): void => {
    again()
    issued.again()
  }
  if (answer === null) {
    return (
      <Page title="报告" at="reports">
        {problem === null || loading
          ? <View className="board-first note">正在读</View>
          : <EmptyState text={problem.code === 'offline' ? '没有信号，报告要联网才能看。' : problem.message} action="再试一次" onAction={again} />}
      </Page>
    )
  }
  return <Read stream={stream} {...answer} until={asked} issued={issued} stale={problem === null ? null : problem.message} onUntil={setUntil} onAgain={readAgain} />
}

function Read({ stream, report, readUntil, until, issued, stale, onUntil, onAgain }: {
  readonly stream: string
  readonly report: ReportAnswer
  /** What it was asked up to: this is what is frozen and taken away. */
  readonly readUntil: Day
  /** What is asked now. */
  readonly until: Day
  readonly issued: OnlineAnswer<readonly FrozenHead[]>
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
  const { goTo, show } = useTurning()
  const [isFreezing, setFreezing] = useState(false)
  const freezing = useFreezing(stream, report, readUntil)
  const { notice, take } = useTaking()
  const close = (): void => setOpened(null)
  const startFreezing = (): void => {
    close()
    setFreezing(true)
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
  const goToProblem = ({ block }: ReportProblem): void => goToParagraph(block === null ? null : reading.paragraphByBlock[block], true)
  const takeAway = (copy: Copy): void => {
    close()
    const { template, periodKey: period } = report
    void take(() => client.online.docxUrl({ stream, template, period }, copy, readUntil))
  }

  const chosen = opened?.kind === 'figure' ? opened.chosen : null
  const panel = (
    <FreezePanel
      report={report}
      issued={issued}
      freezing={freezing}
      canGo={isPrinted}
      onGo={(problem) => {
        if (!isWide) setFreezing(false)
        goToProblem(problem)
      }}
      onAgain={onAgain}
      onFrozen={({ id }) => replace('frozen', { stream, id })}
      onClose={() => setFreezing(false)}
    />
  )
  const parts: DraftParts = {
    stream, report, mayWrite, onUntil, onAgain, goTo, until, opened, onOpen: setOpened, onFreeze: startFreezing,
    text: { paragraphs: reading.paragraphs, chosen: chosen?.id ?? null, marked, onFigure: choose },
    sheet: chosen === null ? null : <FigureSheet key={chosen.id} stream={stream} report={report} chosen={chosen} onClose={close} />,
    panel: isFreezing ? panel : null,
    copies: opened?.kind === 'copies' ? <CopiesSheet problems={report.problems} onTake={takeAway} onClose={close} /> : null,
    problems: <ProblemList problems={report.problems} canGo={isPrinted} onGo={goToProblem} />,
    contents: <Contents headings={reading.headings} onGo={(paragraph) => goToParagraph(paragraph, false)} />,
    notices: <Notices words={[stale === null ? null : `没有重新数成，下面还是刚才的数。${stale}`, notice]} />,
    issued: <Issued stream={stream} heads={issued.answer ?? []} />,
  }
  return isWide ? <WideDraft {...parts} /> : <PhoneDraft {...parts} />
}

function Notices({ words }: { readonly words: readonly (string | null)[] }) {
  return <>{words.map((each) => (each === null ? null : <View key={each} className="notice" ariaRole="status">{each}</View>))}</>
}

function Issued({ stream, heads: [newest] }: { readonly stream: string; readonly heads: readonly FrozenHead[] }) {
  return newest === undefined ? null : <IssuedLine head={newest} onOpen={() => open('frozen', { stream, id: newest.id })} />
}

/** What the checker found in words that are not printed has no place to go to. */
function isPrinted({ block }: ReportProblem): boolean {
  return block !== null
}
