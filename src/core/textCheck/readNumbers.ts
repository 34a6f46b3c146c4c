import { readCounts } from './counts'
import type { NumberInText } from './number'
import { readPercents } from './percents'

/**
 * Numbers that count or share something, in the order of the text; offsets are into it. Years, dates, document numbers, hotlines,
 * ordinals, law articles, lengths of time, frequencies (每月一次) and fixed phrases (三项制度) are no counts.
 */
export function readNumbers(raw: string): readonly NumberInText[] {
  const text = halfWidthDigits(raw)
  const quoted = [...text.matchAll(QUOTED)].map((found) => [found.index, found.index + found[0].length] as const)
  const all = [...readPercents(text), ...readCounts(text)].sort((a, b) => a.from - b.from || b.to - a.to)
  let next = 0
  return all.filter((each) => {
    while ((quoted[next]?.[1] ?? Infinity) <= each.from) next += 1
    return (quoted[next]?.[0] ?? Infinity) > each.from
  })
}

/** Names, slogans and titles: “五个一”, “最多跑一次”, 〔2026〕. */
const QUOTED = /“[^”\n]{0,30}”|《[^》\n]{0,60}》|〔[^〕\n]{0,8}〕|["＂][^"＂\n]{1,12}["＂]/g

/** The length never changes, so offsets stay true. */
export function halfWidthDigits(text: string): string {
  return text.replace(/[０-９％．]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}
