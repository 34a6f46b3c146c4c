import { Text, View } from '@tarojs/components'
import type { CSSProperties } from 'react'
import type { Span } from '../../core/document'
import { COPY_TO, SIGNER } from '../../core/officialFrame'
import type { OfficialParagraph } from '../../core/officialText'
import { InlineTap } from './InlineTap'
import { closingIndent } from './paper'
import { figureId, isBroken, opens, paragraphId, type Chosen } from './reading'

export interface OfficialTextProps {
  readonly paragraphs: readonly OfficialParagraph[]
  readonly chosen: string | null
  /** Paragraph the checker's remark led to. */
  readonly marked: number | null
  onFigure(chosen: Chosen): void
}

/** The paragraphs of the official page; how they look is up to where they stand: flowing on a phone, on pages at PC width. */
export function OfficialText({ paragraphs, ...rest }: OfficialTextProps) {
  return (
    <>
      {paragraphs.map((paragraph, at) => <Paragraph key={at} paragraph={paragraph} at={at} {...rest} />)}
    </>
  )
}

function Paragraph({ paragraph, at, chosen, marked, onFigure }: Omit<OfficialTextProps, 'paragraphs'> & { readonly paragraph: OfficialParagraph; readonly at: number }) {
  const look = `op op-${paragraph.kind}${paragraph.keepWithNext ? ' op-keep' : ''}${marked === at ? ' op-marked' : ''}`
  const spans = (list: readonly Span[], from = 0) => <Spans spans={list} at={at} from={from} chosen={chosen} onFigure={onFigure} />
  switch (paragraph.kind) {
    case 'blank':
      return <View className={look} />
    case 'organisation':
      return <View className={look} style={{ '--mark': `${paragraph.sizePt}pt` } as CSSProperties}>{paragraph.text}</View>
    case 'number':
      if (paragraph.signer === '') return <View className={look}>{paragraph.number}</View>
      return (
        <View className={`${look} op-number-signed`}>
          <Text>{paragraph.number}</Text>
          <Text>{SIGNER}<Text className="op-signer">{paragraph.signer}</Text></Text>
        </View>
      )
    case 'colophon':
      return (
        <View className={look}>
          <View className="op-colophon-lines">
            {paragraph.copyTo === '' ? null : <View className="op-copy"><Text className="op-copy-word">{COPY_TO}</Text><Text>{paragraph.copyTo}</Text></View>}
            <View className="op-printer"><Text>{paragraph.printer}</Text><Text>{paragraph.printedOn}</Text></View>
          </View>
        </View>
      )
    case 'title':
      return (
        <View id={paragraphId(at)} className={look}>
          {paragraph.lines.map((line, i) => <View key={i}>{spans(line, paragraph.lines.slice(0, i).reduce((sum, { length }) => sum + length, 0))}</View>)}
        </View>
      )
    case 'heading':
      return <View id={paragraphId(at)} className={`${look} op-heading-${paragraph.level}`}>{spans(paragraph.spans)}</View>
    case 'lead':
      return (
        <View id={paragraphId(at)} className={look}>
          <Text className="op-run-in">{spans(paragraph.heading)}</Text>
          {spans(paragraph.spans, paragraph.heading.length)}
        </View>
      )
    case 'to':
    case 'paragraph':
      return <View id={paragraphId(at)} className={look}>{spans(paragraph.spans)}</View>
    case 'signature':
    case 'date':
      return (
        <View
          id={paragraphId(at)}
          className={look}
          style={{ marginLeft: closingIndent(paragraph.place.left), textAlign: paragraph.place.align === 'centre' ? 'center' : 'left' }}
        >
          {spans(paragraph.spans)}
        </View>
      )
  }
}

/** Counted numbers open; the rest is text. Spans are numbered through the paragraph. */
function Spans({ spans, at, from, chosen, onFigure }: {
  readonly spans: readonly Span[]
  readonly at: number
  readonly from: number
  readonly chosen: string | null
  onFigure(chosen: Chosen): void
}) {
  return (
    <>
      {spans.map((span, i) => {
        const id = figureId(at, from + i)
        if (!opens(span)) return <Text key={id} className={isBroken(span) ? 'op-broken' : ''}>{span.text}</Text>
        return (
          <InlineTap key={id} id={id} className={`op-figure${chosen === id ? ' op-chosen' : ''}`} label={`${span.text}，看它的来历`} onTap={() => onFigure({ id, span })}>
            {span.text}
          </InlineTap>
        )
      })}
    </>
  )
}
