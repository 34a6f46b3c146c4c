import { DEPTH } from './cursor'
import { unknownMarks } from './lines'
import type { BrokenPart, EachPart, Part, Template, WhenPart } from './part'
import { inReadingOrder, problem, type Problem } from './problem'
import type { Reference } from './reference'
import { scan, type Token } from './scan'
import { readTag } from './tag'

/** UTF-16 units; a year's report has some ten thousand. */
const LONGEST_TEXT = 200_000

/** Reads everything that can be read. Never throws; what is wrong becomes a problem and a `broken` part. */
export function parseTemplate(text: string): { template: Template; problems: readonly Problem[] } {
  if (text.length > LONGEST_TEXT) {
    const message = `全文超过${LONGEST_TEXT / 10_000}万字，没有读取，请删短或分成几份。`
    return { template: { parts: [] }, problems: [problem('too-long', { line: 1, start: 0, end: text.length }, message)] }
  }
  const { tokens, problems } = scan(text)
  const built = buildParts(tokens)
  return {
    template: { parts: built.parts },
    problems: inReadingOrder([...problems, ...built.problems, ...unknownMarks(tokens)]),
  }
}

/** Every name in reading order, each place once, also inside conditions, loops and broken placeholders. */
export function namesUsed(template: Template): readonly Reference[] {
  return template.parts.flatMap(namesOfPart)
}

function namesOfPart(part: Part): readonly Reference[] {
  switch (part.kind) {
    case 'text':
      return []
    case 'value':
    case 'broken':
      return part.references
    case 'when':
      return [...part.references, ...part.then.flatMap(namesOfPart), ...part.otherwise.flatMap(namesOfPart)]
    case 'each':
      return [...part.references, ...part.body.flatMap(namesOfPart)]
  }
}

/** A block whose 完 has not been met yet; `parts` is where text goes now. */
interface OpenBlock {
  readonly opener: WhenPart | EachPart
  /** Key of the innermost list around its text. */
  readonly loop: string | null
  readonly then: Part[]
  readonly otherwise: Part[]
  otherwiseSeen: boolean
}

/** Blocks are kept on an explicit stack: how deep a clerk nests them cannot exhaust ours. */
function buildParts(tokens: readonly Token[]): { parts: readonly Part[]; problems: readonly Problem[] } {
  const parts: Part[] = []
  const problems: Problem[] = []
  const open: OpenBlock[] = []

  const put = (part: Part) => {
    const block = open[open.length - 1]
    if (block === undefined) parts.push(part)
    else (block.otherwiseSeen ? block.otherwise : block.then).push(part)
  }
  const close = () => {
    const block = open.pop()
    if (block !== undefined) put(open.length < DEPTH ? closed(block) : asBroken(block.opener))
  }

  for (const token of tokens) {
    if (token.kind === 'text') {
      put(token)
      continue
    }
    const loop = open[open.length - 1]?.loop ?? null
    const tag = readTag(token, loop)
    for (const each of tag.problems) problems.push(each)
    if (tag.kind === 'part') put(tag.part)
    else if (tag.kind === 'open') {
      if (open.length === DEPTH) problems.push(problem('too-deep', token.at, `“若”“每”套得太多，最多${DEPTH}层，请分开写。`))
      open.push({ opener: tag.part, loop: loopInside(tag.part) ?? loop, then: [], otherwise: [], otherwiseSeen: false })
    } else if (tag.kind === 'end') {
      if (open.length === 0) problems.push(problem('stray-block-word', token.at, '多出一个“{{完}}”，前面没有“若”或“每”，请删去。'))
      close()
    } else {
      const block = open[open.length - 1]
      if (block?.opener.kind === 'when' && !block.otherwiseSeen) block.otherwiseSeen = true
      else problems.push(problem('stray-block-word', token.at, '这个“{{否则}}”没有对应的“{{若 …}}”，请删去或补上。'))
    }
  }
  while (open.length > 0) {
    const at = open[open.length - 1]?.opener.at
    if (at !== undefined) problems.push(problem('unclosed-block', at, '这里开始的一段没有“{{完}}”，请在这一段后面补上。'))
    close()
  }
  return { parts, problems }
}

function closed(block: OpenBlock): Part {
  if (block.opener.kind === 'when') return { ...block.opener, then: block.then, otherwise: block.otherwise }
  return { ...block.opener, body: block.then }
}

function asBroken(part: WhenPart | EachPart): BrokenPart {
  return { kind: 'broken', source: part.source, references: part.references, at: part.at }
}

function loopInside(opener: WhenPart | EachPart): string | null {
  if (opener.kind === 'when') return null
  return opener.list === null ? opener.source : opener.list.key
}
