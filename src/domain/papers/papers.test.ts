import fc from 'fast-check'
import { EMPTY_CONFIG } from '../../core/config'
import type { Field, PlainField, Values } from '../../core/field'
import { liveRows } from '../../core/field'
import { parseTemplate } from '../../core/phrase/template'
import { dispute } from '../dispute'
import { BLANK, BREAK } from './blank'
import { contentsOf, lackingOf, papersOf } from './completeness'
import { factsOf } from './facts'
import { layOut, textOf } from './layout'
import type { PaperCase } from './names'
import { PAPER_IDS, PAPERS, type Paper } from './papers'
import { BARE_SAMPLE, SAMPLE } from './sample'

const STAGES = Object.keys(dispute.stages)
const WRITTEN: Values = { type: 'land', source: 'applied', result: 'success', form: 'written', route: 'mediation' }
const SPOT: Values = { type: 'land', result: 'success', form: 'oral', route: 'mediation', onSpot: true, summary: '水沟' }
const row = (values: Readonly<Record<string, string>>) => ({ r1: { values } })

const TABLE: readonly (readonly [what: string, values: Values, stage: string, papers: readonly string[]])[] = [
  ['nothing before it is accepted', { type: 'land' }, 'registered', []],
  ['declined', { type: 'land' }, 'declined', []],
  ['withdrawn', WRITTEN, 'withdrawn', []],
  ['merged', WRITTEN, 'merged', []],
  ['accepted on the parties’ application', { source: 'applied' }, 'accepted', ['application', '(registration)', 'notice']],
  ['accepted on the committee’s own account', { source: 'proactive' }, 'accepted', ['registration', 'notice']],
  ['handed over by a court', { source: 'court' }, 'accepted', ['registration', 'notice']],
  ['mediating, with a session and an inquiry', { source: 'proactive', sessions: row({ on: '2026-03-01' }), inquiries: row({ on: '2026-03-01' }) }, 'mediating', ['registration', 'notice', 'inquiry', 'session']],
  ['a written agreement', WRITTEN, 'closed', ['cover', 'contents', 'application', '(registration)', 'notice', 'session', 'agreement', 'followUp', 'note']],
  ['an oral one that was to be performed later', { ...SPOT, onSpot: false }, 'closed', ['cover', 'contents', 'registration', 'notice', 'session', 'oral', 'followUp', 'note']],
  ['to be confirmed by a court', { ...WRITTEN, courtConfirmation: 'applied' }, 'archived', ['cover', 'contents', 'application', '(registration)', 'notice', 'session', 'agreement', 'followUp', 'court', 'note']],
  ['not settled', { route: 'mediation', result: 'failed', source: 'proactive' }, 'closed', ['cover', 'contents', 'registration', 'notice', 'session', 'termination', 'note']],
  ['given up by the parties', { route: 'mediation', result: 'dropped', source: 'applied' }, 'closed', ['cover', 'contents', 'application', '(registration)', 'notice', 'termination', 'note']],
  ['handed to another organ', { route: 'mediation', result: 'transferred' }, 'closed', ['cover', 'contents', 'registration', 'notice', 'note']],
  ['settled and performed on the spot by word of mouth', SPOT, 'archived', ['oral']],
  ['the same, looked after later', { ...SPOT, followUps: row({ on: '2026-03-09' }) }, 'archived', ['oral', '(followUp)']],
  ['settled on the spot in writing', { ...SPOT, form: 'written' }, 'archived', ['cover', 'contents', 'registration', 'notice', 'session', 'agreement', 'followUp', 'note']],
  ['persuaded by a grid worker', { ...SPOT, route: 'gridWorker' }, 'archived', []],
  ['by an office', { ...WRITTEN, route: 'administrative' }, 'closed', []],
]

test.each(TABLE)('%s', (_what, values, stage, papers) => {
  const list = papersOf(values, stage)
  expect(list.papers.map(({ paper, use }) => (use === 'needed' ? paper : `(${paper})`))).toEqual(papers)
  expect(list.reason === null).toBe(papers.length > 0)
})

test('why there are none is said in words', () => {
  expect(papersOf({ ...SPOT, route: 'gridWorker' }, 'archived').reason).toContain('确认为人民调解')
  expect(papersOf({ ...WRITTEN, route: 'lawyer' }, 'closed').reason).toContain('律师调解')
})

test('what is missing is said in the words of the form', () => {
  const { papers } = papersOf({ ...WRITTEN, parties: { a: { values: { name: '某公司', nature: 'company', phone: '1', home: '街上' } } }, claims: '还钱' }, 'closed')
  const missing = (paper: string): readonly string[] => papers.find((each) => each.paper === paper)?.missing ?? []
  expect(missing('application')).toEqual(['怎么回事、怎么商定的'])
  expect(missing('session')).toEqual(['还没有记调解'])
  expect(missing('notice')).toEqual(['已告知权利义务'])
})

