import { axisOf, haveOneHead, isNegative, isPositive, isResultOnly, mayOverlap, type Axis } from './axis'
import { isChange, isOfEarlier } from './compared'
import { isAbove, meets, sum } from './interval'
import { last } from './last'
import type { Named, Sentence } from './passage'

/** A total with what the text calls its parts. */
export interface Group {
  /** Which of these is meant the text leaves open: only what contradicts all of them is certain. */
  readonly totals: readonly Named[]
  readonly parts: readonly Named[]
  /** `whole`: the parts are said to be all there is. `likely`: they seem to be. `some`: fewer is fine. */
  readonly claim: 'whole' | 'likely' | 'some'
  /** No record can be in two of the parts. */
  readonly excludes: boolean
  /** The list may speak of other numbers too: nothing about it is certain. */
  readonly isLoose: boolean
}

/** Words that open a list of parts. */
const AMONG = /其中|包括|包含|[按从][^，,。；;、]{1,10}(?:来看|来讲|看|分|划分|分类)[，,：:为有]/g
const VIEW = /^[按从]/
const MOST_PARTS = 60
const MOST_TOTALS = 8
/** Words that begin to count something else: 发放资料, 覆盖, 召开 … */
const NEW_THING = new RegExp(`^(?:${[
  '开展', '组织', '召开', '举办', '举行', '发放', '悬挂', '张贴', '解答', '接受', '接待', '培训', '参与', '参加', '参会', '覆盖', '惠及', '受益', '教育', '走访', '排查', '整改', '配备', '配齐', '设立', '设置', '设',
  '建立', '建成', '构建', '组建', '聘请', '聘用', '聘任', '选聘', '培养', '打造', '制作', '推送', '发布', '公开', '受理', '调处', '调解(?!成功|失败|不成|未)', '处理', '办理', '投入', '涉及', '挽回', '带动', '吸引', '服务', '劝阻', '整治', '查处', '立案',
  '审查', '签订', '出动', '创建', '成功创建', '成功调', '评选', '推荐', '获', '提供', '收集', '征求', '出具', '代理', '援助', '满足', '兑现', '补助', '引导', '帮助', '检查', '研究', '讨论',
].join('|')})`)
const NEW_TURN = /另外|此外|同时|同比|环比|上年|去年|同期|上一年|往年|历年|下一步|截至|再[受新]|积案/
const TOTAL_WORDS = /共|总|合计|累计|全年|年来/
const HEDGED = /其中|含|等|主要|另|上年|去年|同比|每|较|以[上内]|左右/
const REST = /^(?:其他|其它|其余|剩余|余下|另外)(?:[的各]?(?:类|类型|类别|矛盾|纠纷|情况|案件|形式|方式|问题|诉求|事项|人员|信息|资料|活动|协议|干部|群众)){0,3}$/

/** All totals of one sentence with their parts; `before` is the one before it in the same paragraph, `told` all that was counted there outside such lists. */
export function groupsOf(sentence: Sentence, before: Sentence | null, told: readonly Named[]): readonly Group[] {
  const said = withDepth(sentence)
  const found = [...inBrackets(said), ...afterAmong(said, before, told), ...afterColon(said), ...respectively(said), ...totalledAfter(said)]
  const taken = new Set(found.flatMap((group) => group.parts))
  return [...found, ...unmarked(said, taken), ...successAndFailure(said, taken)]
}

/** How deep in brackets each count stands. */
interface Said {
  readonly sentence: Sentence
  readonly counts: readonly (Named & { readonly depth: number })[]
  readonly depthAt: (offset: number) => number
}

function withDepth(sentence: Sentence): Said {
  const depths: number[] = []
  let depth = 0
  for (const char of sentence.text) {
    if ('（('.includes(char)) depth += 1
    for (let unit = 0; unit < char.length; unit += 1) depths.push(depth)
    if ('）)'.includes(char)) depth = Math.max(0, depth - 1)
  }
  const depthAt = (offset: number): number => depths[offset - sentence.from] ?? 0
  return { sentence, depthAt, counts: sentence.counts.filter((each) => !isChange(each) && !isOfEarlier(each)).map((each) => ({ ...each, depth: depthAt(each.from) })) }
}

