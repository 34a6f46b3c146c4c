import fc from 'fast-check'
import { plainText } from '../document'
import type { Fact } from './fact'
import { fill } from './fill'
import { halfWidth } from './lexer'
import { namesUsed, parseTemplate } from './template'
import { typedNumbers } from './typedNumbers'

const FACTS: Readonly<Record<string, Fact>> = {
  甲: { kind: 'number', value: 0 },
  乙: { kind: 'number', value: 264 },
  丙: { kind: 'ratio', numerator: 59, denominator: 60 },
  丁: { kind: 'text', text: '青石乡' },
  戊: { kind: 'day', day: '2023-03-20' },
  己: { kind: 'list', items: [{ label: '省级', value: 2 }] },
  庚: { kind: 'items', items: [{ 题: { kind: 'number', value: 7 } }, {}] },
}

const pieces = [
  '{{', '}}', '{', '}', '｛｛', '｝｝', '若 ', '每 ', '否则', '完', '{{完}}', '{{否则}}', '{{若 甲=0}}', '{{每 庚 以“；”隔}}', '{{乙|余}}', '{{甲|零则略}}', '{{甲|零则略句}}',
  ...Object.keys(FACTS), '题', '合计(', '率(', ')', '（', '）', '[', ']', '【', ',', '，', '、', '；', '。', '：', '|', '｜', '=', '≠', '>', '<=', '且', '或', '非', '+', '-', '%',
  '余', '余(百)', '近', '以上', '百分(1)', '汉字', '万', '月日', '列举("个","，")', '零则略', '其中', '“', '”', '"', '1', '20', '5余条', ' ', '　', '\n', '# ', '（一）', '1. ', '@', '.', '\ud800',
]
const templates = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((chosen) => chosen.join(''))

test('no text makes parsing, filling or checking throw, and every problem lies inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(templates, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
      const { template, problems } = parseTemplate(text)
      const filled = fill(template, (reference) => FACTS[reference.key], Object.keys(FACTS))
      for (const each of [...problems, ...filled.problems, ...typedNumbers(template)]) {
        expect(each.start).toBeGreaterThanOrEqual(0)
        expect(each.end).toBeLessThanOrEqual(text.length)
        expect(each.end).toBeGreaterThan(each.start)
        expect(each.message).toMatch(/[，。？]/)
      }
    }),
    { numRuns: 3000 },
  )
})

test('whenever the draft shows a hole there is an error', () => {
  fc.assert(
    fc.property(templates, (text) => {
      const { template, problems } = parseTemplate(text)
      const filled = fill(template, (reference) => FACTS[reference.key])
      if (!plainText(filled.document).includes('【？')) return
      expect([...problems, ...filled.problems].some((each) => each.level === 'error')).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('every unknown name is in the list, whatever else is wrong', () => {
  fc.assert(
    fc.property(templates, (text) => {
      const { template } = parseTemplate(text)
      const { problems } = fill(template, () => undefined)
      const reported = new Set(problems.filter((each) => each.kind === 'unknown-name').map((each) => each.start))
      const outside = namesUsed(template).filter((reference) => reference.loop === null)
      expect(outside.filter((reference) => !reported.has(reference.start))).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

test('text without placeholders comes back as it was, line by line', () => {
  const plain = fc.stringMatching(/^[甲乙丙，。、；“”（）5%]{0,20}$/)
  fc.assert(
    fc.property(plain, (line) => {
      const { template, problems } = parseTemplate(`正文${line}`)
      expect(problems).toEqual([])
      expect(plainText(fill(template, () => undefined).document)).toBe(`正文${line}`)
    }),
  )
})

test('a placeholder in full-width prints what it prints in half-width', () => {
  const FULL = new Map(['{', '}', '(', ')', '[', ']', '|', ',', '=', '+', '-', '>', '<', '1', '5', ' '].map((char) => [char, char === ' ' ? '　' : String.fromCharCode(char.charCodeAt(0) + 0xfee0)]))
  const some = fc.constantFrom('{{合计(甲,乙)|余(100)}}', '{{若 (甲+乙)>=15 且 乙-甲<511}}有{{否则}}无{{完}}', '{{丙|以上(1)}}', '{{乙[丁=己,戊=庚]|余}}', '{{率(乙,乙+15)|百分(1)|零则略}}')
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.boolean()), (text, choices) => {
      const mixed = [...text].map((char) => (choices.next().value === true ? (FULL.get(char) ?? char) : char)).join('')
      const facts = (reference: { name: string }) => FACTS[reference.name]
      const [a, b] = [text, mixed].map((each) => fill(parseTemplate(each).template, facts).document)
      expect(b).toEqual(a)
      expect(mixed.split('').map(halfWidth).join('').length).toBe(text.length)
    }),
  )
})

test('filling twice gives the same document', () => {
  fc.assert(
    fc.property(templates, (text) => {
      const { template } = parseTemplate(text)
      const facts = (reference: { key: string }) => FACTS[reference.key]
      expect(fill(template, facts)).toEqual(fill(template, facts))
    }),
  )
})
