import { blockText, type Document } from '../core/document'
import type { Place } from '../core/phrase/problem'

/**
 * The block of the document a problem of the template stands in: the one that shows most of the line's literal text. Clauses that
 * were dropped and loops that ran many times leave it findable. Null when nothing of the line was printed.
 */
export function blockOfProblem(text: string, { line }: Pick<Place, 'line'>, document: Document): number | null {
  const written = text.split(/\r\n|\n|\r/)[line - 1] ?? ''
  const runs = literalRuns(written)
  const sources = placeholders(written)
  let best: { readonly block: number; readonly score: number } | null = null
  for (const [block, content] of document.blocks.entries()) {
    const shown = blockText(content)
    const literal = runs.reduce((sum, run) => sum + (shown.includes(run) ? run.length : 0), 0)
    const spans = content.kind === 'lead' ? [...content.heading, ...content.spans] : content.spans
    const printed = spans.filter((span) => span.kind === 'printed' && sources.includes(span.source)).length
    const score = literal + printed
    if (score > (best?.score ?? 0)) best = { block, score }
  }
  return best?.block ?? null
}

/** Stretches between placeholders, cut at marks that may go with a dropped clause. */
function literalRuns(line: string): readonly string[] {
  return line.replace(/^[#＃>＞\s]+|^[@＠](署名|日期)[\s:：]*/, '').split(/\{\{.*?\}\}|[，。；、：\s]/).filter((run) => run.length > 1)
}

function placeholders(line: string): readonly string[] {
  return [...line.matchAll(/\{\{(.*?)\}\}/g)].map(([, source = '']) => source.replace(/\s/g, ''))
}
