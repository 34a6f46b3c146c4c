import { settingAt, type Config } from '../../core/config'
import { liveRows, type Values } from '../../core/field'
import { own } from '../../core/own'
import { daysBetween, dayText, isDay, type Day } from '../../core/period'
import { optionLabel, optionsOf } from '../../core/recordType'
import { SETTING } from '../../domain/settingNames'
import type { CodedRecord, Unit } from './look'

/** What the public page tells of a record. Everything here may be read by whoever finds a slip in the street. */
export interface Progress {
  /** 群众说事 · 求助 */
  readonly title: string
  readonly township: string
  readonly now: string
  readonly path: readonly Step[]
  readonly due: { readonly text: string; readonly late: boolean } | null
  readonly rating: Rating
}

export interface Step {
  readonly text: string
  readonly state: 'done' | 'now' | 'later'
  readonly day: string | null
  /** How long it took from the step before, or how long it has stood. */
  readonly took: string | null
}

/** `asked`: the villager may rate now. `given`: rated, and what happens next. */
export type Rating =
  | { readonly kind: 'none' | 'asked' }
  | { readonly kind: 'given'; readonly say: string; readonly byCall: boolean; readonly next: string | null }

export function progressOf(found: CodedRecord): Progress {
  const { type, record, config, unit, today, coded, joined } = found
  const { values, stage } = record
  const kind = type.kind === 'matter' ? optionLabel(optionsOf(config, type, 'kind'), values.kind) : ''
  const at = unitName(config, unit)
  const track = type.kind === 'matter' ? matterTrack(found) : disputeTrack(found)
  const rating = ratingOf(found)
  const isEnded = own(type.stages, stage)?.done === true && rating.kind !== 'asked'
  return {
    title: kind === '' ? type.label : `${type.label} · ${kind}`,
    township: own(config.places.byId, coded.stream)?.name ?? '',
    now: `${joined ? '和别人说的同一件事合在一起办了。' : ''}${sentenceOf(found, at)}`,
    path: pathOf(track, isEnded, rating.kind === 'asked', today),
    due: dueOf(found),
    rating,
  }
}

interface Point {
  readonly text: string
  readonly day: Day | null
}

/** The days moves left behind, in the order of the work; what was skipped is left out. */
function matterTrack({ record: { values, stage } }: CodedRecord): readonly Point[] {
  const isAnswered = values.outcome === 'answered'
  const end = ENDS[stage]
  const handled = liveRows(values.steps).map(([, row]) => row.values.on).find(isDay)
  return [
    point('受理', values.receivedOn),
    ...(isAnswered ? [] : [point('交办', values.assignedOn), point('签收', values.signedOn), { text: '办理', day: handled ?? null }]),
    point(end ?? (isAnswered ? '答复' : '办结'), values.resolvedOn),
    ...(isAnswered || end !== undefined ? [] : [point('反馈', values.fedBackOn)]),
    ...(end === undefined ? [point('评价', values.ratedOn)] : []),
  ]
}
const ENDS: Readonly<Record<string, string | undefined>> = { referred: '转出', becameDispute: '转为调解' }

function disputeTrack({ record: { values, stage } }: CodedRecord): readonly Point[] {
  const session = liveRows(values.sessions).map(([, row]) => row.values.on).find(isDay)
  if (stage === 'declined') return [point('登记', values.reportedOn)]
  return [
    point('登记', values.reportedOn), point('受理', values.acceptedOn), { text: '调解', day: session ?? null }, point('调结', values.closedOn),
    ...(isDay(values.fulfilledOn) ? [point('履行', values.fulfilledOn)] : []),
  ]
}

function point(text: string, day: unknown): Point {
  return { text, day: isDay(day) ? day : null }
}

/** Steps that have passed with their days, the next as what is waited for, the rest as words. Nobody's waiting is counted for the villager's own step. */
function pathOf(points: readonly Point[], isEnded: boolean, isTheirs: boolean, today: Day): readonly Step[] {
  const last = points.reduce((found, { day }, i) => (day === null ? found : i), -1)
  const passed: Step[] = []
  let before: Day | null = null
  for (const { text, day } of points.slice(0, last + 1)) {
    if (day === null) continue
    passed.push({ text, state: 'done', day: dayText(day, today), took: before === null ? null : tookText(before, day) })
    before = day
  }
  if (isEnded) return passed
  return [...passed, ...points.slice(last + 1).map(({ text }, i): Step => (
    i === 0 ? { text, state: 'now', day: null, took: isTheirs ? '等您来评' : waitedText(before, today) } : { text, state: 'later', day: null, took: null }
  ))]
}

/** Null for days in no order, which nobody could explain. */
function tookText(from: Day, to: Day): string | null {
  const days = daysBetween(from, to)
  return days < 0 ? null : days === 0 ? '当天' : `用了 ${days} 天`
}

function waitedText(from: Day | null, today: Day): string {
  const days = from === null ? 0 : daysBetween(from, today)
  return days > 0 ? `正等着，已经 ${days} 天` : '正等着'
}

