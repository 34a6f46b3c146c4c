import type { Heading } from '../reading'

/** The heading of another year's text that a part's first line is called like: by its words, else by its number. */
export function matchingHeading(headings: readonly Heading[], line: string): Heading | null {
  const words = bare(line)
  if (words === '') return null
  const ordinal = ordinalOf(line)
  return headings.find(({ text }) => bare(text) === words)
    ?? headings.find(({ text }) => bare(text).includes(words) || words.includes(bare(text)))
    ?? (ordinal === null ? null : headings.find(({ text }) => ordinalOf(text) === ordinal) ?? null)
}

const ORDINAL = /^\s*([（(]?[一二三四五六七八九十]{1,3}[）)]?、?)/

function ordinalOf(line: string): string | null {
  return ORDINAL.exec(line)?.[1]?.replace(/[（(]/, '（').replace(/[）)]/, '）') ?? null
}

/** Without its number, figures and full stop. */
function bare(line: string): string {
  return line.replace(ORDINAL, '').replace(/\{\{.*?\}\}|\d+年?/g, '').replace(/[\s。：]+/g, '')
}
