import type { Span } from '../document'
import { asSpans, grouped, literal, type Atom, type Group, type Piece } from './atoms'

/** A clause and the mark that ends it; null at the end of the line or bracket. */
interface Clause {
  readonly body: readonly Atom[]
  end: string | null
}

/** A mark that stays wins over a weaker one beside it. */
const MARKS: readonly string[] = ['、', '，', ',', '；', ';', '：', ':']
const FINAL = '。！？!?'
const LEADS = ['其中', '另有', '此外', '另外']

/**
 * Leaves out the clauses and sentences marked as dropped and mends the punctuation between the rest.
 * Only literal marks part clauses, never those a placeholder printed. No span is left when everything was dropped.
 */
export function dropClauses(pieces: readonly Piece[]): readonly Span[] {
  const spans = pieces.filter((piece): piece is Span => piece.kind !== 'dropped')
  return spans.length === pieces.length ? spans : asSpans(withoutDropped(grouped(pieces)))
}

function withoutDropped(atoms: readonly Atom[]): readonly Atom[] {
  if (!atoms.some(holdsDropped)) return atoms
  const inside = atoms.flatMap((atom): readonly Atom[] => (atom.kind === 'group' ? groupWithoutDropped(atom) : [atom]))
  const clauses = splitClauses(inside)
  const sentences = sentencesDropped(clauses)

  const kept: Clause[] = []
  let lead: string | null = null
  clauses.forEach((clause, index) => {
    if (sentences.has(index) || clause.body.some(isDropped)) {
      if (!clause.body.some(asksForSentence)) lead = leadOf(clause.body) ?? lead
      // The mark before a lead that waits for the next clause is the lead's own.
      if (lead === null || isFinal(clause.end)) mend(kept, clause.end)
      if (isFinal(clause.end)) lead = null
    } else {
      const body = lead === null || leadOf(clause.body) !== null ? clause.body : [literal(lead), ...clause.body]
      kept.push({ body, end: clause.end })
      lead = null
    }
  })
  return kept.flatMap((clause) => (clause.end === null ? clause.body : [...clause.body, literal(clause.end)]))
}

function groupWithoutDropped(group: Group): readonly Atom[] {
  const body = withoutDropped(group.body)
  return body.length === 0 && group.body.length > 0 ? [] : [{ ...group, body }]
}

/** The clause before a dropped one takes over its mark if that is stronger; a 其中 with nothing behind it goes too. */
function mend(kept: Clause[], end: string | null) {
  for (let last = kept[kept.length - 1]; last !== undefined; last = kept[kept.length - 1]) {
    if (strength(end) <= strength(last.end)) return
    if (!isBareLead(last.body)) {
      last.end = end
      return
    }
    if (!isFinal(end)) return
    kept.pop()
  }
}

function strength(mark: string | null): number {
  if (mark === null) return MARKS.length
  return FINAL.includes(mark) ? MARKS.length + 1 : MARKS.indexOf(mark)
}

function isFinal(mark: string | null): boolean {
  return strength(mark) >= MARKS.length
}

/** 零则略句 takes everything from the mark 。 or ； before it to the next. */
function sentencesDropped(clauses: readonly Clause[]): ReadonlySet<number> {
  const dropped = new Set<number>()
  let first = 0
  let asked = false
  clauses.forEach((clause, index) => {
    asked = asked || clause.body.some(asksForSentence)
    const ends = isFinal(clause.end) || clause.end === '；' || clause.end === ';' || index === clauses.length - 1
    if (!ends) return
    for (let each = first; asked && each <= index; each += 1) dropped.add(each)
    first = index + 1
    asked = false
  })
  return dropped
}

function splitClauses(atoms: readonly Atom[]): readonly Clause[] {
  const clauses: Clause[] = []
  let body: Atom[] = []
  atoms.forEach((atom, index) => {
    if (atom.kind === 'text' && isMark(atom.text) && !isInsideNumber(atoms, index)) {
      clauses.push({ body, end: atom.text })
      body = []
    } else body.push(atom)
  })
  if (body.length > 0) clauses.push({ body, end: null })
  return joinLists(clauses)
}

/** A 、 parts clauses only when both have a figure: 横幅、标语5条 is one thing counted, 工单3件、电话5件 are two. */
function joinLists(clauses: readonly Clause[]): readonly Clause[] {
  const followed = followedByFigure(clauses)
  const joined: Clause[] = []
  let list: Clause[] = []
  clauses.forEach((clause, index) => {
    list.push(clause)
    const parts = clause.end !== '、' || (followed[index] === true && clause.body.some(isFigure))
    if (!parts && index < clauses.length - 1) return
    const body = list.flatMap((each) => (each === clause ? each.body : [...each.body, literal('、')]))
    joined.push({ body, end: clause.end })
    list = []
  })
  return joined
}

/** For each clause: whether its list goes on to something counted. */
function followedByFigure(clauses: readonly Clause[]): readonly boolean[] {
  const followed = clauses.map(() => false)
  for (let index = clauses.length - 2; index >= 0; index -= 1) {
    const next = clauses[index + 1]
    followed[index] = clauses[index]?.end === '、' && (followed[index + 1] === true || (next?.body.some(isFigure) ?? false))
  }
  return followed
}

function isMark(text: string): boolean {
  return MARKS.includes(text) || FINAL.includes(text)
}

/** 10,000 and 8:30 */
function isInsideNumber(atoms: readonly Atom[], index: number): boolean {
  const [before, at, after] = [atoms[index - 1], atoms[index], atoms[index + 1]]
  if (at?.kind !== 'text' || !',:：'.includes(at.text)) return false
  return before?.kind === 'text' && after?.kind === 'text' && /[0-9]$/.test(before.text) && /^[0-9]/.test(after.text)
}

function isFigure(atom: Atom): boolean {
  if (atom.kind === 'group') return atom.body.some(isFigure)
  return atom.kind !== 'text' || /[0-9]/.test(atom.text)
}

function isDropped(atom: Atom): boolean {
  return atom.kind === 'dropped'
}

function asksForSentence(atom: Atom): boolean {
  return atom.kind === 'dropped' && atom.unit === 'sentence'
}

function holdsDropped(atom: Atom): boolean {
  return atom.kind === 'group' ? atom.body.some(holdsDropped) : isDropped(atom)
}

function leadOf(body: readonly Atom[]): string | null {
  const [first] = body
  return LEADS.find((lead) => first?.kind === 'text' && first.text.trimStart().startsWith(lead)) ?? null
}

function isBareLead(body: readonly Atom[]): boolean {
  const [first] = body
  return body.length === 1 && first?.kind === 'text' && LEADS.includes(first.text.trim())
}
