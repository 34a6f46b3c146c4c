import type { Config } from '../../core/config'
import type { Row, Value, Values } from '../../core/field'
import { liveRows } from '../../core/field'
import type { Fact, Item } from '../../core/phrase/fact'
import { isDay } from '../../core/period'
import { placeName } from '../../core/place'
import { optionLabel, optionsOf } from '../../core/recordType'
import { dispute } from '../dispute'
import { wordOf, yearInBrackets } from '../numbering'
import { SETTING } from '../settingNames'
import { BLANK, dayFact, flagFact, plainFact, textFact } from './blank'
import { organisationOf } from './organisation'
import { partyItem, partiesOf, type Side } from './parties'

/** A case as its papers read it. */
export interface PaperCase {
  readonly values: Values
  readonly stream: string
  readonly createdBy: string
  readonly config: Config
  /** Person or unit id → name. */
  readonly names: ReadonlyMap<string, string>
  /** Of 目录 and 情况说明. */
  readonly contents: readonly { readonly title: string; readonly note: string }[]
  readonly attachments: number
}

export interface PaperName {
  /** What it prints, for those who write a form. */
  readonly says: string
  readonly of: (of: PaperCase) => Fact
  /** A value of sentences: it stands under its label, and left blank it leaves so many lines. */
  readonly lines?: number
  /** Of a ruled blank in its row, in characters. */
  readonly wide?: number
}

/** What every paper may say. */
export const CASE_NAMES: Readonly<Record<string, PaperName>> = {
  编号: { says: '案件编号', wide: 12, of: value('caseNo') },
  协议编号: { says: '书面协议的编号；口头协议的是案件编号', wide: 14, of: ({ values }) => textFact(values.form === 'oral' ? values.caseNo : values.agreementNo) },
  卷名: { says: '谁和谁的什么纠纷', wide: 22, of: (each) => textFact(subjectOf(each)) },
  卷号: { says: '年度和字号，号数留着笔填', wide: 14, of: (each) => ({ kind: 'text', text: volumeNumber(each), blank: true }) },
  年度: { says: '调结的年份', wide: 4, of: ({ values }) => textFact(yearText(values)) },
  类型: { says: '纠纷类型', wide: 8, of: choice('type') },
  来源: { says: '案件来源', wide: 8, of: choice('source') },
  难易: { says: '难易程度', wide: 5, of: choice('difficulty') },
  结果: { says: '调解结果', wide: 8, of: choice('result') },
  协议形式: { says: '口头协议或书面协议', wide: 6, of: choice('form') },
  履行: { says: '履行情况', wide: 6, of: choice('fulfilment') },
  地方: { says: '纠纷在哪', wide: 14, of: ({ values, config }) => textFact(typeof values.place === 'string' ? placeName(config.places, values.place) : '') },
  登记日期: { says: '登记的日期', wide: 9, of: day('reportedOn') },
  受理日期: { says: '受理的日期', wide: 9, of: day('acceptedOn') },
  调结日期: { says: '调解结束的日期', wide: 9, of: day('closedOn') },
  生效日期: { says: '协议生效的日期', wide: 9, of: day('effectiveOn') },
  履行期限: { says: '协议说好的履行期限', wide: 9, of: day('fulfilBy') },
  履行日期: { says: '实际履行的日期', wide: 9, of: day('fulfilledOn') },
  申请确认日期: { says: '申请司法确认的日期', wide: 9, of: day('courtAppliedOn') },
  法院: { says: '受理司法确认的法院', wide: 18, of: value('court') },
  裁定书编号: { says: '确认裁定书的编号', wide: 14, of: value('courtNo') },
  当事人: { says: '名单，一人一条', of: (each) => parties(each, null) },
  申请人: { says: '名单，只有申请人一方', of: (each) => parties(each, 'applicant') },
  被申请人: { says: '名单，只有被申请人一方', of: (each) => parties(each, 'respondent') },
  当事人姓名: { says: '各方姓名，用顿号隔开', wide: 20, of: ({ values }) => textFact(namesIn(values)) },
  简要情况: { says: '怎么回事', lines: 4, of: value('summary') },
  申请事项: { says: '申请人要什么', lines: 3, of: value('claims') },
  协议内容: { says: '商定了什么；当场化解的口头协议没有另写，就是那一段话', lines: 5, of: ({ values }) => textFact(values.agreement ?? (values.form === 'oral' ? values.summary : undefined)) },
  履行方式时限: { says: '怎么履行、什么时候履行完', lines: 1, of: ({ values }) => textFact(performance(values)) },
  涉及金额: { says: '涉及金额，元', wide: 8, of: ({ values }) => textFact(typeof values.amount === 'number' ? yuan(values.amount) : '') },
  调解组织: { says: '哪个人民调解委员会', wide: 20, of: (each) => textFact(organisationOf(each)) },
  调解员: { says: '经办人，没有写经办人的是录入人', wide: 10, of: ({ values, names, createdBy }) => textFact(names.get(String(values.handler ?? createdBy))) },
  保管期限: { says: '县里设置的保管期限', wide: 8, of: ({ config }) => textFact(config.settings[SETTING.keeping]) },
  备注: { says: '留空', lines: 3, wide: 22, of: blank },
  签名: { says: '留空，笔签', wide: 9, of: blank },
  立卷人: { says: '留空', wide: 10, of: blank },
  立卷日期: { says: '留空', wide: 9, of: () => dayFact(undefined) },
  手写日期: { says: '留空的年月日', wide: 9, of: () => dayFact(undefined) },
  份数: { says: '留空', wide: 3, of: blank },
  空: { says: '留空', wide: 8, of: blank },
  当事人申请: { says: '来源是依申请的为1，否则为0，写在“若”里', of: ({ values }) => flagFact(values.source === 'applied') },
  已告知其他途径: { says: '已告知仲裁、行政、诉讼途径的为1，否则为0', of: ({ values }) => flagFact(values.toldOtherWays === true) },
  调解成功: { says: '调解成功的为1，否则为0', of: ({ values }) => flagFact(values.result === 'success') },
  书面协议: { says: '书面协议的为1，否则为0', of: ({ values }) => flagFact(values.form === 'written') },
  当事人人数: { says: '几个当事人', of: ({ values }) => ({ kind: 'number', value: liveRows(values.parties).length }) },
  目录: { says: '名单，卷里的文书一种一条', of: ({ contents }) => ({ kind: 'items', items: contents.map(contentsItem) }) },
  文书份数: { says: '卷里的文书有几种', of: ({ contents, attachments }) => ({ kind: 'number', value: contents.length - (attachments > 0 ? 1 : 0) }) },
  附件份数: { says: '扫描件、照片有几件', of: ({ attachments }) => ({ kind: 'number', value: attachments }) },
}

