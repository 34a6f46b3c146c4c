import type { Config } from './config'
import { liveRows, type Field, type Value, type Values } from './field'
import { own } from './own'
import type { Initials } from './pinyin/initials'
import { ancestry } from './place'
import { fieldAt, optionsOf, type RecordType } from './recordType'

/**
 * What somebody types to find a record, and what of a record it may meet: the same on the phone, over what it holds, and on the server,
 * over what it opens. Words meet as parts of text; two letters and more also meet the first letters of names, places and options.
 */
export interface Sought {
  readonly words: readonly string[]
  /** A case number, however its brackets were typed (甲调〔2026〕12号, 2026 12, 2026-12), and the words beside it. */
  readonly number: CaseNumber | null
  readonly beside: readonly string[]
}
export interface CaseNumber {
  readonly year: string
  readonly no: string
}

/** The words of a record once they have been put together. */
export interface RecordWords {
  readonly text: string
  /** First letters, each name after a space; '' until `initials` was given. */
  readonly letters: string
  readonly number: CaseNumber | null
}

export function soughtIn(typed: string): Sought {
  const text = typed.toLowerCase()
  const number = numberIn(text)
  return { words: wordsIn(text), number, beside: number === null ? [] : wordsIn(text.replace(NUMBER, '$1 ').replace(/[〔［[（(]\s*$/, ' ')) }
}

function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

export function isSought({ words }: Sought): boolean {
  return words.length > 0
}

export function meets(sought: Sought, record: RecordWords): boolean {
  const { number } = sought
  const all = (words: readonly string[]): boolean => words.every((word) => record.text.includes(word) || meetsLetters(word, record.letters))
  if (number === null || record.number === null) return all(sought.words)
  return number.year === record.number.year && record.number.no.startsWith(number.no) && all(sought.beside)
}

/** One letter only where a name begins, or it would meet nearly everything; wordings of options always from their beginning. */
export function meetsLetters(word: string, letters: string): boolean {
  if (!/^[a-z][a-z0-9]*$/.test(word)) return false
  if (letters.includes(` ${[...word].join(APART)}`)) return true
  return word.length === 1 ? letters.includes(` ${word}`) : letters.includes(word)
}

/** The wordings of one configuration, put together once: thousands of records ask alike. */
export interface Wording {
  /** Of each code all wordings a person may know it by. */
  options(type: RecordType, path: string): Readonly<Record<string, readonly string[]>>
  /** A place and those above it. */
  places(id: string): readonly string[]
  /** First letters of a name or a wording, as `meetsLetters` reads them: the same few stand in thousands of records. */
  letters(text: string, by: 'name' | 'wording', initials: Initials): string
}

export function createWording(config: Config): Wording {
  const options = new Map<string, ReturnType<Wording['options']>>()
  const places = new Map<string, readonly string[]>()
  const letters = new Map<string, string>()
  return {
    letters: (text, by, initials) => remembered(letters, `${by} ${text}`, () => initials(text).map((all) => (by === 'name' ? ` ${all}` : ` ${[...all].join(APART)}`)).join('')),
    options: (type, path) => remembered(options, `${type.kind}.${path}`, () =>
      Object.fromEntries(Object.entries(optionsOf(config, type, path)).map(([code, { label, short }]) => [code, short === undefined ? [label] : [label, short]]))),
    places: (id) => remembered(places, id, () => ancestry(config.places, id).map(({ name }) => name)),
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

/** `initials` null: first letters were not asked for. */
export function recordWords(wording: Wording, type: RecordType, values: Values, initials: Initials | null): RecordWords {
  const parts = partsOf(wording, type, values)
  const number = typeof values.caseNo === 'string' ? numberIn(values.caseNo) : null
  return { text: parts.map(({ text }) => text).join('\n').toLowerCase(), letters: initials === null ? '' : lettersOf(wording, parts, initials), number }
}

/** Labels of the fields a search met, in the order of the record; what no field has by itself (a number typed its own way) is the number's. */
export function foundIn(wording: Wording, type: RecordType, values: Values, sought: Sought, initials: Initials): readonly string[] {
  const found = partsOf(wording, type, values).filter((part) => {
    const letters = lettersOf(wording, [part], initials)
    return sought.words.some((word) => part.text.toLowerCase().includes(word) || meetsLetters(word, letters))
  })
  return [...new Set(found.map(({ path }) => own(type.fields, path.split('.')[0] ?? '')?.label ?? path))]
}

/** Where in a short text a search met, to mark it: the first of its words that is there, by itself or by its first letters. */
export function spanIn(text: string, sought: Sought, initials: Initials): readonly [from: number, to: number] | null {
  const lower = text.toLowerCase()
  for (const word of sought.words) {
    const at = lower.indexOf(word)
    if (at !== -1) return [at, at + word.length]
    if (!/^[a-z][a-z0-9]+$/.test(word)) continue
    for (let from = 0; from + word.length <= text.length; from += 1) {
      if (initials(text.slice(from, from + word.length)).includes(word)) return [from, from + word.length]
    }
  }
  return null
}

interface Part {
  readonly path: string
  readonly text: string
  /** Names of people and places are met by letters from anywhere in them, wordings of options from their beginning, long texts not at all: they would meet everything. */
  readonly by: 'name' | 'wording' | 'words'
}

const LONGEST_NAME = 12

function partsOf(wording: Wording, type: RecordType, values: Values): readonly Part[] {
  return Object.entries(values).flatMap(([name, value]) => partsOfValue(wording, type, name, value))
}

function partsOfValue(wording: Wording, type: RecordType, path: string, value: Value): readonly Part[] {
  const field: Field | undefined = fieldAt(type, path)
  switch (field?.kind) {
    case 'text':
      return [{ path, text: String(value), by: field.lines === undefined && String(value).length <= LONGEST_NAME ? 'name' : 'words' }]
    case 'serial':
      return [{ path, text: String(value), by: 'words' }]
    case 'choice':
    case 'choices': {
      const labels = wording.options(type, path)
      return (Array.isArray(value) ? (value as readonly string[]) : [String(value)]).flatMap((code) => own(labels, code) ?? []).map((text) => ({ path, text, by: 'wording' as const }))
    }
    case 'place':
      return wording.places(String(value)).map((text) => ({ path, text, by: 'name' as const }))
    case 'rows':
      return liveRows(value).flatMap(([, row]) => Object.entries(row.values).flatMap(([cell, text]) => partsOfValue(wording, type, `${path}.${cell}`, text)))
    default:
      return []
  }
}

function lettersOf(wording: Wording, parts: readonly Part[], initials: Initials): string {
  return parts.map(({ text, by }) => (by === 'words' ? '' : wording.letters(text, by, initials))).join('')
}
/** A wording's letters stand apart (l|j|f), so that only `meetsLetters` from its beginning finds them. */
const APART = '|'

/** The last year and the last number in it: 甲调〔2026〕12号. A day is none. */
function numberIn(text: string): CaseNumber | null {
  const [, , year, no] = NUMBER.exec(text) ?? []
  return year === undefined || no === undefined ? null : { year, no: String(Number(no)) }
}
// Phones of some years ago know no looking behind in an expression.
const NUMBER = /(^|\D)((?:19|20)\d{2})(?:\s*[〕］\])）]\s*第?\s*|\s+第?|[-—/])(\d{1,5})\s*号?\s*$/