/** X起，其中A a起、B b起 — also when 其中 begins the next sentence; `before` is all that its list may be a list of. */
function afterAmong(said: Said, before: Sentence | null, told: readonly Named[]): readonly Group[] {
  const { sentence, counts, depthAt } = said
  const marks = [...sentence.text.matchAll(AMONG)].map((found) => ({ at: sentence.from + found.index, word: found[0] }))
  return marks.flatMap(({ at, word }, index) => {
    const depth = depthAt(at)
    const end = Math.min(marks[index + 1]?.at ?? sentence.to, depth === 0 ? sentence.to : bracketEnd(sentence, at))
    const parts = partsOf(counts.filter((each) => each.from > at && each.from < end && each.depth === depth), sentence)
    const first = parts[0]
    if (first === undefined) return []
    const earlier = counts.filter((each) => each.from < at && (each.depth === 0 || each.depth === depth))
    const beginsSentence = sentence.text.slice(0, at - sentence.from).trim() === ''
    const spoken = beginsSentence ? (before === null ? [] : withDepth(before).counts) : earlier
    // One view after the other (从类型看…；从村看…) are all of the same total, which may stand some sentences before, and never of each other.
    const isView = VIEW.test(word)
    const totals = isView ? alikeIn([...told, ...earlier.filter((each) => each.from < (marks[0]?.at ?? at))], first, Infinity) : beginsSentence ? alikeIn(spoken, first) : antecedents(spoken, first)
    const isOneView = word !== '其中' && totals.some((total) => totals.some((other) => isAbove(total, other)))
    const isLoose = NEW_THING.test(first.label) || isOneView || (!beginsSentence && isOneOfSeveral(totals[0], spoken))
    return groupFrom(totals, upToTotal(parts, totals, sentence), 'some', isLoose)
  })
}

/** 其中警告5件、罚款18件；行政复议2件: a list that is complete before a ； ends there. */
function upToTotal(parts: readonly Named[], totals: readonly Named[], { text, from }: Sentence): readonly Named[] {
  const end = parts.findIndex((part, at) => {
    const last = parts[at - 1]
    if (last === undefined || at < 2 || !/[；;]/.test(text.slice(last.to - from, part.from - from))) return false
    const before = sum(parts.slice(0, at))
    return totals.some((total) => total.unitClass === part.unitClass && meets(total, before))
  })
  return end < 0 ? parts : parts.slice(0, end)
}

