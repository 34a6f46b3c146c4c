import { readFileSync, writeFileSync } from 'node:fs'
import { EMPTY_CONFIG } from '../../core/config'
import { plainText } from '../../core/document'
import type { Fact } from '../../core/phrase/fact'
import { fill } from '../../core/phrase/fill'
import { STYLE_WORDS } from '../../core/phrase/styles'
import { parseTemplate } from '../../core/phrase/template'
import { must } from '../../core/assert'
import { own } from '../../core/own'
import { FIGURES, PARTITIONS, VILLAGE_SPLITS } from '../figures'
import { REGISTRY } from '../registry'
import { dimensionsOf } from './dimension'
import type { CountedFigure } from './named'

const PATH = 'docs/report-language.md'

/** Every style at least once, with what stands for 甲 (or, of a rate, 乙 and 丙). */
const EXAMPLES: readonly (readonly [written: string, fact: Fact, told: string])[] = [
  ['甲', number(652), '652'], ['甲|余', number(264), '264'], ['甲|余', number(260), '260'], ['甲|余', number(10_360), '10360'], ['甲|余(百)', number(212), '212'], ['甲|余(十)', number(36), '36'],
  ['甲|近', number(198), '198'], ['甲|余|万', number(10_360), '10360'], ['甲|余|汉字', number(24), '24'], ['甲|汉字', number(105), '105'],
  ['甲', ratio(59, 60), '59/60'], ['甲|百分(1)', ratio(59, 60), '59/60'], ['甲|以上', ratio(59, 60), '59/60'], ['甲|以上(1)', ratio(59, 60), '59/60'], ['甲|以上', ratio(60, 60), '60/60'],
  ['甲|月日', { kind: 'day', day: '2026-03-20' }, '日期'], ['甲|年月日', { kind: 'day', day: '2026-03-20' }, '日期'],
  ['甲|列举("件","，")', { kind: 'list', items: [{ label: '邻里', value: 3 }, { label: '医疗', value: 0 }, { label: '山林土地', value: 1 }] }, '邻里3、医疗0、山林土地1'],
  ['甲|零则略', number(0), '0'], ['甲|零则略句', number(0), '0'],
]

test('every style is shown', () => {
  const shown = EXAMPLES.map(([written]) => written).join(' ')
  expect(Object.values(STYLE_WORDS).filter(({ word }) => !shown.includes(`|${word}`))).toEqual([])
})

test('the guide for those who write reports says what the program does', () => {
  const written = readFileSync(PATH, 'utf8')
  const made = withPart(withPart(written, 'styles', stylesTable()), 'figures', figuresList())
  // WRITE_DOCS=1 npx jest src/domain/figures/reportLanguage.test.ts --selectProjects unit
  if (process.env.WRITE_DOCS === '1') writeFileSync(PATH, made)
  else expect(written).toBe(made)
})

test('what it gives as examples can be written', () => {
  const examples = [...withPart(withPart(readFileSync(PATH, 'utf8'), 'styles', ''), 'figures', '').matchAll(/`([^`]*\{\{[^`]*)`/g)].map((found) => found[1] ?? '')
  expect(examples.length).toBeGreaterThan(12)
  expect(examples.filter((each) => parseTemplate(each).problems.length > 0)).toEqual([])
})

function stylesTable(): string {
  const rows = EXAMPLES.map(([written, fact, told]) => {
    const { template } = parseTemplate(`{{${written}}}`)
    const { document, problems } = fill(template, () => fact)
    expect([written, ...problems.map(({ message }) => message)]).toEqual([written])
    return `| \`{{${written}}}\` | ${told} | ${plainText(document) || '（不写）'} |`
  })
  return ['| 写法 | 甲是 | 印出来 |', '| --- | --- | --- |', ...rows.map((row) => row.replace(/\|(?=[^ ])(?=[^`]*`)/g, '\\|'))].join('\n')
}

function figuresList(): string {
  const subjects = [...new Set(Object.keys(FIGURES).map(subjectOf))]
  return subjects.map((subject) => {
    const figures = Object.entries(FIGURES).filter(([name]) => subjectOf(name) === subject)
    const splits = Object.entries({ ...PARTITIONS, ...VILLAGE_SPLITS }).filter(([name]) => subjectOf(name) === subject)
    return [
      `### ${subject}`, '', `可以细分：${narrowersOf(figures[0]?.[0] ?? '').join('、')}。`, '', '| 名称 | 量词 | 口径 |', '| --- | --- | --- |',
      ...figures.map(([name, { unit, definition }]) => `| \`${name}\` | ${unit} | ${definition} |`),
      ...splits.map(([name, { label, whole }]) => `| \`${name}\` | 列举 | “${whole}”${label}列出来 |`),
    ].join('\n')
  }).join('\n\n')
}

function narrowersOf(name: string): readonly string[] {
  const named = must(own(FIGURES, name), name)
  const { figure } = named.kind === 'counted' ? named : (own(FIGURES, named.numerator) as CountedFigure)
  const type = must(own(REGISTRY, figure.kind), figure.kind)
  return [...new Set([...dimensionsOf(type, figure, EMPTY_CONFIG).map(({ label }) => label), '地方', '月份'])]
}

function subjectOf(name: string): string {
  return name.split('.')[0] ?? name
}

function withPart(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(open) + open.length, text.indexOf(close)]
  if (from < open.length || to < from) throw new Error(`${PATH} has lost its part ${name}`)
  return `${text.slice(0, from)}\n${content}\n${text.slice(to)}`
}

function number(value: number): Fact {
  return { kind: 'number', value }
}

function ratio(numerator: number, denominator: number): Fact {
  return { kind: 'ratio', numerator, denominator }
}
