import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useToday } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import { template as templateType } from '../../../domain/directory'
import { Button, WordsButton } from '../../../components/Button'
import { useLeaving } from '../../../components/leaving'
import { Page } from '../../../components/Page'
import { open } from '../../../components/routes'
import { unsavedText } from '../../../components/unsaved'
import { FigureSheet } from '../FigureSheet'
import { OfficialPages } from '../OfficialPages'
import { ProblemList } from '../ProblemList'
import { EarlierPages } from './EarlierPages'
import { FigurePicker } from './FigurePicker'
import { ImportText } from './ImportText'
import { PaperOptions } from './PaperOptions'
import { draftText, nameOfPart } from './text'
import { TextPane } from './TextPane.h5'
import { chosenIn, useDesk, useRetire, type Desk as DeskState } from './useDesk'
import { useLastYear } from './useLastYear'
import { tooLongOf } from './useWriting'
import type { WritingProps } from './Writing'

interface DeskProps extends WritingProps {
  /** As it was opened. */
  readonly record: ShownRecord
  /** As the phone shows it now. */
  readonly shown: ShownRecord
  /** The server has it, and can print it. */
  readonly isThere: boolean
}

/** The text at the left, the official page of it in the middle, what it is about at the right. */
export function Desk({ session, stream, template, period, record, shown, isThere }: DeskProps) {
  const report = useMemo(() => ({ stream, template, period }), [stream, template, period])
  const desk = useDesk(record, report, session.device, isThere)
  const { writing } = desk
  const { before, after, isDirty, isSaving } = writing
  const retire = useRetire(record)
  const [isComparing, setComparing] = useState(false)
  const [over, setOver] = useState<'paper' | 'import' | null>(null)
  const [notRetired, setNotRetired] = useState<string | null>(null)
  useLeaving(isDirty)
  const close = (): void => setOver(null)
  return (
    <Page
      title={String(after.name ?? '')}
      sub={`${desk.town}・${stateText(isDirty, isSaving, isThere, shown)}`}
      at="reports"
      width="full"
      folded
      over={(
        <>
          {over === 'paper' ? <PaperOptions before={before} after={after} onChange={writing.change} onRetire={() => void retire().then((why) => { setNotRetired(why); close() })} onClose={close} /> : null}
          {over === 'import' ? <ImportText report={report} values={after} device={session.device} onValues={writing.change} onClose={close} /> : null}
        </>
      )}
      actions={(
        <>
          <Button text={isComparing ? '收起上年' : '对照上年'} onTap={() => setComparing(!isComparing)} />
          <Button text="到 WPS 改" onTap={() => setOver('import')} />
          <Button text="版面" icon="settings" onTap={() => setOver('paper')} />
          <Button text="看报告" icon="report" onTap={() => open('report', { stream, template, period })} />
          <Button text={isSaving ? '正在保存' : '保存'} look="filled" off={!isDirty || isSaving || tooLongOf(after).length > 0} onTap={() => void writing.save()} />
        </>
      )}
    >
      <View className="desk">
        <TextPane desk={desk} notices={noticesOf(desk, shown, notRetired)} onAttention={shown.sync === 'attention' ? () => open('attention') : null} />
        <View className="desk-page">{isComparing ? <Earlier desk={desk} report={report} /> : <Printed desk={desk} isThere={isThere} />}</View>
        <View className="desk-side"><BesideText desk={desk} report={report} /></View>
      </View>
    </Page>
  )
}

function Printed({ desk: { reading, paper, beside, goTo, preview, choose }, isThere }: { readonly desk: DeskState; readonly isThere: boolean }) {
  const { shown, problem } = preview
  if (reading === null || shown === null) {
    const waiting = isThere ? '正在印' : '先存在这台电脑上了，传上去就能看到版面。'
    return <View className="board-first note">{problem?.message ?? waiting}</View>
  }
  // Numbered anew with each reading, the figure is marked where it stood.
  const chosen = chosenIn(beside, ({ periodKey }) => periodKey === shown.report.periodKey)
  return <OfficialPages paragraphs={reading.paragraphs} fonts={paper.fonts} chosen={chosen} marked={null} goTo={goTo} onFigure={(figure) => choose(figure, shown.report)} />
}

function Earlier({ desk: { writing, parts, cursor, beside, choose }, report }: { readonly desk: DeskState; readonly report: ReportName }) {
  const earlier = useLastYear(report, draftText(writing.after))
  const chosen = chosenIn(beside, (of) => of === earlier.earlier?.report)
  return <EarlierPages {...earlier} line={nameOfPart(parts.find(({ id }) => id === cursor?.part)?.text ?? '')} chosen={chosen} onFigure={choose} />
}

/** One thing at a time: the picker, or a figure's origin above what the checker found. */
function BesideText({ desk, report }: { readonly desk: DeskState; readonly report: ReportName }) {
  const today = useToday()
  const { beside, preview: { shown, problem, again } } = desk
  if (beside?.kind === 'picker') {
    const { at, written } = beside
    return <FigurePicker key={`${at.part} ${at.start} ${written}`} report={report} until={today} written={written} onPut={desk.putFigure} onClose={desk.closeBeside} />
  }
  if (shown === null) return null
  return (
    <>
      {beside === null ? null : <FigureSheet key={beside.chosen.id} stream={report.stream} report={beside.report} chosen={beside.chosen} onClose={desk.closeBeside} />}
      <View className="card report-problems">
        {problem === null ? null : (
          <View className="desk-stale">
            <Text>版面还是刚才的。{problem.code === 'offline' ? '没有信号，字照样能写、能存。' : problem.message}</Text>
            <WordsButton text="再试一次" onTap={again} />
          </View>
        )}
        <ProblemList problems={shown.report.problems} canGo={desk.isReachable} onGo={desk.goToProblem} />
      </View>
    </>
  )
}

function noticesOf({ writing: { failed } }: DeskState, { sync }: ShownRecord, notRetired: string | null): readonly string[] {
  const unsaved = failed === null ? null : isProblem(failed) ? failed.message : unsavedText(failed, templateType)
  const attention = sync === 'attention' ? '有的地方别人同时也改了，两份都留着，请到“需核对”里定用哪一个。' : null
  return [unsaved, notRetired, attention].filter((words) => words !== null)
}

function stateText(isDirty: boolean, isSaving: boolean, isThere: boolean, { sync }: ShownRecord): string {
  if (isSaving) return '正在保存'
  if (isDirty) return '有改动没保存'
  return sync === 'onPhone' || !isThere ? '已存在这台电脑，有信号自动传' : '已保存'
}
