import { plainText, type Document } from '../document'
import type { Fact } from './fact'
import { fill } from './fill'
import type { Problem } from './problem'
import { parseTemplate } from './template'

/** Values by reference key; a bare number stands for a figure. */
export type Values = Readonly<Record<string, Fact | number>>

/** What a test wants to see of a template: document, text and the problems of both steps. */
export function fillForTest(text: string, values: Values = {}): { document: Document; text: string; problems: readonly Problem[] } {
  const parsed = parseTemplate(text)
  const facts = new Map(Object.entries(values).map(([key, fact]) => [key, typeof fact === 'number' ? number(fact) : fact]))
  const filled = fill(parsed.template, (reference) => facts.get(reference.key), [...facts.keys()])
  return { document: filled.document, text: plainText(filled.document), problems: [...parsed.problems, ...filled.problems] }
}

export function number(value: number): Fact {
  return { kind: 'number', value }
}

export function ratio(numerator: number, denominator: number): Fact {
  return { kind: 'ratio', numerator, denominator }
}

/** The text, having made sure that there is nothing to complain about. */
export function printed(text: string, values: Values): string {
  const filled = fillForTest(text, values)
  expect(filled.problems.map((each) => each.message)).toEqual([])
  return filled.text
}

export function kindsOf(problems: readonly Problem[]): readonly string[] {
  return problems.map((each) => each.kind)
}
