import type { Document, PrintedSpan, Span } from '../core/document'
import { own } from '../core/own'
import type { Fact } from '../core/phrase/fact'
import { fill } from '../core/phrase/fill'
import { parseTemplate } from '../core/phrase/template'
import type { CorrectedComputed, Correction, ReportFigure } from '../core/reportWire'

/**
 * Numbers a frozen report worked out of its figures (率(甲,乙), 合计(甲,乙)) that would be printed otherwise now: each is filled again, in its
 * own way of writing, with today's counts. What is printed the same is not told. `all`: every figure of the report as it is now.
 */
export function correctedComputed(document: Document, figureByKey: Readonly<Record<string, ReportFigure>>, all: readonly Omit<Correction, 'records' | 'hidden'>[]): readonly CorrectedComputed[] {
  const facts = new Map(all.flatMap((each): readonly [string, Fact][] => {
    const figure = own(figureByKey, each.key)
    return figure === undefined ? [] : [[each.key, factNow(figure, each)]]
  }))
  const told = new Map<string, CorrectedComputed>()
  for (const spans of linesOf(document)) {
    for (const [index, span] of spans.entries()) {
      if (span.kind !== 'printed' || !isComputed(span) || !span.figures.every(({ key }) => facts.has(key))) continue
      const now = printedNow(span, facts)
      if (now !== span.text) told.set(`${span.source} ${span.text}`, { key: span.source, label: labelOf(spans[index - 1], span, figureByKey), was: span.text, now })
    }
  }
  return [...told.values()]
}

/** A figure printed as it is stands among the figures; a rate of the dictionary is one there too, but as its pair. */
function isComputed({ exact, figures }: PrintedSpan): boolean {
  return exact !== null && (figures.length > 1 || figures.some((figure) => figure.of !== undefined))
}

function factNow({ parts, pair }: ReportFigure, { now, pairNow, parts: changed }: Omit<Correction, 'records' | 'hidden'>): Fact {
  if (pair !== null && pairNow !== null) return { kind: 'ratio', numerator: pairNow[0], denominator: pairNow[1] }
  if (parts.length === 0) return { kind: 'number', value: now }
  const valueBy = new Map([...parts.map(({ label, value }) => [label, value] as const), ...changed.map((part) => [part.label, part.now] as const)])
  return { kind: 'list', items: [...valueBy].map(([label, value]) => ({ label, value })) }
}

function printedNow({ source }: PrintedSpan, facts: ReadonlyMap<string, Fact>): string {
  const { document, problems } = fill(parseTemplate(`{{${source}}}`).template, ({ key }) => facts.get(key))
  if (problems.length > 0) return '算不出'
  return linesOf(document).flat().map(({ text }) => text).join('') || '不印了'
}

function linesOf({ blocks }: Document): readonly (readonly Span[])[] {
  return blocks.flatMap((block) => (block.kind === 'lead' ? [block.heading, block.spans] : [block.spans]))
}

/** 成功率（调解成功／受理纠纷）: the words it stands behind, and what it was worked out of. */
function labelOf(before: Span | undefined, { figures }: PrintedSpan, figureByKey: Readonly<Record<string, ReportFigure>>): string {
  const words = before?.kind === 'text' ? (/[^，。；、：,;:（）()]*$/.exec(before.text)?.[0] ?? '') : ''
  const from = figures.map(({ key }) => own(figureByKey, key)?.label ?? key).join('／')
  return words === '' ? from : `${words}（${from}）`
}
