import { officialTitle } from './officialLayout'

/** Width in 字 when set in one size: ASCII is half a character, everything else a whole one. */
export function characterWidth(text: string): number {
  let width = 0
  for (const character of text) width += character <= '\u007e' ? 0.5 : 1
  return width
}

/**
 * Where a title that does not fit one line is broken: before 关于, then so that words stay whole and
 * the lines are of similar length (GB/T 9704-2012, 7.3.1). Returns the offsets at which new lines start;
 * none when it fits. `whole` are stretches [from, to) that must not be torn.
 */
export function titleBreaks(text: string, whole: Whole = []): readonly number[] {
  if (characterWidth(text) <= officialTitle.charactersPerLine) return []
  const about = Math.max(0, text.indexOf('关于'))
  const sender = evenBreaks(text.slice(0, about), 0, whole)
  return [...sender, ...(about > 0 ? [about] : []), ...evenBreaks(text, about, whole)]
}

/** More lines than this is no title; it is left to wrap as it comes. */
const mostLines = 6

/** The cheapest way to set text[from…] in as few lines as it needs, or in one more if that spares a word. */
function evenBreaks(text: string, from: number, whole: Whole): readonly number[] {
  const width = characterWidth(text.slice(from))
  const lines = Math.ceil(width / officialTitle.charactersPerLine)
  if (lines <= 1 || lines > mostLines) return []
  const ways = [lines, lines + 1].flatMap((count, more) => {
    const found = cheapest({ text, whole, ideal: width / count, known: new Map() }, from, count)
    return found === null ? [] : [{ ...found, cost: found.cost + more * oneMoreLine }]
  })
  return ways.sort((a, b) => a.cost - b.cost)[0]?.offsets ?? []
}

type Whole = readonly (readonly [number, number])[]

interface Search {
  readonly text: string
  readonly whole: Whole
  /** Width of a line if all were of one length. */
  readonly ideal: number
  /** Results by "from:lines", so that the search stays short. */
  readonly known: Map<string, Breaks | null>
}

interface Breaks {
  readonly cost: number
  readonly offsets: readonly number[]
}

/** null when text[from…] cannot be set in that many lines. */
function cheapest(search: Search, from: number, lines: number): Breaks | null {
  const key = `${from}:${lines}`
  const known = search.known.get(key)
  if (known !== undefined) return known
  const found = lines === 1 ? lastLine(search, from) : cheapestOf(search, from, lines)
  search.known.set(key, found)
  return found
}

function lastLine({ text, ideal }: Search, from: number): Breaks | null {
  const cost = lineCost(text.slice(from), ideal)
  return cost === null ? null : { cost, offsets: [] }
}

function cheapestOf(search: Search, from: number, lines: number): Breaks | null {
  const { text, whole, ideal } = search
  let best: Breaks | null = null
  for (let at = from + 1; at < text.length; at++) {
    const line = lineCost(text.slice(from, at), ideal)
    if (line === null) break
    const rest = cheapest(search, at, lines - 1)
    if (rest === null) continue
    const cost = line + breakCost(text, at, whole) + rest.cost
    if (best === null || cost < best.cost) best = { cost, offsets: [at, ...rest.offsets] }
  }
  return best
}

/** Squared distance from lines of equal length; null when the line does not fit the page. */
function lineCost(line: string, ideal: number): number | null {
  const width = characterWidth(line)
  return width > officialTitle.charactersPerLine ? null : (width - ideal) ** 2
}

const oneMoreLine = 80
const forbidden = 1000
const tornWord = 100
const awkward = 40
const unknown = 10
const betweenWords = 2

/** What it costs a reader that a line ends before text[at]; compare with squared differences of length. */
function breakCost(text: string, at: number, whole: Whole): number {
  const before = text.charAt(at - 1)
  const after = text.charAt(at)
  if (whole.some(([start, end]) => start < at && at < end)) return forbidden
  if (/[\ud800-\udbff]/.test(before)) return forbidden
  if (/[、，。；：！？》”’）〕】%％]/.test(after) || /[《“‘（〔【]/.test(before)) return forbidden
  if (/[0-9A-Za-z.]/.test(before) && /[0-9A-Za-z.年月日号件起次名项个%％]/.test(after)) return forbidden
  if (words.some((word) => tears(text, at, word))) return tornWord
  if (/[的了]/.test(after) || /[和与及暨]/.test(before)) return awkward
  if (/[、》”）年的]/.test(before) || /[《“和与及暨]/.test(after)) return 0
  if (words.some((word) => text.startsWith(word, at) || text.endsWith(word, at))) return betweenWords
  return unknown
}

function tears(text: string, at: number, word: string): boolean {
  for (let start = Math.max(0, at - word.length + 1); start < at; start++) {
    if (text.startsWith(word, start)) return true
  }
  return false
}

/** Words of such titles that a reader would not want torn. */
const words: readonly string[] = [
  '人民政府', '法治政府', '人民调解', '第一责任人', '委员会', '办公室', '领导小组', '党委', '政府', '乡镇', '街道', '村民',
  '法治', '依法', '行政', '治县', '治乡', '治镇', '治理', '平安', '综治', '信访', '司法', '执法', '普法', '学法',
  '建设', '责任', '第一', '责任人', '主要', '负责人', '党政', '党委', '领导', '干部', '落实', '履行', '推进', '推动',
  '加强', '深化', '开展', '组织', '全面', '职责', '督察', '规定', '贯彻',
  '矛盾', '纠纷', '排查', '化解', '调解', '调处', '群众', '说事', '研判', '分析', '宣传', '教育', '服务', '网格',
  '工作', '情况', '年度', '报告', '总结', '汇报', '通报', '请示', '安排', '计划', '意见', '方案', '通知', '统计',
  '上半年', '下半年', '第一季度', '第二季度', '第三季度', '第四季度', '季度', '月份', '专项', '行动', '活动', '关于',
]
