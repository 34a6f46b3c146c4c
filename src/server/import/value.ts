import { checkValue } from '../../core/check'
import type { PlainValue } from '../../core/field'
import { own } from '../../core/own'
import { valueAdvice } from '../../domain/words'
import { dayOfNumber, dayOfSerial, parseDay } from './day'
import { bare } from './table'
import type { Target } from './targets'
import type { Cell } from './workbook'

export type ReadValue =
  | { readonly kind: 'value'; readonly value: PlainValue }
  | { readonly kind: 'blank' }
  | { readonly kind: 'bad'; readonly say: string }
  /** A word that means nothing yet; the importer may say what it means. */
  | { readonly kind: 'unknown'; readonly word: string; readonly say: string }
  /** Told, and the field stays empty. */
  | { readonly kind: 'left'; readonly say: string }

/** What reading needs to know of the township and the file. */
export interface Ground {
  readonly kind: string
  readonly from1904: boolean
  readonly year: number | null
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly wordsOf: (target: Target) => ReadonlyMap<string, string>
  /** Ids of the places a name may mean; an id of the township means itself. */
  readonly placesNamed: (typed: string) => readonly string[]
  /** Ids of people or units of that name. */
  readonly named: (kind: string, name: string) => readonly string[]
}

/** One cell as a value of its target. `header` may carry the unit: 涉及金额（万元）. */
export function readValue(ground: Ground, target: Target, cell: Cell, header: string): ReadValue {
  if (cell.wrong !== undefined) return { kind: 'bad', say: cell.wrong }
  const text = cell.text.trim()
  if (text === '' || NOTHING.test(text)) return { kind: 'blank' }
  const read = readAs(ground, target, cell, text, header)
  if (read.kind !== 'value') return read
  const problem = checkValue(target.field, read.value, () => target.options)
  return problem === null ? read : { kind: 'bad', say: `${valueAdvice(problem, target.label, target.field)}` }
}

/** What people put where there is nothing to say. */
const NOTHING = /^[-－—/\\]+$/

function readAs(ground: Ground, target: Target, cell: Cell, text: string, header: string): ReadValue {
  switch (target.field.kind) {
    case 'text':
      return { kind: 'value', value: text }
    case 'day':
      return readDay(ground, cell, text)
    case 'count':
      return readCount(text)
    case 'money':
      return readMoney(text, header)
    case 'flag':
      return readFlag(text)
    case 'choice':
      return readChoice(ground, target, text)
    case 'choices':
      return readChoices(ground, target, text)
    case 'place':
      return readPlace(ground, target, text)
    case 'ref':
      return readRef(ground, target.field.to, text)
    case 'media':
      return { kind: 'blank' }
  }
}

function readDay({ from1904, year }: Ground, { serial, number }: Cell, text: string): ReadValue {
  const day = serial !== undefined ? dayOfSerial(serial, from1904) : number !== undefined ? dayOfNumber(number, from1904) : parseDay(text, year)
  return day === null ? { kind: 'bad', say: `写的是${quoted(text)}，看不出是哪一天` } : { kind: 'value', value: day }
}

const NUMBER = /^(\d+(?:\.\d+)?)(万)?([^\d.]{0,3})$/

function readCount(text: string): ReadValue {
  const found = NUMBER.exec(plainNumber(text))
  const value = found === null ? Number.NaN : Number(found[1]) * (found[2] === undefined ? 1 : 10_000)
  const isExact = found !== null && !/[余多约几来]|左右/.test(found[3] ?? '') && Number.isInteger(Number(value.toFixed(6)))
  return isExact ? { kind: 'value', value: Math.round(value) } : { kind: 'bad', say: `写的是${quoted(text)}，要一个准数` }
}

/** In fen. */
function readMoney(text: string, header: string): ReadValue {
  const found = NUMBER.exec(plainNumber(text).replace(/元整?$|块钱?$/, ''))
  if (found === null || !/^(元|人民币)?$/.test(found[3] ?? '')) return { kind: 'bad', say: `写的是${quoted(text)}，看不出是多少钱` }
  const isTenThousands = found[2] !== undefined || (/万元/.test(header) && !/元/.test(text))
  const fen = Number((Number(found[1]) * (isTenThousands ? 1_000_000 : 100)).toFixed(4))
  return Number.isInteger(fen) ? { kind: 'value', value: fen } : { kind: 'bad', say: `写的是${quoted(text)}，比分还小` }
}

function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '').replace(/[\s¥￥]/g, '')
}

function readFlag(text: string): ReadValue {
  const word = bare(text)
  if (/^(是|有|已|对|1|y|yes|true|√|✓|☑|已告知|已.{1,4})$/.test(word)) return { kind: 'value', value: true }
  if (/^(否|无|未|没有|不是|0|n|no|false|×|✗|x|未.{1,4})$/.test(word)) return { kind: 'value', value: false }
  return { kind: 'bad', say: `写的是${quoted(text)}，看不出是“是”还是“否”` }
}

function readChoice(ground: Ground, target: Target, text: string): ReadValue {
  const code = codeOf(ground, target, text)
  if (code !== null) return { kind: 'value', value: code }
  return { kind: 'unknown', word: bare(text), say: `写的是${quoted(text)}，对不上“${target.label}”里的哪一项` }
}

function readChoices(ground: Ground, target: Target, text: string): ReadValue {
  const words = text.split(/[、,，;；/\n]+/).map((word) => word.trim()).filter((word) => word !== '')
  const codes = words.map((word) => codeOf(ground, target, word))
  const unknown = words.find((_word, index) => codes[index] === null)
  if (unknown !== undefined) return { kind: 'unknown', word: bare(unknown), say: `写的是${quoted(unknown)}，对不上“${target.label}”里的哪一项` }
  return { kind: 'value', value: [...new Set(codes.flatMap((code) => code ?? []))] }
}

function codeOf(ground: Ground, target: Target, text: string): string | null {
  const told = own(own(ground.words, target.key) ?? {}, bare(text))
  if (told !== undefined) return told
  const known = ground.wordsOf(target)
  return known.get(text) ?? known.get(optionWord(text)) ?? null
}

function readPlace(ground: Ground, target: Target, text: string): ReadValue {
  const told = own(own(ground.words, target.key) ?? {}, bare(text))
  const [place, other] = told === undefined ? ground.placesNamed(text) : [told]
  if (place === undefined) return { kind: 'unknown', word: bare(text), say: `写的是${quoted(text)}，名录里没有这个地方` }
  if (other !== undefined) return { kind: 'unknown', word: bare(text), say: `写的是${quoted(text)}，不止一个地方叫这个名字，请写明是哪个村的` }
  return { kind: 'value', value: place }
}

function readRef(ground: Ground, kind: string, text: string): ReadValue {
  const what = kind === 'person' ? '人' : '单位'
  const [id, other] = ground.named(kind, text)
  if (id === undefined) return { kind: 'left', say: `写的是${quoted(text)}，名录里没有这个${what}，这一栏空着` }
  return other === undefined ? { kind: 'value', value: id } : { kind: 'left', say: `写的是${quoted(text)}，名录里不止一个，这一栏空着` }
}

/** 邻里纠纷, 邻里类纠纷, 邻里 → 邻里. */
export function optionWord(text: string): string {
  const word = bare(text)
  const short = word.replace(/类?(矛盾)?(纠纷|争议)?类?$/, '')
  return short === '' ? word : short
}

function quoted(text: string): string {
  return `“${text.length > 20 ? `${text.slice(0, 20)}…` : text}”`
}