test('a case with all its papers and a scan lacks nothing, without a scan one thing', () => {
  const values: Values = {
    ...SAMPLE.values, route: 'mediation', sessions: row({ on: '2026-03-10', venue: '村', record: '谈', outcome: 'agreed' }), followUps: row({ on: '2026-05-01', by: 'x', finding: '好' }),
  }
  expect(lackingOf(papersOf({ ...values, files: ['a'] }, 'archived'))).toBe(0)
  expect(lackingOf(papersOf(values, 'archived'))).toBe(1)
  expect(lackingOf(papersOf(SPOT, 'archived'))).toBe(0)
})

test('several sessions make several papers, counted', () => {
  const sessions = { r1: { values: { on: '2026-03-01' } }, r2: { values: { on: '2026-03-02' } }, r3: { values: {}, retired: true as const } }
  expect(papersOf({ source: 'proactive', sessions }, 'mediating').papers.filter(({ paper }) => paper === 'session').map(({ title, row: id }) => [title, id]))
    .toEqual([['人民调解记录（第1次）', 'r1'], ['人民调解记录（第2次）', 'r2']])
})

test('every text can be read, and says no standard number', () => {
  for (const { text } of Object.values(PAPERS)) {
    expect(parseTemplate(text).problems).toEqual([])
    expect(text).not.toMatch(/GB|司发通|〔20/)
  }
})

test('the sides of a case are its parties, each once', () => {
  fc.assert(fc.property(valuesOf(dispute.fields.parties, 'parties'), (parties) => {
    const facts = factsOf(PAPERS.cover, caseOf({ parties }), null)
    const count = (name: string): number => {
      const fact = facts({ key: name, name, narrow: [], loop: null, line: 1, start: 0, end: 0 })
      return fact?.kind === 'items' ? fact.items.length : -1
    }
    const all = liveRows(parties).length
    expect(count('当事人')).toBe(Math.max(all, 1))
    // A side nobody is on leaves one blank.
    expect(count('申请人') + count('被申请人') - all).toBeGreaterThanOrEqual(0)
    expect(count('申请人') + count('被申请人') - all).toBeLessThanOrEqual(2)
  }), { numRuns: 30 })
})

test('any case fills every one of its papers, and what is not known is a blank', () => {
  const values = fc.record(Object.fromEntries(Object.entries(dispute.fields).map(([name, field]) => [name, valuesOf(field, name)])), { requiredKeys: [] })
  fc.assert(fc.property(values, fc.constantFrom(...STAGES), (raw, stage) => {
    const each = raw as Values
    const list = papersOf(each, stage)
    for (const id of PAPER_IDS) {
      const paper: Paper = PAPERS[id]
      const rows = paper.per === undefined ? [null] : [null, ...liveRows(each[paper.per]).map(([, of]) => of)]
      for (const of of rows) {
        const text = layOut(paper, factsOf(paper, { ...caseOf(each), contents: contentsOf(list), attachments: list.scans }, of)).map(textOf).join('\n')
        expect(text).not.toMatch(/undefined|null|NaN|【？|\[object/)
        expect(text.includes(BLANK) || text.includes(BREAK)).toBe(false)
      }
    }
  }), { numRuns: 30 })
})

test('of a case that knows nothing every value is left to the pen', () => {
  const written = (of: PaperCase): string => PAPER_IDS.map((id) => layOut(PAPERS[id], factsOf(PAPERS[id], of, null)).map(textOf).join('\n')).join('\n')
  expect(written(SAMPLE)).toContain('甲某')
  expect(written(BARE_SAMPLE)).not.toMatch(/甲某|2026|样调/)
  expect(written(BARE_SAMPLE)).toContain('年　　月　　日')
})

function caseOf(values: Values): PaperCase {
  return { values, stream: 'town', createdBy: 'me', config: EMPTY_CONFIG, names: new Map([['me', '张某']]), contents: [], attachments: 0 }
}

/** Any value a record may hold of a field; texts of any characters, as people paste them. */
function valuesOf(field: Field, name: string): fc.Arbitrary<NonNullable<Values[string]>> {
  if (field.kind !== 'rows') return plainOf(field.kind === 'serial' ? { kind: 'text', label: name, max: 40 } : field)
  const cells = fc.record(Object.fromEntries(Object.entries(field.fields).map(([cell, of]) => [cell, plainOf(of)])), { requiredKeys: [] })
  const rows = fc.array(fc.record({ values: cells, retired: fc.constant(true as const) }, { requiredKeys: ['values'] }), { maxLength: 4 })
  return rows.map((list) => Object.fromEntries(list.map((each, at) => [`r${at}`, each])) as NonNullable<Values[string]>)
}

function plainOf(field: PlainField): fc.Arbitrary<string | number | boolean | readonly string[]> {
  switch (field.kind) {
    case 'text':
      return fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('陈大山', '一行\n又一行', '{{编号}}', '│', '「」', '甲、乙', '。', ' \n '))
    case 'count':
    case 'money':
      return fc.nat({ max: 1_000_000 })
    case 'day':
      return fc.constantFrom('2024-02-29', '2026-01-31', '2026-12-01')
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...Object.keys(field.options), 'retired')
    case 'choices':
      return fc.subarray(Object.keys(field.options))
    case 'media':
      return fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 })
    default:
      return fc.constantFrom('me', 'nobody')
  }
}
