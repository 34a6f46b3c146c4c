import type { Part, Template, TextPart } from './part'
import { problem, type Problem } from './problem'
import { placesIn } from './scan'

const UNITS = [
  '人次', '场次', '万元', '亿元', '公里', '个百分点', '百分点', '家次', '户次', '件次', '批次',
  ...'起件宗例桩次场条份册本张幅块篇期个名人户处家项所支批元亩辆台',
]
/** 个月, 个工作日 … are lengths of time. */
const NOT_UNITS = /^个(?:半?月|工作日|小时|季度|年度|星期)/
/** 二十条措施, 十五项制度: the name of a list. */
const PHRASE = /^(?:措施|制度|要求|标准|工作法|机制|举措|意见|规定|办法|行动|工程|承诺|禁令|清单)/
const FREQUENCY = /每(?:日|天|周|月|季|季度|半年|年|村|组|户|人|个?小组|个?村民组)(?:为|至少|不少于|不低于)?$/
const HOTLINES = ['12345', '12348', '12309', '12388', '110', '119', '120', '122']

// Every repetition is bounded: a page of digits must not be read once for each digit.
const DIGITS = '[0-9０-９]{1,12}(?:[,，][0-9０-９]{3}){0,4}(?:[.．][0-9０-９]{1,6})?'
const ROUGH = '[余多]?'
const RANGE = '(?:[-—–~～至到]{1,2}[0-9０-９]{1,12})?'
const UNIT = UNITS.join('|')
/** Counted in characters: 二十余件, 三十二名, 十几场, 近千人, 壹佰贰拾万元. Below ten it is mostly a phrase: 两名干部, 三项制度. */
const HAN = [
  '[一二两三四五六七八九十百千万]{1,8}[余多]', '(?=[一二两三四五六七八九十百千万零]{0,8}[十百千万])[一二两三四五六七八九十百千万零]{2,8}', '十几', '[近上数几][十百千万]{1,3}',
  '[零壹贰叁肆伍陆柒捌玖拾佰仟万]{2,12}',
].join('|')
const NUMBER = new RegExp(`(${DIGITS})([%％])|(${DIGITS}${RANGE})(${ROUGH}[万亿]?${ROUGH})(${UNIT})|(?:${HAN})(${UNIT})|百分之[零一二三四五六七八九十百点]{1,8}`, 'g')

/**
 * Counted numbers the clerk typed instead of naming a figure. Years, dates, hotlines, ordinals, list numbers and
 * fixed phrases (三项制度) are not counted. Whoever confirms one remembers its text; here it is listed every time.
 */
export function typedNumbers(template: Template): readonly Problem[] {
  return template.parts.flatMap(inPart)
}

function inPart(part: Part): readonly Problem[] {
  switch (part.kind) {
    case 'text':
      return inText(part)
    case 'value':
    case 'broken':
      return []
    case 'when':
      return [...part.then, ...part.otherwise].flatMap(inPart)
    case 'each':
      return part.body.flatMap(inPart)
  }
}

function inText(part: TextPart): readonly Problem[] {
  const placeOf = placesIn(part.text, part.at)
  return [...part.text.matchAll(NUMBER)].filter((found) => isCounted(part.text, found)).map((found) => {
    const at = placeOf(found.index, found.index + found[0].length)
    return problem('typed-number', at, `“${found[0]}”是手填的数，请改成指标，或者确认。`)
  })
}

function isCounted(text: string, found: RegExpExecArray): boolean {
  const start = found.index
  const before = text.slice(Math.max(0, start - 8), start)
  const [digits = '', unit] = [found[1] ?? found[3], found[5] ?? found[6]]
  if (found[6] !== undefined && PHRASE.test(text.slice(start + found[0].length))) return false
  if (/[第·•.．A-Za-z]$/.test(before) || FREQUENCY.test(before)) return false
  if (HOTLINES.includes(digits)) return false
  return unit === undefined || !NOT_UNITS.test(text.slice(start + found[0].length - unit.length))
}
