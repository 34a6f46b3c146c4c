import { BEFORE, DASH, decimalsOf, DIGITS, HAN, numberOf, ownWord, type Count } from './number'
import { readNumeral } from './numeral'
import { roundedInterval } from './rounding'
import { classOf, UNIT_PATTERN } from './units'

const COUNT = new RegExp(
  `(${BEFORE}|上)?(?:(${DIGITS})(?:${DASH}(${DIGITS}))?|([数几])?(${HAN}))[ \\t]{0,2}(余|多|来|几)?([百千万亿]{1,2})?(余|多)?(${UNIT_PATTERN})(余|多)?(以上|以下|以内|左右|上下)?`, 'g',
)
const SHARED_UNIT = new RegExp(`分别(?:为|是|有|达到|达|化解|调处|受理)?((?:\\d{1,9}、){0,12}\\d{1,9}[、和及]\\d{1,9})(${UNIT_PATTERN})`, 'g')

/** Characters that are units, but not here: lengths of time, 人员, 条件, 项目 … Tested from the unit on. */
const NO_UNIT = new RegExp(`^(?:${[
  '个(?:多|半)?(?:月|工作日|小时|季度|年度|星期|学期|自然日|百分点)', '人(?:民|员|均|居|大|社|武)', '名(?:义|单|录|册|称)', '次(?:日|年|月|序|性)', '件事', '条[件例]', '面[向对积]',
  '期[间限末]', '所[有在]', '位[数置]', '项目', '例[会如]', '起[到步诉草]', '处[理置级]', '批[准复]', '本[乡镇年村]', '家[庭长]', '户[籍均]', '张贴', '场[所地]',
].join('|')})`)
const LAW_BEFORE = /(?:》|法典|刑法|条例)$/
const FREQUENCY = /(?:每|平均|人均|户均)[^，,。；;：！？!?]{0,14}$/
const HOTLINES = ['12345', '12348', '12309', '12388']

/** Numbers with a unit that count something. Offsets are into `text`, whose digits and points are half-width. */
export function readCounts(text: string): readonly Count[] {
  return [...[...text.matchAll(COUNT)].flatMap((found) => countFrom(text, found)), ...withoutOwnUnit(text)]
}

/** One match of COUNT: 近 | 20 | 30 of 20—30 | 数 | 十 | 余 | 万 | 余 | 件 | 余 | 以上. */
function countFrom(text: string, found: RegExpMatchArray): readonly Count[] {
  const group = (index: number): string => found[index] ?? ''
  const [word, first, second, vague, han, big, unit, after] = [group(1), group(2), group(3), group(4), group(5), group(7), group(9), group(11)]
  const [at, over] = [found.index ?? 0, group(6) + group(8) + group(10)]
  const [end, numberAt] = [at + found[0].length, at + word.length]
  const unitClass = classOf(unit)
  if (unitClass === null || !isCounting(text, numberAt, first, end - `${unit}${group(10)}${after}`.length, unit)) return []
  const before = word === '上' && !/^[百千万亿]/.test(han) ? '' : ownWord(text, at, word)
  const roughness = before + over + after + vague
  const base = first === '' ? readNumeral(han) : numberOf(first)
  if (base === null || (first === '' && !isCountingInHan(text, base, vague + han, roughness, numberAt, end, unit))) return []
  const scale = [...big].reduce((product, char) => product * (readNumeral(char) ?? 1), 1)
  const rounding = { before, over: over !== '', after, isVague: vague !== '', decimals: decimalsOf(first) }
  const from = before === '' ? numberAt : at
  return [{
    kind: 'count', from, to: end, text: text.slice(from, end), unit: unit.replace(/[（(]次[）)]/, '次'), unitClass,
    ...roundedInterval(base, second === '' ? null : numberOf(second), scale, rounding),
    exact: roughness + second === '' && scale === 1,
    hasDecimals: scale === 1 && rounding.decimals > 0,
    isLoneOver: over.includes('余') && scale === 1 && base < 10,
  }]
}

function isCounting(text: string, at: number, digits: string, unitAt: number, unit: string): boolean {
  const before = text.slice(Math.max(0, at - 24), at)
  if (/[第·.A-Za-z\d〔〕[［]$|\d[,.·:：/]$|(?:^|[^目此先])前$/.test(before) || FREQUENCY.test(before)) return false
  if (HOTLINES.includes(digits) || NO_UNIT.test(text.slice(unitAt, unitAt + 6))) return false
  return !((unit === '条' || unit === '项') && LAW_BEFORE.test(before))
}

/** 三项制度, 一站式, 两名干部: a small number in characters counts only where the phrase ends with it; 一起 is "together". */
function isCountingInHan(text: string, value: number, han: string, roughness: string, from: number, to: number, unit: string): boolean {
  if (/[一二两三四五六七八九十\d第]/.test(text.charAt(from - 1)) || (unit === '起' && han === '一')) return false
  const next = text.charAt(to)
  if (/^[百千万亿]/.test(han) && roughness === '') return false
  if (/^[数几]/.test(han) && !/^[数几][十百千万]/.test(han)) return false
  if (roughness !== '' || value > 10) return !/[大类级届]/.test(next)
  return value > 1 && (next === '' || '，,。；;、）)\n'.includes(next))
}

/** 分别为300、200、152起: the last one's unit is that of all. */
function withoutOwnUnit(text: string): readonly Count[] {
  return [...text.matchAll(SHARED_UNIT)].flatMap((found) => {
    const [whole, numbers = '', unit = ''] = found
    const unitClass = classOf(unit)
    const start = (found.index ?? 0) + whole.length - unit.length - numbers.length
    if (unitClass === null) return []
    return [...numbers.matchAll(/\d+/g)].slice(0, -1).map((each): Count => {
      const [from, value] = [start + each.index, Number(each[0])]
      return { kind: 'count', from, to: from + each[0].length, text: each[0], unit, unitClass, low: value, high: value, exact: true, hasDecimals: false, isLoneOver: false }
    })
  })
}
