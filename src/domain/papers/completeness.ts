import { codesOf, liveRows, type Value, type Values } from '../../core/field'
import { own } from '../../core/own'
import type { PaperLine, PaperList } from '../../core/paperWire'
import { fieldAt } from '../../core/recordType'
import { dispute } from '../dispute'
import { appliesTo, paperOf, PAPER_IDS, PAPERS, type Paper, type PaperId } from './papers'
import { isSimple, whyNone } from './use'

/** The papers of a case in the order of its volume, and what each still lacks. The phone knows it without a network. */
export function papersOf(values: Values, stage: string): PaperList {
  const reason = whyNone(values, stage)
  const papers = PAPER_IDS.flatMap((id) => linesOf(id, values, stage))
  const scans = FILED.reduce((sum, field) => sum + (Array.isArray(values[field]) ? (values[field] as readonly string[]).length : 0), 0)
  const expected = isSimple(values) ? 0 : papers.filter((each) => each.signed && each.use === 'needed').length
  return { reason, papers, scans, expected, ownForms: [] }
}
const FILED = ['files', 'photos'] as const

/** How many things a file still lacks: papers with something missing, and the signed ones if no scan has come back at all. */
export function lackingOf({ papers, expected, scans }: PaperList): number {
  return papers.filter(({ use, missing }) => use === 'needed' && missing.length > 0).length + (expected > 0 && scans === 0 && papers.some(({ paper }) => paper === 'note') ? 1 : 0)
}

function linesOf(id: PaperId, values: Values, stage: string): readonly PaperLine[] {
  const use = appliesTo(id, values, stage)
  if (use === null) return []
  const paper: Paper = PAPERS[id]
  const simple = isSimple(values)
  const line = (row: string | null, number: number): PaperLine => ({
    paper: id, row, title: number === 0 ? paper.title : `${paper.title}（第${number}次）`, use, signed: paper.signed,
    missing: simple ? [] : missingOf(paper, values, row),
  })
  const rows = paper.per === undefined ? [] : liveRows(values[paper.per])
  return rows.length === 0 ? [line(null, 0)] : rows.map(([row], at) => line(row, rows.length === 1 ? 0 : at + 1))
}

/** Labels of what is not there, in the words of the form one fills it in with. */
function missingOf(paper: Paper, values: Values, row: string | null): readonly string[] {
  if (paper.per !== undefined && row === null) return [`还没有记${(fieldAt(dispute, paper.per)?.label ?? '')}`]
  return paper.fields.filter((path) => isMissing(paper, path, values, row)).map((path) => labelOf(paper, path))
}

function isMissing(paper: Paper, path: string, values: Values, row: string | null): boolean {
  const [name = '', cell] = path.split('.')
  if (cell === undefined) return isUnset(name === 'agreement' && values.form === 'oral' && values.onSpot === true ? values.summary : values[name])
  if (name !== 'row') {
    const rows = liveRows(values[name])
    return rows.length === 0 || rows.some(([, each]) => isUnset(each.values[cell]) && isAsked(cell, each.values))
  }
  const rows = liveRows(paper.per === undefined ? undefined : values[paper.per])
  return isUnset(rows.find(([id]) => id === row)?.[1].values[cell])
}

/** A company has neither sex nor age. */
function isAsked(cell: string, party: Readonly<Record<string, Value>>): boolean {
  return (cell !== 'sex' && cell !== 'age') || !['company', 'body'].includes(String(party.nature))
}

function isUnset(value: Value | undefined): boolean {
  return value === false || codesOf(value).every((code) => code === '')
}

function labelOf(paper: Paper, path: string): string {
  const [name = '', cell] = path.split('.')
  const field = fieldAt(dispute, name === 'row' && paper.per !== undefined ? `${paper.per}.${cell}` : path)
  const label = field?.label ?? path
  return name === 'parties' ? `当事人的${label}` : label
}

/** 目录 of a case: the papers that count, then what was attached. */
export function contentsOf({ papers, scans }: PaperList): readonly { readonly title: string; readonly note: string }[] {
  const titles = papers.filter(({ paper, use }) => use === 'needed' && !isBinding(paper)).map(({ title }) => ({ title, note: '' }))
  return scans === 0 ? titles : [...titles, { title: '证据材料、扫描件', note: `${scans} 件` }]
}

function isBinding(id: string): boolean {
  const paper = own<Paper>(PAPERS, id)
  return paper?.binding === true && id !== 'note'
}

export function titleOf(id: string): string {
  return paperOf(id)?.title ?? id
}