const IN_HANDS: readonly string[] = ['assigned', 'signed', 'handling']

function sentenceOf(found: CodedRecord, unit: string | null): string {
  const { type, record: { stage } } = found
  const said = type.kind === 'dispute' ? disputeSentence(found) : matterSentence(found.record, unit)
  return said ?? `${own(type.stages, stage)?.label ?? ''}。`
}

function disputeSentence({ type, record: { stage, values }, config }: CodedRecord): string | undefined {
  const level = optionLabel(optionsOf(config, type, 'level'), values.level)
  return stage === 'mediating' && level !== '' ? `正在调解（${level}一级）。` : DISPUTE_SENTENCES[stage]
}

function matterSentence({ stage, values }: CodedRecord['record'], unit: string | null): string | undefined {
  const who = unit ?? '承办单位'
  if (stage === 'assigned') return `已经交给${who}，正等它签收。`
  if (stage === 'signed' || stage === 'handling') return values.reworked === true ? `${who}正在重新办。` : `${who}正在办。`
  if (stage === 'answered' && values.rating === undefined) return '已经答复您了。'
  if (stage === 'rated') return values.rating !== 'dissatisfied' ? '已经办完。' : values.reworked === true ? '正等着给您书面说明。' : '正等着安排重办。'
  return MATTER_SENTENCES[stage]
}

const MATTER_SENTENCES: Readonly<Record<string, string | undefined>> = {
  registered: '已经受理，正在安排由谁来办。',
  resolved: '已经办结，会有人告诉您结果。',
  fedBack: '已经办结，结果告诉您了。',
  archived: '已经办完归档。',
  referred: '这件事已经转给别的单位办。',
  becameDispute: '这件事已经转为矛盾纠纷，由调解组织调解。',
  withdrawn: '这一件已经作废，不再办。有疑问请打下面的电话。',
}

const DISPUTE_SENTENCES: Readonly<Record<string, string | undefined>> = {
  registered: '已经登记，正在看受理不受理。',
  accepted: '已经受理，会约时间调解。',
  mediating: '正在调解。',
  escalating: '已经报给上一级，正等上级接手。',
  referring: '已经移送别的单位，正等对方接收。',
  closed: '已经调结。',
  archived: '已经调结归档。',
  declined: '没有受理。理由已经告诉您；有疑问请打下面的电话。',
  withdrawn: '这一件已经作废，不再办。有疑问请打下面的电话。',
}

/** A village committee would tell the village: of units below the township only what they are is shown. */
function unitName(config: Config, unit: Unit | null): string | null {
  if (unit === null) return null
  const { place } = unit
  const level = typeof place === 'string' ? own(config.places.byId, place)?.level : undefined
  const isBelow = unit.nature === 'village' || (level !== undefined && !['township', 'county'].includes(level))
  return isBelow ? '村（居）委会' : unit.name
}

function dueOf({ type, record: { stage, values }, today }: CodedRecord): Progress['due'] {
  const isRunning = type.kind === 'matter' ? IN_HANDS.includes(stage) : ['accepted', 'mediating', 'escalating'].includes(stage)
  const due = type.kind === 'dispute' && isDay(values.extendedTo) ? values.extendedTo : values.dueOn
  if (!isRunning || !isDay(due)) return null
  const left = daysBetween(today, due)
  const word = left > 0 ? `还有 ${left} 天` : left === 0 ? '就是今天' : `已经过了 ${-left} 天`
  return { text: `${dayText(due, today)}，${word}`, late: left < 0 }
}

function ratingOf({ type, record: { stage, values }, joined, config }: CodedRecord): Rating {
  if (type.kind !== 'matter' || joined) return { kind: 'none' }
  if (own(type.moves, 'rate')?.from.includes(stage) === true) return { kind: 'asked' }
  if (values.rating === undefined) return { kind: 'none' }
  return { kind: 'given', say: optionLabel(optionsOf(config, type, 'rating'), values.rating), byCall: values.ratedVia === 'callBack', next: stage === 'rated' && values.rating === 'dissatisfied' ? nextOf(values) : null }
}

/** What follows when somebody is not satisfied: once it is done again, then the township explains in writing. */
function nextOf(values: Values): string {
  return values.reworked === true
    ? '这件事已经重办过一次。会由乡镇领导给您一份书面说明。'
    : '综治中心会安排重办，不用您再跑一趟。重办完会再请您评一次。'
}

/** How to complain, as the county or the township set it. The address is only ever a link. */
export interface Complaints {
  readonly phone: string
  readonly link: string | null
}

export function complaintsOf(config: Config, stream: string | null): Complaints {
  const text = (name: string): string => {
    const value = settingAt(config, name, stream ?? undefined)
    return typeof value === 'string' ? value.trim() : ''
  }
  const link = text(SETTING.complaintLink)
  return { phone: text(SETTING.complaintPhone), link: /^https?:\/\/[^\s"'<>]+$/.test(link) ? link : null }
}
