import type { Count, NumberInText, Percent } from './number'
import { halfWidthDigits, readNumbers } from './readNumbers'

/** One sentence with its numbers. `from` and `to` are offsets into the whole text. */
export interface Sentence {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly paragraph: number
  readonly counts: readonly Named[]
  readonly percents: readonly NamedPercent[]
}

/** A count with the words that say of what. */
export interface Named extends Count {
  /** Words before it in its clause, without 共, 全年, 其中 and the like: 调解成功. */
  readonly label: string
  /** The same as written: 全年共调解成功. */
  readonly before: string
  /** Words after it in its clause: 矛盾纠纷 in 652起矛盾纠纷. */
  readonly after: string
}

export interface NamedPercent extends Percent {
  readonly before: string
  readonly after: string
}

/** A sentence without an end is cut here, so that a long text is not compared with itself. */
const LONGEST = 2000
const ENDS = new RegExp(`[。！？!?\\n\\r]+|[^。！？!?\\n\\r]{${LONGEST}}`, 'g')
const CLAUSE_MARKS = '，,。；;、：:（()）！!？?\n\r“”\t 　'
/** Words that tell when, how many in all or who, and not what. */
const NOT_THE_THING = new RegExp(`^(?:${[
  '其中', '截至目前', '截止目前', '目前', '截至', '一年来', '今年以来', '今年', '本年度?', '全年度?', '年内', '以来', '\\d{4}年度?', '本年', '我[乡镇县街]', '全[乡镇县街]', '本[乡镇]',
  '总共', '一共', '共有', '共计', '总计', '合计', '累计', '共', '总数', '计', '现有', '现', '已经', '已', '先后', '依法', '及时', '分别', '达到?', '为', '是', '有', '则', '还有', '另有', '又有', '还', '另',
  '并', '和', '及', '以及', '与', '或', '了', '含', '包括', '包含', '即', '各类', '各种', '各项', '的', '均',
].join('|')})`)
const LAST_WORDS = /(?:达到?|为|是|有|共计|总计|合计|共|了|约|近|各|总数|数量?)$/

/** The text as sentences, in order; a line is a paragraph. */
export function sentencesOf(raw: string): readonly Sentence[] {
  const text = halfWidthDigits(raw)
  const numbers = readNumbers(raw)
  const sentences: Sentence[] = []
  let from = 0
  let paragraph = 0
  let next = 0
  for (const end of endsIn(text)) {
    const inside: NumberInText[] = []
    for (; (numbers[next]?.from ?? Infinity) < end.at; next += 1) inside.push(...numbers.slice(next, next + 1))
    if (end.at > from) sentences.push(sentence(text, from, end.at, paragraph, inside))
    if (/[\n\r]/.test(end.marks)) paragraph += 1
    from = end.at + end.marks.length
  }
  return sentences
}

function endsIn(text: string): readonly { readonly at: number; readonly marks: string }[] {
  const ends = [...text.matchAll(ENDS)].map((found) => (found[0].length === LONGEST ? { at: found.index + LONGEST, marks: '' } : { at: found.index, marks: found[0] }))
  return [...ends, { at: text.length, marks: '' }]
}

function sentence(text: string, from: number, to: number, paragraph: number, numbers: readonly NumberInText[]): Sentence {
  const named = numbers.map((each, index) => {
    const [low, high] = [Math.max(from, numbers[index - 1]?.to ?? from), Math.min(to, numbers[index + 1]?.from ?? to)]
    const before = text.slice(clauseStart(text, low, each.from), each.from)
    return { ...each, before, after: text.slice(each.to, clauseEnd(text, each.to, high)), label: bare(before) }
  })
  return { text: text.slice(from, to), from, to, paragraph, counts: named.filter((each) => each.kind === 'count'), percents: named.filter((each) => each.kind === 'percent') }
}

/** The thing alone: 全年共受理矛盾纠纷 is 受理矛盾纠纷. */
export function bare(words: string): string {
  let rest = words.trim()
  for (let found = NOT_THE_THING.exec(rest); found !== null && found[0] !== ''; found = NOT_THE_THING.exec(rest)) rest = rest.slice(found[0].length)
  return rest.replace(LAST_WORDS, '')
}

function clauseStart(text: string, low: number, at: number): number {
  let start = at
  while (start > low && at - start < 60 && !CLAUSE_MARKS.includes(text.charAt(start - 1))) start -= 1
  return start
}

function clauseEnd(text: string, at: number, high: number): number {
  let end = at
  while (end < high && end - at < 40 && !CLAUSE_MARKS.includes(text.charAt(end))) end += 1
  return end
}
