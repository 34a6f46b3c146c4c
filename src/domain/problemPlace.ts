import { blockText, type Document } from '../core/document'
import type { Place } from '../core/phrase/problem'

type At = Pick<Place, 'line'>

/** See `blocksOf`, of one problem. */
export function blockOfProblem(text: string, at: At, document: Document): number | null {
  return blocksOf(text, document)(at)
}

/** Lines that are looked for; a text with more that are wrong is none anybody corrects line by line, and would be compared with itself. */
const MOST_LINES = 500

/**
 * Finds the block of the document a problem of the template stands in: the one that shows most of the line's literal text. Clauses that
 * were dropped and loops that ran many times leave it findable. Null when nothing of the line was printed.
 */
export function blocksOf(text: string, document: Document): (at: At) => number | null {
  const lines = text.split(/\r\n|\n|\r/)
  const blocks = document.blocks.map((block): ShownBlock => {
    const spans = block.kind === 'lead' ? [...block.heading, ...block.spans] : block.spans
    return { text: blockText(block), sources: spans.flatMap((span) => (span.kind === 'printed' ? [span.source] : [])) }
  })
  const blockByLine = new Map<number, number | null>()
  return ({ line }) => {
    const known = blockByLine.get(line)
    if (known !== undefined) return known
    const found = blockByLine.size < MOST_LINES ? bestBlock(lines[line - 1] ?? '', blocks) : null
    if (blockByLine.size < MOST_LINES) blockByLine.set(line, found)
    return found
  }
}

interface ShownBlock {
  readonly text: string
  readonly sources: readonly string[]
}

function bestBlock(written: string, blocks: readonly ShownBlock[]): number | null {
  const runs = literalRuns(written)
  const wanted = new Set(placeholders(written))
  let best: { readonly block: number; readonly score: number } | null = null
  for (const [block, { text, sources }] of blocks.entries()) {
    const literal = runs.reduce((sum, run) => sum + (text.includes(run) ? run.length : 0), 0)
    const score = literal + sources.filter((source) => wanted.has(source)).length
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
