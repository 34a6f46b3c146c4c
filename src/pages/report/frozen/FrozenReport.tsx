import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { useClient, useNames, useOnline } from '../../../client/hooks'
import { canPrint, printPage } from '../../../client/platform/documents'
import type { FrozenAnswer, FrozenFile } from '../../../core/reportWire'
import '../../../styles/report.scss'
import { LATE_RULE } from '../../../domain/correction'
import { Button } from '../../../components/Button'
import { Page } from '../../../components/Page'
import { open } from '../../../components/routes'
import { Segmented } from '../../../components/Segmented'
import { useWide } from '../../../components/wide'
import { PublicNames } from '../CopiesSheet'
import { FigureSheet } from '../FigureSheet'
import { headFacts, versionText } from '../frozenWords'
import { OfficialPages } from '../OfficialPages'
import { OfficialText } from '../OfficialText'
import { paperPrintCss } from '../paper'
import { readingOf, type Chosen } from '../reading'
import { useMayWrite } from '../reportPlaces'
import { useTaking } from '../useTaking'
import { useTurning } from '../useTurning'
import { Corrections } from './Corrections'
import { FrozenFiles } from './FrozenFiles'
import { Versions } from './Versions'

const PARTS = [{ code: 'text', text: '正文' }, { code: 'corrections', text: '更正' }, { code: 'files', text: '文件' }] as const

/** The page as it was issued, with its files, its versions and its 更正. */
export function FrozenReport({ stream, report }: { readonly stream: string; readonly report: FrozenAnswer }) {
  const { head, template, periodKey: period } = report
  const client = useClient()
  const isWide = useWide()
  const names = useNames()
  const mayWrite = useMayWrite(stream)
  const reading = useMemo(() => readingOf(report.document, report.paper), [report.document, report.paper])
  const corrections = useOnline(({ online }) => online.corrections(stream, head.id), [stream, head.id])
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [part, setPart] = useState<string>('text')
  const { goTo, show } = useTurning()
  const { notice, take } = useTaking()
  const text = {
    paragraphs: reading.paragraphs, chosen: chosen?.id ?? null, marked: null,
    onFigure: (next: Chosen) => {
      setChosen(next)
      if (!isWide) show(next.id)
    },
  }
  const [published, setPublished] = useState<FrozenFile | null>(null)
  const takeAway = ({ copy }: FrozenFile): void => void take(() => client.online.frozenFileUrl(stream, head.id, copy))
  const naming = published === null ? null : (
    <PublicNames
      problems={report.problems}
      onTake={() => {
        setPublished(null)
        takeAway(published)
      }}
      onClose={() => setPublished(null)}
    />
  )

  const sheet = chosen === null ? null : <FigureSheet key={chosen.id} stream={stream} report={report} chosen={chosen} onClose={() => setChosen(null)} />
  const rule = <View className="note late-rule">{LATE_RULE}</View>
  const files = <FrozenFiles files={report.files} onTake={(file) => (file.copy === 'public' ? setPublished(file) : takeAway(file))} />
  const versions = <Versions head={head} versions={report.versions} onOpen={({ id }) => open('frozen', { stream, id })} />
  const line = <View className="frozen-head facts">{headFacts(head, names).map((fact) => <Text key={fact}>{fact}</Text>)}</View>
  const notices = notice === null ? null : <View className="notice" ariaRole="status">{notice}</View>
  const anew = (): void => open('report', { stream, template, period })

  if (isWide) {
    return (
      <Page
        title={report.name}
        sub={`${report.scope.placeName}・定稿 ${versionText(head)}`}
        at="reports"
        over={naming}
        actions={(
          <>
            {mayWrite ? <Button text="另出一版" icon="pencil" onTap={anew} /> : null}
            {canPrint ? <Button text="打印" icon="print" onTap={() => printPage(paperPrintCss(report.paper.fonts))} /> : null}
          </>
        )}
      >
        {notices}
        <View className="report-two frozen-two">
          <OfficialPages {...text} fonts={report.paper.fonts} goTo={goTo} />
          <View className="report-side">
            {sheet}
            <View className="card frozen-card">{line}{files}</View>
            <View className="card frozen-card"><Corrections stream={stream} report={report} corrections={corrections}>{rule}</Corrections></View>
            <View className="card frozen-card">{versions}</View>
          </View>
        </View>
      </Page>
    )
  }
  return (
    <Page
      title="定稿"
      at="reports"
      over={naming ?? sheet}
      {...(mayWrite ? { dock: <Button text="另出一版" icon="pencil" look="outlined" wide onTap={anew} /> } : {})}
    >
      {line}
      {rule}
      <View className="frozen-parts"><Segmented label="看什么" choices={PARTS} picked={part} onPick={(next) => { setChosen(null); setPart(next) }} /></View>
      {notices}
      {part === 'text' ? <View className={`report-flow${chosen === null ? '' : ' report-flow-below'}`}><OfficialText {...text} /></View> : null}
      {part === 'corrections' ? <View className="card frozen-card"><Corrections stream={stream} report={report} corrections={corrections} /></View> : null}
      {part === 'files' ? <><View className="card frozen-card">{files}</View><View className="card frozen-card gap-above">{versions}</View></> : null}
    </Page>
  )
}
