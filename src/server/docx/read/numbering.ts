import { chineseCount } from '../../../core/phrase/chineseNumber'
import { isWord } from './names'
import { visitXml } from './xml'

/** Writes out the numbers WPS puts before paragraphs by itself, in the order of the paragraphs. '' for a bullet or an unknown list. */
export type Numberer = (numId: string, level: number) => string

interface Level {
  readonly start: number
  readonly format: string
  /** %1 stands for the number of the first level. */
  readonly text: string
}
const NO_LEVEL: Level = { start: 1, format: 'decimal', text: '' }

export function numbererOf(xml: string): Numberer {
  const { lists, listOf } = readLists(xml)
  const counted = new Map<string, number[]>()
  return (numId, level) => {
    const list = listOf.get(numId) ?? ''
    const levels = lists.get(list)
    const own = levels?.get(level)
    if (levels === undefined || own === undefined || own.format === 'bullet' || own.format === 'none') return ''
    const counts = counted.get(list) ?? []
    counted.set(list, counts)
    counts[level] = (counts[level] ?? own.start - 1) + 1
    counts.length = level + 1
    return own.text.replace(/%(\d)/g, (_whole, digit: string) => {
      const at = Number(digit) - 1
      const of = levels.get(at) ?? NO_LEVEL
      return numberText(counts[at] ?? of.start, of.format)
    })
  }
}

/** Word knows nine levels, 0 to 8; what says anything else stands at the first. */
export function levelOf(written: string | null): number {
  return /^[0-8]$/.test(written ?? '') ? Number(written) : 0
}

function readLists(xml: string): { readonly lists: ReadonlyMap<string, ReadonlyMap<number, Level>>; readonly listOf: ReadonlyMap<string, string> } {
  const lists = new Map<string, Map<number, Level>>()
  const listOf = new Map<string, string>()
  let list: string | null = null
  let num: string | null = null
  let level = 0
  const change = (part: Partial<Level>): void => {
    const levels = list === null ? undefined : lists.get(list)
    levels?.set(level, { ...(levels.get(level) ?? NO_LEVEL), ...part })
  }
  visitXml(xml, isWord, {
    open(name, attribute) {
      const value = attribute('val') ?? ''
      switch (name) {
        case 'abstractNum':
          list = attribute('abstractNumId') ?? ''
          lists.set(list, new Map())
          break
        case 'num':
          num = attribute('numId')
          break
        case 'abstractNumId':
          if (num !== null) listOf.set(num, value)
          break
        case 'lvl':
          level = levelOf(attribute('ilvl'))
          break
        case 'start':
          change({ start: /^\d{1,6}$/.test(value) ? Number(value) : 0 })
          break
        case 'numFmt':
          change({ format: value })
          break
        case 'lvlText':
          change({ text: value })
          break
      }
    },
    close(name) {
      if (name === 'abstractNum') list = null
      if (name === 'num') num = null
    },
    text: () => undefined,
  })
  return { lists, listOf }
}

function numberText(count: number, format: string): string {
  if (/chinese|japanese|ideographTraditional|taiwanese/i.test(format)) return count === 2 ? '二' : chineseCount(count)
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese') return count >= 1 && count <= 20 ? String.fromCodePoint(0x245f + count) : String(count)
  return String(count)
}
