import { fits } from '../../core/field'
import { figureOf } from '../../core/figure'
import { own } from '../../core/own'
import type { BoundAsk } from '../../core/paperWire'
import { addDays, addMonths, dayText, isDay, type Period } from '../../core/period'
import { isWithin, placeName } from '../../core/place'
import type { Me } from '../../core/protocol'
import { optionLabel, optionsOf } from '../../core/recordType'
import { dispute } from '../../domain/dispute'
import { factsOf } from '../../domain/papers/facts'
import { layOut, type PaperBlock } from '../../domain/papers/layout'
import { organisationOf } from '../../domain/papers/organisation'
import { PAPERS } from '../../domain/papers/papers'
import { bodyEnding, surnameOf } from '../../domain/personName'
import { mayRead, seesPersonal } from '../../domain/role'
import type { PushDeps } from '../batch'
import { NUMBERS } from '../exports/taking'
import { readRows } from '../read'
import { noteOnTrail } from '../trail'
import { recordOf } from '../versions'
import { ruledTable, type RuledCell } from './paperBlocks'
import { openedCases, type OpenedCase } from './paperCase'
import { paperFile, type Sheet } from './paperFile'
import { propertiesOf, type Taken } from './takePapers'

/** Settled by word of mouth and performed on the spot, as 人民调解. */
const SIMPLE = figureOf(dispute, { onSpot: ['true'], form: ['oral'], result: ['success'], route: ['mediation'] }, { kind: 'flow', date: 'closedOn' })
const MOST_CASES = 300

/** The simple cases of a place and a quarter in one volume: cover, what is in it, and the 口头协议登记表 of each. Protected ones are a number. */
export async function boundVolume(deps: PushDeps, me: Me, stream: string, { place, quarter }: BoundAsk): Promise<Taken> {
  const period = quarterOf(quarter)
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const [row] = await deps.db.sql<{ county: string; kind: string }[]>`select county, kind from stream where stream = ${stream}`
  if (period === null || row?.county !== me.county || row.kind !== 'township' || own(places.byId, place) === undefined || !isWithin(places, place, stream)) return { kind: 'notFound' }
  const read = await readRows(deps, me, stream, [{ figure: SIMPLE, period, place, by: null }], MOST_CASES)
  if (read === null) return { kind: 'say', say: `一卷最多 ${MOST_CASES} 件。请一个村一个村地装订。` }
  const seen = read.rows.filter((each) => {
    const bare = recordOf(deps, dispute.kind, each, false)
    return !fits(dispute.protectedWhen, bare.values) && mayRead(me, dispute, places, bare) && seesPersonal(me, dispute, places, bare)
  })
  if (seen.length === 0) return { kind: 'say', say: `${placeName(places, place)}${wordsOf(quarter)}没有您能看的当场化解的口头协议，不用装订。` }
  const cases = [...await openedCases(deps, me.county, stream, read.config, seen.map((each) => recordOf(deps, dispute.kind, each, true)))].sort(byNumber)
  const bytes = await paperFile([cover(cases, placeName(places, place), quarter), contents(cases, read.total - seen.length), ...cases.map(sheet)], propertiesOf(deps, '口头协议登记表'), 2)
  const detail = { what: 'bound', quarter, rows: cases.length, size: bytes.length, personal: true }
  await noteOnTrail(deps, stream, { actor: me.person, action: 'paperMade', subject: place, detail })
  return { kind: 'file', bytes, name: `${placeName(places, place)}${wordsOf(quarter)}口头协议登记表.docx`, type: 'docx', left: [] }
}

function cover([first]: readonly OpenedCase[], place: string, quarter: string): Sheet {
  const field = (label: string, text: string | null): PaperBlock => ({ kind: 'fields', cells: [{ label, text, wide: 20 }] })
  return {
    cover: true,
    blocks: [
      { kind: 'title', text: first === undefined ? '' : organisationOf(first.of) }, { kind: 'title', text: '调解卷宗' },
      field('卷　　名', `${place}${wordsOf(quarter)}口头协议登记表`), field('卷　　号', null), field('立 卷 人', null), field('立卷日期', null), field('保管期限', null), field('备　　注', null),
    ],
  }
}

function contents(cases: readonly OpenedCase[], hidden: number): Sheet {
  const rows = cases.map(({ record: { values }, of }, at): readonly RuledCell[] => [
    String(at + 1), String(values.caseNo ?? ''), peopleOf(of.values), optionLabel(optionsOf(of.config, dispute, 'type'), values.type),
    isDay(values.closedOn) ? dayText(values.closedOn, '0000-01-01') : '', { bookmark: bookmarkOf(at), text: String(at + 1) },
  ])
  const notes: readonly PaperBlock[] = hidden === 0 ? [] : [{ kind: 'paragraph', runs: [{ text: `另有 ${hidden} 件仅承办人可见，不在本卷。`, blank: 0 }] }]
  return { blocks: [{ kind: 'title', text: '卷内目录' }, ...notes], more: [ruledTable([['序号', '编号', '当事人', '类型', '日期', '页'], ...rows], rows.length + 1)] }
}

function sheet({ of }: OpenedCase, at: number): Sheet {
  return { blocks: layOut(PAPERS.oral, factsOf(PAPERS.oral, of, null)), bookmark: bookmarkOf(at) }
}

function bookmarkOf(at: number): string {
  return `case_${at + 1}`
}

/** 陈、吴: a list of contents lies open where the papers do not. */
function peopleOf(values: OpenedCase['of']['values']): string {
  const rows = Object.values((values.parties ?? {}) as Readonly<Record<string, { readonly values: { readonly name?: unknown }; readonly retired?: true }>>)
  const names = rows.filter((row) => row.retired !== true).map((row) => String(row.values.name ?? '')).filter((name) => name !== '')
  return names.map((name) => surnameOf(name) ?? `某${bodyEnding(name) ?? ''}`).join('、')
}

function byNumber(a: OpenedCase, b: OpenedCase): number {
  return NUMBERS.compare(String(a.record.values.caseNo ?? ''), String(b.record.values.caseNo ?? '')) || (a.record.id < b.record.id ? -1 : 1)
}

/** `2026Q1`; null for what is none. */
export function quarterOf(text: string): Period | null {
  const found = /^(\d{4})Q([1-4])$/.exec(text)
  if (found === null) return null
  const from = `${found[1] ?? ''}-${String(Number(found[2]) * 3 - 2).padStart(2, '0')}-01`
  return isDay(from) ? { from, to: addDays(addMonths(from, 3), -1) } : null
}

function wordsOf(quarter: string): string {
  return `${quarter.slice(0, 4)}年第${'一二三四'.charAt(Number(quarter.slice(5)) - 1)}季度`
}
