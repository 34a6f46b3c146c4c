import { unreachable } from '../assert'
import type { Document, PrintedFigure, PrintedSpan } from '../document'
import type { Dropped, Piece } from './atoms'
import { checkRate, evaluate, holds, type Result, type Value } from './evaluate'
import type { Fact, Facts } from './fact'
import { toBlocks } from './lines'
import { checkNames } from './names'
import type { EachPart, Part, Template, ValuePart, WhenPart } from './part'
import { inReadingOrder, problem, type Problem } from './problem'
import { itemsOf, lookupIn, type Scope } from './scope'
import type { Style } from './styles'
import { isNothing, wordsFor } from './words'

/** Characters and parts printed before we stop: a loop in a loop in a loop must end. A report has some ten thousand. */
const MOST_PRINTED = 300_000

/**
 * Fills a template with values. Never throws for what a clerk may write; what cannot be filled prints 【？…】.
 * `facts` is asked once for each key. `known` are the names to suggest from.
 * The problems are those of filling only: those of parsing belong to `parseTemplate`.
 */
export function fill(template: Template, facts: Facts, known: readonly string[] = []): { document: Document; problems: readonly Problem[] } {
  const remembered = rememberFacts(facts)
  const problems = [...checkNames(template, remembered, known)]
  const filling: Filling = { facts: remembered, known, pieces: [], problems, printed: 0, stopped: false }
  fillParts(filling, template.parts, null)
  return { document: { blocks: toBlocks(filling.pieces) }, problems: inReadingOrder(problems) }
}

/** What has been filled so far. It lives only while `fill` runs. */
interface Filling {
  readonly facts: Facts
  readonly known: readonly string[]
  readonly pieces: Piece[]
  readonly problems: Problem[]
  printed: number
  stopped: boolean
}

function fillParts(filling: Filling, parts: readonly Part[], scope: Scope | null) {
  for (const part of parts) {
    if (isFull(filling, part)) return
    fillPart(filling, part, scope)
  }
}

function fillPart(filling: Filling, part: Part, scope: Scope | null): void {
  switch (part.kind) {
    case 'text':
      return put(filling, { kind: 'text', text: part.text })
    case 'broken':
      return put(filling, unknownSpan(part.source))
    case 'value':
      return fillValue(filling, part, scope)
    case 'when':
      return fillWhen(filling, part, scope)
    case 'each':
      return fillEach(filling, part, scope)
    default:
      return unreachable(part)
  }
}

function fillValue(filling: Filling, part: ValuePart, scope: Scope | null) {
  const figures: PrintedFigure[] = []
  const value = evaluate(part.expression, lookupIn(scope, filling.facts, filling.known), figures)
  const printed = value.ok ? printValue(value.value, part, figures) : value
  put(filling, printed.ok ? printed.value : unknownSpan(part.source))
  if (!printed.ok) filling.problems.push(printed.problem)
  else if (printed.value.kind === 'printed' && (printed.value.exact ?? 0) < 0) {
    filling.problems.push(problem('negative-number', part.at, `“${part.source}”算出来是负数，请看减数和被减数是不是写反了。`))
  }
}

function fillWhen(filling: Filling, part: WhenPart, scope: Scope | null) {
  const held = part.condition === null ? null : holds(part.condition, lookupIn(scope, filling.facts, filling.known))
  if (held?.ok === true) return fillParts(filling, held.value ? part.then : part.otherwise, scope)
  if (held !== null) filling.problems.push(held.problem)
  put(filling, unknownSpan(part.source))
  fillParts(filling, part.then, scope)
}

function fillEach(filling: Filling, part: EachPart, scope: Scope | null) {
  const found = part.list === null ? null : itemsOf(part.list, lookupIn(scope, filling.facts, filling.known))
  if (found?.ok !== true) {
    if (found !== null) filling.problems.push(found.problem)
    return put(filling, unknownSpan(part.source))
  }
  const { key, items } = found.value
  if (items.length === 0) {
    const message = `“${part.source}”一条也没有，这里没有印出来，请看前后的标点，或用“{{若 …}}”把整句包起来。`
    filling.problems.push(problem('empty-loop', part.at, message))
  }
  const body = part.separator === null ? part.body : trimmedBody(part.body)
  items.forEach((item, index) => {
    if (isFull(filling, part)) return
    if (index > 0 && part.separator !== null) put(filling, { kind: 'text', text: part.separator })
    filling.printed += 1
    fillParts(filling, body, { key: `${key}#${index + 1}`, item, outer: scope })
  })
}

/** Says so once, where it stopped. */
function isFull(filling: Filling, part: Part): boolean {
  if (filling.printed <= MOST_PRINTED) return false
  if (!filling.stopped) {
    filling.problems.push(problem('too-much', part.at, '“每”里面套“每”，印出来太多，后面没有再印，请减少一层。'))
  }
  filling.stopped = true
  return true
}

function put(filling: Filling, piece: Piece) {
  filling.pieces.push(piece)
  filling.printed += 1 + (piece.kind === 'dropped' ? 0 : piece.text.length)
}

function printValue(value: Value, part: ValuePart, figures: readonly PrintedFigure[]): Result<PrintedSpan | Dropped> {
  const unit = dropUnit(part.styles)
  if (unit !== null && isNothing(value)) return { ok: true, value: { kind: 'dropped', unit } }
  const refused = value.kind === 'rate' ? checkRate(value, part.at) : null
  if (refused !== null) return { ok: false, problem: refused }
  const words = wordsFor(value, part.styles)
  if (!words.ok) return { ok: false, problem: problem(words.kind, part.at, `“${part.source}”：${words.message}`) }
  return { ok: true, value: { kind: 'printed', text: words.text, source: part.source, figures, exact: exactOf(value) } }
}

function dropUnit(styles: readonly Style[]): 'clause' | 'sentence' | null {
  if (styles.some((style) => style.kind === 'dropSentence')) return 'sentence'
  return styles.some((style) => style.kind === 'dropClause') ? 'clause' : null
}

function exactOf(value: Value): number | null {
  if (value.kind === 'number') return value.value
  return value.kind === 'rate' ? value.part / value.whole : null
}

/** A draft with a hole can still be read, and the hole cannot be overlooked. */
function unknownSpan(source: string): PrintedSpan {
  const [expression = ''] = source.split('|')
  return { kind: 'printed', text: `【？${expression}】`, source, figures: [], exact: null }
}

function rememberFacts(facts: Facts): Facts {
  const remembered = new Map<string, Fact | undefined>()
  return (reference) => {
    if (!remembered.has(reference.key)) remembered.set(reference.key, facts(reference))
    return remembered.get(reference.key)
  }
}

/** Between separators an item's line breaks at its edges would tear the paragraph. */
function trimmedBody(body: readonly Part[]): readonly Part[] {
  return body.map((part, index) => {
    if (part.kind !== 'text') return part
    const start = index === 0 ? part.text.trimStart() : part.text
    return { ...part, text: index === body.length - 1 ? start.trimEnd() : start }
  })
}
