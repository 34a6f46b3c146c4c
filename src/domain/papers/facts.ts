import type { Row } from '../../core/field'
import { own } from '../../core/own'
import type { Facts } from '../../core/phrase/fact'
import { CASE_NAMES, CONTENTS_NAMES, ROW_NAMES, type PaperCase } from './names'
import type { Paper } from './papers'
import { PARTY_NAMES } from './parties'

/** What the names in a paper stand for. `row`: the one it is about; null leaves its places blank. */
export function factsOf(paper: Paper, of: PaperCase, row: Row | null): Facts {
  const ofRow = paper.per === undefined ? {} : ROW_NAMES[paper.per]
  return ({ name, narrow }) => {
    if (narrow.length > 0) return undefined
    const rowName = own(ofRow, name)
    return rowName === undefined ? own(CASE_NAMES, name)?.of(of) : rowName.of(row, of)
  }
}

/** Every name a form of the paper may use, to suggest from; those inside a list last. */
export function namesFor(paper: Paper): readonly string[] {
  return [...Object.keys(paper.per === undefined ? {} : ROW_NAMES[paper.per]), ...Object.keys(CASE_NAMES), ...Object.keys(PARTY_NAMES), ...CONTENTS_NAMES]
}

/** How the value of a name is set: in sentences under its label, or in a ruled blank so many characters wide. */
export function roomFor(paper: Paper, source: string): { readonly lines: number; readonly wide: number } {
  const name = source.split('|')[0] ?? ''
  const found = (paper.per === undefined ? undefined : own(ROW_NAMES[paper.per], name)) ?? own(CASE_NAMES, name) ?? own(PARTY_NAMES, name)
  const { lines = 0, wide = 10 } = (found ?? {}) as { readonly lines?: number; readonly wide?: number }
  return { lines, wide }
}
