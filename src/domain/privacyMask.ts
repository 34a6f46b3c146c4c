import { unreachable } from '../core/assert'
import type { PersonalClass } from '../core/field'
import { bodyEnding, surnameOf } from './personName'

/** A personal value as it stands where nobody asked to see it whole. The one mask of the product; '' stays ''. */
export function masked(kind: PersonalClass, text: string): string {
  const whole = text.trim()
  if (whole === '') return ''
  switch (kind) {
    case 'name':
      return whole.split(/[、，,;；\s]+/).map(maskName).filter((name) => name !== '').join('、')
    case 'phone':
      return maskPhone(whole)
    case 'address':
      return maskAddress(whole)
    case 'trait':
    case 'told':
      return HIDDEN
    default:
      return unreachable(kind)
  }
}

const HIDDEN = '＊＊'

/** 李四 → 李某, 欧阳锋 → 欧阳某, 某某公司 → 某公司. What is no name of a person keeps its kind, never its name. */
export function maskName(name: string): string {
  const text = name.trim()
  if (text === '') return ''
  const body = bodyEnding(text)
  return body === null ? `${surnameOf(text) ?? ''}某` : `某${body}`
}

/** 13812345678 → 138****5678, 0375-6123456 → 037****56; what is no number (a WeChat name) shows its first letter. */
export function maskPhone(phone: string): string {
  const text = phone.normalize('NFKC').replace(/(\d)[\s-]+(?=\d)/g, '$1')
  const numbers = text.match(/\d{5,}/g) ?? []
  if (numbers.length === 0) return `${[...text][0] ?? ''}***`
  return numbers.map((number) => `${number.slice(0, 3)}****${number.slice(number.length >= 11 ? -4 : -2)}`).join('、')
}

/** As far as the village, or else the township, or else the county: 石桥村三组 12 号 → 石桥村＊＊. */
export function maskAddress(address: string): string {
  const known = [/^.*?(?:村|社区)/, /^.*?(?:镇|乡|街道)/, /^.*?[县市]/].map((level) => level.exec(address)?.[0]).find((found) => found !== undefined)
  return `${known ?? [...address].slice(0, 2).join('')}${HIDDEN}`
}