/** X起（口头a起、书面b起） */
function inBrackets(said: Said): readonly Group[] {
  const { sentence, counts } = said
  return [...sentence.text.matchAll(/[（(]/g)].flatMap((found) => {
    const at = sentence.from + found.index
    const total = last(counts.filter((each) => each.to <= at))
    if (total === undefined || at - total.to > total.after.length || total.depth > 0) return []
    const end = bracketEnd(sentence, at)
    const inside = counts.filter((each) => each.from > at && each.from < end && each.unitClass === total.unitClass && each.depth === 1)
    const words = sentence.text.slice(at - sentence.from, end - sentence.from)
    if (hasAmong(words)) return []
    const parts = partsOf(inside, sentence)
    const labels = parts.map((each) => each.label)
    if (total.unitClass === 'piece' && labels.some((label) => /[长员人队]$/.test(label)) && !/[长员人队]$/.test(total.label)) return []
    const isWhole = parts.length > 1 && !HEDGED.test(words) && !labels.some((label) => NEW_THING.test(label)) && inside.every((each) => parts.includes(each) || isResultOnly(each.label))
    return groupFrom([total], parts, isWhole ? 'whole' : 'some', parts.length < 2 || NEW_THING.test(labels[0] ?? ''))
  })
}

/** 共受理X起：口头a起，书面b起 */
function afterColon(said: Said): readonly Group[] {
  const { sentence, counts } = said
  return counts.flatMap((total) => {
    const at = total.to + total.after.length
    const mark = sentence.text.charAt(at - sentence.from)
    if (total.depth > 0 || (mark !== '：' && mark !== ':')) return []
    const words = sentence.text.slice(at - sentence.from)
    if (hasAmong(words)) return []
    const parts = partsOf(counts.filter((each) => each.from > at && each.depth === 0 && each.unitClass === total.unitClass), sentence)
    if (parts.length < 2 || NEW_THING.test(parts[0]?.label ?? '')) return []
    const [group] = groupFrom([total], parts, 'likely', false)
    if (group === undefined) return []
    return [{ ...group, claim: HEDGED.test(words) ? 'some' : group.excludes ? 'whole' : group.claim }]
  })
}

/** 共受理X起，口头、书面分别为a起、b起 */
function respectively(said: Said): readonly Group[] {
  const { sentence, counts } = said
  const place = sentence.text.indexOf('分别')
  if (place < 0 || hasAmong(sentence.text)) return []
  const at = sentence.from + place
  const after = counts.filter((each) => each.from > at && each.depth === 0)
  const first = after[0]
  const total = last(counts.filter((each) => each.to <= at && each.depth === 0))
  if (first === undefined || total === undefined || total.unitClass !== first.unitClass || !TOTAL_WORDS.test(total.before)) return []
  const words = sentence.text.slice(total.to - sentence.from, at - sentence.from)
  const names = words.split(/[、，和及与]/).map((name) => name.trim()).filter((name) => name !== '')
  // As many numbers as names: what follows (；按期办结1545件) is another matter.
  const parts = runOf(names.length > 1 ? after.slice(0, names.length) : after, sentence)
  if (parts.length < 2) return []
  const rest = names.some((name) => axisOf(name) === 'rest')
  return [{ totals: [total], parts, claim: rest ? 'whole' : 'likely', excludes: rest || areExclusive(names), isLoose: false }]
}

/** A a起、B b起，共X起 */
function totalledAfter(said: Said): readonly Group[] {
  const { sentence, counts } = said
  if (hasAmong(sentence.text)) return []
  return counts.flatMap((total, index) => {
    if (total.depth > 0 || !/^(?:以上|上述)?(?:全[乡镇县年])?(?:总共|一共|共计|合计|总计|共)(?:有)?$/.test(total.before.trim())) return []
    const earlier = counts.slice(0, index).filter((each) => each.depth === 0 && each.unitClass === total.unitClass)
    const named = earlier.filter((each) => !isResultOnly(each.label))
    const parts = (named.length > 1 ? named : earlier).slice(-MOST_PARTS)
    if (parts.length < 2 || parts.some((each) => TOTAL_WORDS.test(each.before) || isOtherThing(each, total))) return []
    return [{ totals: [total], parts, claim: 'whole', excludes: true, isLoose: false }]
  })
}

/** 4个总支、24个村，共95个网格 */
function isOtherThing(part: Named, total: Named): boolean {
  return part.after !== '' && total.after !== '' && part.after !== total.after
}

/** X起，口头a起、书面b起: only axes whose words are plain. */
function unmarked(said: Said, taken: ReadonlySet<Named>): readonly Group[] {
  const { counts, sentence } = said
  return counts.flatMap((total, index) => {
    if (total.depth > 0 || taken.has(total) || axisOf(total.label, total.after) !== 'other' || !/纠纷|矛盾/.test(`${total.label}${total.after}`)) return []
    const [first, ...others] = counts.slice(index + 1, index + 9).filter((each) => each.depth === 0 && !isResultOnly(each.label))
    if (first === undefined || taken.has(first) || !['form', 'difficulty'].includes(axisOf(first.label, first.after)) || NEW_THING.test(first.label)) return []
    return groupFrom([total], partsOf([first, ...others].filter((each) => each.unitClass === total.unitClass && !taken.has(each)), sentence), 'some', false)
  })
}

/** X起，成功a起、失败b起 */
function successAndFailure(said: Said, taken: ReadonlySet<Named>): readonly Group[] {
  const { counts } = said
  const results = counts.filter((each) => each.unitClass === 'dispute' && each.depth === 0 && isResultOnly(each.label) && !taken.has(each))
  const failures = results.filter((each) => isNegative(each.label))
  const success = last(results.filter((each) => isPositive(each.label) && each.from < (failures[0]?.from ?? 0)))
  const [failure] = failures
  if (success === undefined || failure === undefined || results.length > 3) return []
  const totals = counts.filter((each) => each.unitClass === 'dispute' && each.to <= success.from && each.depth === 0 && !isResultOnly(each.label))
  return totals.length === 0 ? [] : [{ totals, parts: [success, ...failures], claim: failures.length === 1 ? 'likely' : 'some', excludes: failures.length === 1, isLoose: false }]
}

/** What 其中 within a sentence may refer to: the last number of the kind, and, when that is a result (成功98起), what it is a result of. */
function antecedents(earlier: readonly Named[], part: Named): readonly Named[] {
  const alike = alikeIn(earlier, part)
  const end = alike.findIndex((each) => !isResultOnly(each.label))
  return alike.slice(0, end < 0 ? alike.length : end + 1)
}

/** What 其中 at the head of a sentence may refer to: any number of the kind in the sentence before; the last one first. */
function alikeIn(earlier: readonly Named[], part: Named, most = MOST_TOTALS): readonly Named[] {
  const alike = earlier.filter((each) => each.unitClass === part.unitClass || arePeople(each, part))
  // Of a chain of long lists the total stands at the beginning.
  return alike.filter((_, at) => at < most || at >= alike.length - most).reverse()
}

/** 甲村100起、乙村20起，其中…: of one village or of all. */
function isOneOfSeveral(total: Named | undefined, spoken: readonly Named[]): boolean {
  if (total === undefined || !(axisOf(total.label) !== 'other' || /[村组]|社区/.test(total.label)) || isResultOnly(total.label)) return false
  return spoken.filter((each) => each.unitClass === total.unitClass).length > 1
}

function arePeople(a: Named, b: Named): boolean {
  return [a, b].every((each) => each.unitClass === 'people' || each.unitClass === 'attendance')
}

/** The parts of one list: those of the first one's axis. Results between them (简易50起，成功50起；一般…) are not parts. */
function partsOf(counts: readonly Named[], sentence: Sentence): readonly Named[] {
  const run = runOf(counts, sentence)
  const first = run[0]
  if (first === undefined) return []
  const axis = axisOf(first.label, first.after)
  const list = run.filter((each) => isOfAxis(axis, axisOf(each.label, each.after)))
  const rest = list.findIndex((each) => axisOf(each.label) === 'rest')
  const cut = rest < 0 ? list : REST.test(list[rest]?.label ?? '') ? list.slice(0, rest + 1) : list.slice(0, rest)
  return axis === 'result' ? exclusiveResults(cut) : cut
}

function runOf(counts: readonly Named[], sentence: Sentence): readonly Named[] {
  const first = counts[0]
  if (first === undefined) return []
  const run: Named[] = []
  const mayBegin = NEW_THING.test(first.label)
  let last = first.from
  for (const each of counts.slice(0, MOST_PARTS)) {
    const between = sentence.text.slice(last - sentence.from, each.from - sentence.from)
    if (run.length > 0 && (NEW_TURN.test(between) || TOTAL_WORDS.test(each.before) || (!mayBegin && NEW_THING.test(each.label)))) break
    if (each.unitClass === first.unitClass) run.push(each)
    last = each.to
  }
  return run
}

function isOfAxis(list: Axis, part: Axis): boolean {
  const kinds: readonly Axis[] = ['post', 'law', 'letter', 'level', 'type', 'place', 'other', 'rest']
  return part === 'rest' || list === part || (kinds.includes(list) && kinds.includes(part))
}

/** 办结650起、成功640起 say the same of the same disputes: only one of them stands beside what failed. */
function exclusiveResults(list: readonly Named[]): readonly Named[] {
  const successes = list.filter((each) => isPositive(each.label))
  return list.filter((each) => !isPositive(each.label) || each === last(successes))
}

function groupFrom(totals: readonly Named[], parts: readonly Named[], claim: Group['claim'], isLoose: boolean): readonly Group[] {
  if (totals.length === 0 || parts.length === 0) return []
  const labels = parts.map((each) => (each.label === '' ? each.after : each.label))
  const hasRest = parts.length > 1 && labels.some((label) => axisOf(label) === 'rest')
  const results = parts.filter((each) => isNegative(each.label))
  const excludes = hasRest || claim === 'whole' || (axisOf(labels[0] ?? '') === 'result' ? results.length < 2 : areExclusive(labels))
  return [{ totals, parts, claim: hasRest ? 'whole' : claim === 'some' && isExhaustive(labels) ? 'likely' : claim, excludes, isLoose }]
}

/** Whether nothing can be in two of the parts, by what they are called. */
export function areExclusive(labels: readonly string[]): boolean {
  const axes = labels.map((label) => axisOf(label)).filter((axis) => axis !== 'rest')
  if (labels.some(mayOverlap)) return false
  return (['form', 'difficulty', 'gender', 'post', 'law', 'letter', 'level', 'type', 'place'] as const).some((axis) => axes.every((each) => each === axis)) || haveOneHead(labels)
}

/** All difficulties there are, or both sexes. */
function isExhaustive(labels: readonly string[]): boolean {
  const all = (patterns: readonly RegExp[]): boolean => patterns.every((pattern) => labels.some((label) => pattern.test(label)))
  return all([/简易|简单/, /一般|普通/, /疑难|复杂/]) || all([/^男/, /^女/])
}

/** 其中…, 从类型看…: a list of what stands before. */
export function isList({ text, from, counts }: Sentence): boolean {
  const at = text.search(AMONG)
  return at >= 0 && (text.slice(0, at).trim() === '' || from + at < (counts[0]?.from ?? 0))
}

function hasAmong(words: string): boolean {
  return words.search(AMONG) >= 0
}

function bracketEnd(sentence: Sentence, at: number): number {
  const end = sentence.text.slice(at - sentence.from).search(/[）)]/)
  return end < 0 ? sentence.to : at + end
}
