import { readFileSync, writeFileSync } from 'node:fs'
import { parseTemplate } from '../../core/phrase/template'
import { dispute } from '../dispute'
import { CASE_NAMES, CONTENTS_NAMES, ROW_NAMES } from './names'
import { PAPERS, type Paper } from './papers'
import { PARTY_NAMES } from './parties'

const PATH = 'docs/papers.md'

test('the guide for counties says what the program does', () => {
  const written = readFileSync(PATH, 'utf8')
  const made = PARTS.reduce((text, [name, content]) => withPart(text, name, content), written)
  // WRITE_DOCS=1 npx jest src/domain/papers/guide.test.ts --selectProjects unit
  if (process.env.WRITE_DOCS === '1') writeFileSync(PATH, made)
  else expect(written).toBe(made)
})

test('what it gives as examples can be written, and every name in it is one', () => {
  const text = readFileSync(PATH, 'utf8')
  const examples = [...text.matchAll(/`([^`]*\{\{[^`]*)`/g)].map((found) => found[1] ?? '').filter((each) => !/^\{\{(每 当事人|完)\}\}$/.test(each))
  expect(examples.length).toBeGreaterThan(2)
  expect(examples.filter((each) => parseTemplate(each).problems.length > 0)).toEqual([])
  for (const name of CONTENTS_NAMES) expect(text).toContain(`\`${name}\``)
})

const PARTS: readonly (readonly [name: string, content: string])[] = [
  ['papers', table(['文书', '什么时候要', '要签名', '靠哪些内容'], Object.values(PAPERS).map((paper: Paper) => [paper.title, paper.when, paper.signed ? '要' : '', paper.fields.map((path) => labelOf(paper, path)).join('、')]))],
  ['names', table(['名称', '印什么'], Object.entries(CASE_NAMES).map(([name, { says }]) => [`\`${name}\``, says]))],
  ['parties', table(['名称', '印什么'], Object.entries(PARTY_NAMES).map(([name, { says }]) => [`\`${name}\``, says]))],
  ['rows', Object.values(PAPERS).flatMap((paper: Paper) => (paper.per === undefined ? [] : [`${paper.title}：`, '', table(['名称', '印什么'], Object.entries(ROW_NAMES[paper.per]).map(([name, { says }]) => [`\`${name}\``, says])), ''])).join('\n').trimEnd()],
]

function labelOf(paper: Paper, path: string): string {
  const [name = '', cell = ''] = path.split('.')
  const fields = dispute.fields as Readonly<Record<string, { readonly label: string; readonly fields?: Readonly<Record<string, { readonly label: string }>> }>>
  if (name === 'row') return fields[paper.per ?? '']?.fields?.[cell]?.label ?? ''
  return cell === '' ? (fields[name]?.label ?? '') : `当事人的${fields[name]?.fields?.[cell]?.label ?? ''}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')
}

function withPart(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(open) + open.length, text.indexOf(close)]
  if (from < open.length || to < from) throw new Error(`${PATH} has lost its part ${name}`)
  return `${text.slice(0, from)}\n${content}\n${text.slice(to)}`
}
