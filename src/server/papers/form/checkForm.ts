import type { FormProblem } from '../../../core/paperWire'
import { plainText } from '../../../core/document'
import { fill } from '../../../core/phrase/fill'
import type { Problem } from '../../../core/phrase/problem'
import { parseTemplate, namesUsed } from '../../../core/phrase/template'
import { factsOf, namesFor } from '../../../domain/papers/facts'
import type { Paper } from '../../../domain/papers/papers'
import { BARE_SAMPLE, SAMPLE, sampleRow, shownBlank } from '../../../domain/papers/sample'
import { BREAK } from '../../../domain/papers/blank'
import { fillForm } from './fillForm'
import { isWritten, openForm } from './openForm'
import { paragraphsOf } from './paragraphs'
import { prepare } from './prepare'

export interface Checked {
  readonly problems: readonly FormProblem[]
  /** What it prints for a case made up for the purpose; null while something is wrong. */
  readonly preview: readonly string[]
}

/** All that is wrong with a county's form of a paper, in one list; it is tried on a full case and on one that knows nothing. */
export function checkForm(paper: Paper, bytes: Buffer): Checked {
  const opened = openForm(bytes)
  if (opened.kind === 'refused') return { problems: [{ where: '', text: '', message: opened.say }], preview: [] }
  const { parts } = opened.value
  const paragraphs = [...parts].filter(([name]) => isWritten(name)).flatMap(([name, content]) => paragraphsOf(content.toString('utf8')).map(({ text }, at) => ({ name, at: at + 1, text: text.replace(/[\n\r\u2028\u2029\v\f]/g, ' ') })))
  const text = paragraphs.map((each) => each.text).join('\n')
  const { template, problems } = parseTemplate(text)
  const names = namesFor(paper)
  const filled = [SAMPLE, BARE_SAMPLE].map((each) => fill(template, factsOf(paper, each, each === SAMPLE ? sampleRow(paper) : null), names))
  const wrong = [...problems, ...filled.flatMap((each) => each.problems)].filter(({ level, kind }) => level === 'error' && kind !== 'unknown-mark')
  const found = [
    ...opened.value.problems, ...placed(paragraphs, wrong), ...misplacedIn(parts),
    ...(namesUsed(template).length === 0 ? [{ where: '', text: '', message: '这份样式里一个“{{名称}}”也没有，什么也填不进去。请在要填的地方写上名称，例如 {{当事人姓名}}。' }] : []),
  ]
  if (found.length > 0) return { problems: found, preview: [] }
  const tried = [SAMPLE, BARE_SAMPLE].map((each) => fillForm(parts, factsOf(paper, each, each === SAMPLE ? sampleRow(paper) : null)))
  const says = new Set(tried.flatMap((each) => (each.kind === 'wrong' ? each.says : [])))
  if (says.size > 0) return { problems: [...says].map((message) => ({ where: '', text: '', message })), preview: [] }
  return { problems: [], preview: plainText(filled[0]?.document ?? { blocks: [] }).split('\n').flatMap((line) => shownBlank(line).split(BREAK)) }
}

/** One of a kind for each place: two trials find the same fault twice. */
function placed(paragraphs: readonly { readonly name: string; readonly at: number; readonly text: string }[], problems: readonly Problem[]): readonly FormProblem[] {
  const seen = new Set<string>()
  return problems.flatMap((each) => {
    const key = `${each.start} ${each.end} ${each.kind}`
    if (seen.has(key)) return []
    seen.add(key)
    const paragraph = paragraphs[each.line - 1]
    return [{ where: `${partWord(paragraph?.name ?? '')}第 ${paragraph?.at ?? each.line} 段`, text: (paragraph?.text ?? '').trim().slice(0, 40), message: each.message.replaceAll('指标清单', '名称表').replaceAll('指标', '名称') }]
  })
}

function misplacedIn(parts: ReadonlyMap<string, Buffer>): readonly FormProblem[] {
  return [...parts].filter(([name]) => isWritten(name)).flatMap(([name, content]) => prepare(content.toString('utf8'), 0).misplaced
    .map(({ paragraph, at, message }) => ({ where: `${partWord(name)}第 ${at + 1} 段`, text: paragraph.trim().slice(0, 40), message })))
}

function partWord(name: string): string {
  return name.includes('header') ? '页眉' : name.includes('footer') ? '页脚' : ''
}