/** Of one row of 调查, 调解, 回访: only in the paper of that row. */
export const ROW_NAMES: Readonly<Record<'inquiries' | 'sessions' | 'followUps', Readonly<Record<string, PaperRowName>>>> = {
  inquiries: {
    时间: { says: '哪一天', wide: 9, of: (row) => dayFact(row?.values.on) },
    地点: { says: '在哪', wide: 14, of: cell('venue') },
    参加人: { says: '参加人', wide: 22, of: cell('present') },
    被调查人: { says: '被调查人', wide: 22, of: cell('asked') },
    记录: { says: '调查记录', lines: 14, of: cell('record') },
  },
  sessions: {
    时间: { says: '哪一天', wide: 9, of: (row) => dayFact(row?.values.on) },
    地点: { says: '在哪', wide: 14, of: cell('venue') },
    参加人: { says: '参加人', wide: 22, of: cell('present') },
    记录: { says: '调解记录', lines: 12, of: cell('record') },
    调解结果: { says: '成功、不成或有待继续', wide: 8, of: (row, { config }) => textFact(optionLabel(optionsOf(config, dispute, 'sessions.outcome'), row?.values.outcome)) },
  },
  followUps: {
    时间: { says: '哪一天', wide: 9, of: (row) => dayFact(row?.values.on) },
    回访人: { says: '谁去回访的', wide: 10, of: (row, { names }) => textFact(names.get(String(row?.values.by ?? ''))) },
    回访情况: { says: '回访情况', lines: 8, of: cell('finding') },
    是否满意: { says: '满意或不满意', wide: 6, of: (row) => textFact(row?.values.satisfied === undefined ? '' : row.values.satisfied === true ? '满意' : '不满意') },
  },
}

export interface PaperRowName extends Omit<PaperName, 'of'> {
  readonly of: (row: Row | null, of: PaperCase) => Fact
}

/** Of one entry of 目录; page numbers are written when the volume is bound. */
export const CONTENTS_NAMES = ['序号', '文书名称', '页号', '说明'] as const

function contentsItem({ title, note }: PaperCase['contents'][number], at: number): Item {
  return { 序号: { kind: 'number', value: at + 1 }, 文书名称: plainFact(title), 页号: plainFact(''), 说明: plainFact(note) }
}

function blank(): Fact {
  return { kind: 'text', text: BLANK, blank: true }
}

function value(field: keyof typeof dispute.fields): PaperName['of'] {
  return ({ values }) => textFact(values[field])
}

function day(field: keyof typeof dispute.fields): PaperName['of'] {
  return ({ values }) => dayFact(values[field])
}

function choice(field: keyof typeof dispute.fields): PaperName['of'] {
  return ({ values, config }) => textFact(optionLabel(optionsOf(config, dispute, field), values[field]))
}

function cell(name: string): PaperRowName['of'] {
  return (row) => textFact(row?.values[name])
}

function parties(each: PaperCase, side: Side | null): Fact {
  return { kind: 'items', items: partiesOf(each.values, side).map((row) => partyItem(row, each.config)) }
}

function namesIn(values: Values): string {
  return liveRows(values.parties).map(([, row]) => String(row.values.name ?? '')).filter((name) => name !== '').join('、')
}

function subjectOf({ values, config }: PaperCase): string {
  const type = optionLabel(optionsOf(config, dispute, 'type'), values.type)
  const names = namesIn(values)
  return names === '' && type === '' ? '' : `${names}${names === '' ? '' : '之间的'}${type}${type.endsWith('纠纷') ? '' : '纠纷'}`
}

function yearText({ closedOn, acceptedOn }: Values): string {
  const at: Value | undefined = closedOn ?? acceptedOn
  return isDay(at) ? at.slice(0, 4) : ''
}

function volumeNumber({ values, config, stream }: PaperCase): string {
  return `${yearInBrackets(config, yearText(values) || '　　　')}${wordOf(config, stream) || '　　'}人调字第　　　号`
}

/** What the county typed is in fen. */
function yuan(fen: number): string {
  return `${(fen / 100).toFixed(2).replace(/\.?0+$/, '')}元`
}

function performance({ fulfilment, fulfilBy, fulfilledOn, onSpot }: Values): string {
  if (onSpot === true || fulfilment === 'onSpot') return '当场履行'
  const dated = (of: Value | undefined): string => (isDay(of) ? `${of.slice(0, 4)}年${Number(of.slice(5, 7))}月${Number(of.slice(8))}日` : '')
  if (fulfilment === 'done' && isDay(fulfilledOn)) return `${dated(fulfilledOn)}已履行`
  return isDay(fulfilBy) ? `${dated(fulfilBy)}以前履行完` : ''
}
