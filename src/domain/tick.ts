import type { Problem } from '../core/phrase/problem'

/** Characters of the template on either side by which a number is known again. */
const AROUND = 16

/**
 * Each with what a tick of it is remembered by: kind, sentence, and the words around it in the template. That survives new counts, and
 * lines written elsewhere; another number, or the same one among other words, has to be ticked anew. Of two that are alike in all of
 * this, the second is another one.
 */
export function withTicks<T extends Problem>(text: string, problems: readonly T[]): readonly (T & { readonly tick: string })[] {
  const seen = new Map<string, number>()
  return problems.map((problem) => {
    const key = `${problem.kind}|${problem.message}|${around(text, problem)}`
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return { ...problem, tick: times === 1 ? key : `${key}|${times}` }
  })
}

/** Within the line it begins in: what is found between two paragraphs ends far away. */
function around(text: string, { start }: Problem): string {
  const before = text.slice(Math.max(0, start - AROUND), start).split(/[\r\n]/).pop() ?? ''
  const after = text.slice(start, start + 2 * AROUND).split(/[\r\n]/)[0] ?? ''
  return before + after
}

/** What has to be ticked and is not, in reading order. */
export function untickedOf<T extends Pick<Problem, 'level'> & { readonly tick: string }>(problems: readonly T[], ticks: readonly string[]): readonly T[] {
  return problems.filter(({ level, tick }) => level === 'remark' && !ticks.includes(tick))
}
