import type { Change } from '../core/changes'
import { liveRows, type PersonalClass, type Values } from '../core/field'
import { own } from '../core/own'
import { clockAt, dayAt, dayText, isDay, type Day } from '../core/period'
import type { HistoryEntry } from '../core/protocol'
import { fieldLabel, type RecordType } from '../core/recordType'
import { changeClass, changeSentence, labelOf, toldChange, type Shows } from './changeText'
import { rowText, type Reading } from './recordText'

/** One op of 经过: 3月5日 张某 受理. */
export interface Step {
  readonly key: string
  readonly day: Day | null
  readonly who: string
  /** What was done, with its full stop. */
  readonly text: string
  /** What was written of it: a session's record, a reason. '' for nothing. */
  readonly body: string
  /** What one should know at once: entered for somebody else, without a signal, what a conflict kept. */
  readonly notes: readonly string[]
  /** Every value, for whoever unfolds it. */
  readonly details: readonly string[]
  /** Of what is told here and stands masked. */
  readonly hidden: readonly PersonalClass[]
}

/** `shows`: what of the record around has been opened; everything else of one person stands masked here too. */
export interface HistoryReading extends Reading {
  readonly shows: Shows
}

/** From the server's history, newest first. */
export function stepsOf(type: RecordType, entries: readonly HistoryEntry[], reading: HistoryReading): readonly Step[] {
  return entries.map((entry) => stepOf(type, entry, reading)).reverse()
}

function stepOf(type: RecordType, entry: HistoryEntry, reading: HistoryReading): Step {
  const names = Object.keys(type.fields)
  const order = ({ path }: Change): number => names.indexOf(path.split('/')[0] ?? '')
  const changes = entry.changes.filter(({ path }) => !isForTheWayBack(type, path)).sort((a, b) => order(a) - order(b))
  const day = dayOf(type, entry)
  return {
    key: entry.op,
    day: day ?? enteredOn(entry),
    who: whoOf(entry, reading),
    text: ended(entry.move === null ? edited(type, { ...entry, changes }, reading) : moved(type, entry, changes, reading)),
    body: entry.move === null ? '' : bodyOf(type, changes, reading),
    notes: notesOf(type, entry, day, reading),
    details: detailsOf(type, entry, changes, reading),
    hidden: hiddenOf(type, changes, reading),
  }
}

/** Where a merged record goes back to is nobody's reading. */
function isForTheWayBack(type: RecordType, path: string): boolean {
  return Object.values(type.moves).some(({ sets }) => own(sets ?? {}, path)?.kind === 'stage')
}

function whoOf({ by, device }: HistoryEntry, { names }: Reading): string {
  return device.startsWith('code-') ? '群众' : names.get(by) ?? '有人'
}

/** 受理；调解（第 2 次），有待继续；更正，将调结日期由 3月5日 改为 3月6日. */
function moved(type: RecordType, { move, creates }: HistoryEntry, changes: readonly Change[], reading: Reading): string {
  const past = own(type.moves, move ?? '')?.past ?? '办了一步'
  const added = changes.find(({ path, before, row }) => path.split('/').length === 2 && before === null && row !== undefined)
  const times = added === undefined || !isTimes(type, added) ? '' : `（第 ${added.row} 次）`
  if (creates) return past
  const asked: readonly string[] = own(type.moves, move ?? '')?.asks ?? []
  const put = move === CORRECTION ? correctedIn(type, asked, changes) : []
  const told = changes.filter((change) => put.includes(change) || (isTold(type, change) && asked.includes(change.path.split('/')[0] ?? '')))
  const [full, rest] = [told.slice(0, MOST_TOLD), told.slice(MOST_TOLD)]
  const also = put.length === 0 || rest.length === 0 ? '' : `还改了${rest.map((change) => labelOf(type, change)).join('、')}`
  const words = [...full.map((change) => shortly(type, change, reading)), also].filter((text) => text !== '')
  // 上报到 乡镇 says that it was 上报.
  return (times === '' && words[0]?.startsWith(past) === true ? words : [`${past}${times}`, ...words]).join('，')
}
const MOST_TOLD = 3
const CORRECTION = 'correct'

/**
 * Days and numbers that a correction put otherwise: by these records move from one year's figures to another's. A day that only follows
 * another one is not told beside it.
 */
function correctedIn({ fields, follows = {} }: RecordType, asked: readonly string[], changes: readonly Change[]): readonly Change[] {
  const put = changes.filter(({ path }) => CORRECTED.includes(own(fields, path)?.kind ?? ''))
  // One that can follow and was put to a day of its own was chosen.
  const isAlone = (change: Change): boolean => put.every((other) => other === change || other.after !== change.after)
  return put.filter((change) => own(follows, change.path) === undefined || (asked.includes(change.path) && isAlone(change)))
}
const CORRECTED = ['day', 'count', 'money']

function isTimes(type: RecordType, { path }: Change): boolean {
  const field = own(type.fields, path.split('/')[0] ?? '')
  return field?.kind === 'rows' && field.one.startsWith('一次')
}

/** Choices, names and days that a move's form asked for; the day it was done stands before the sentence. */
function isTold(type: RecordType, { path }: Change): boolean {
  const [name = '', id, cell] = path.split('/')
  const field = own(type.fields, name)
  if (field?.kind === 'rows') return cell !== undefined && id !== undefined && ['choice', 'ref'].includes(own(field.fields, cell)?.kind ?? '')
  return ['choice', 'ref', 'place'].includes(field?.kind ?? '')
}

function shortly(type: RecordType, change: Change, reading: Reading): string {
  const told = toldChange(type, change, reading)
  if (told === null) return ''
  if (change.before !== null) return changeSentence(type, change, reading)
  const [, , cell] = change.path.split('/')
  return told.after === '' ? '' : cell === undefined ? `${told.label} ${told.after}` : told.after
}

/** Up to two changes in full, more by their names. */
function edited(type: RecordType, { changes, masked, conflicts }: HistoryEntry, reading: Reading): string {
  const rows = rowSentences(type, changes, reading)
  const plain = changes.filter(({ path }) => !path.includes('/'))
  const hidden = masked.map((name) => labelOf(type, { path: name })).filter((label) => label !== '')
  const full = [...plain.map((change) => changeSentence(type, change, reading)), ...rows].filter((text) => text !== '')
  const also = hidden.length === 0 ? [] : [`改了${hidden.join('、')}`]
  if (full.length + also.length > 0 && full.length <= MOST_IN_FULL) return [...full, ...also].join('，')
  const labels = [...new Set([...changes.map(({ path }) => labelOf(type, { path })), ...hidden])].filter((label) => label !== '')
  if (labels.length === 0) return conflicts.length === 0 ? '保存了一次，没有改动' : '改了几处，没有用上'
  return labels.length > MOST_NAMED ? `改了${labels.slice(0, MOST_NAMED).join('、')}等 ${labels.length} 项` : `改了${labels.join('、')}`
}
const MOST_IN_FULL = 2
const MOST_NAMED = 4

/** Row by row: 添了第 2 个当事人, 划去了第 1 次调解, 改了第 1 次调解的地点、参加人. */
function rowSentences(type: RecordType, changes: readonly Change[], reading: Reading): readonly string[] {
  const byRow = new Map<string, Change[]>()
  for (const change of changes) {
    const [name, id] = change.path.split('/')
    if (name !== undefined && id !== undefined) byRow.set(`${name}/${id}`, [...(byRow.get(`${name}/${id}`) ?? []), change])
  }
  return [...byRow].map(([path, of]) => {
    const self = of.find((change) => change.path === path)
    const [first] = of
    const whole = first === undefined ? '' : labelOf(type, { ...first, path })
    if (self !== undefined) return self.after === true ? `划去了${whole}` : `添了${whole}`
    if (first !== undefined && of.length === 1) return changeSentence(type, first, reading)
    return `改了${whole}的${of.map(({ path: at }) => labelOf(type, { path: at }).split('的').pop() ?? '').join('、')}`
  })
}

/** What a move put into words: its reason, and the rows it wrote; names of people only where one unfolds them. */
function bodyOf(type: RecordType, changes: readonly Change[], reading: HistoryReading): string {
  return bodyChanges(type, changes).map((change) => toldChange(type, change, reading, reading.shows)?.after ?? '').filter((text) => text !== '').map((text) => ended(text)).join('')
}

function bodyChanges(type: RecordType, changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ path, after }) => {
    const [name = '', id, cell] = path.split('/')
    if (NAMES.includes(name) || typeof after !== 'string' || type.title.includes(name) || name === 'summary') return false
    const field = own(type.fields, name)
    return id === undefined ? field?.kind === 'text' : field?.kind === 'rows' && cell !== undefined && own(field.fields, cell)?.kind === 'text'
  })
}
const NAMES = ['parties', 'people']

/** The day the thing was done, where the move names one. */
function dayOf(type: RecordType, { move, changes }: HistoryEntry): Day | null {
  const dated = Object.entries(own(type.moves, move ?? '')?.sets ?? {}).filter(([, by]) => by.kind === 'today').map(([name]) => name)
  const days = changes.filter(({ path }) => move !== null && (dated.includes(path) || path.endsWith('/on'))).map(({ after }) => after)
  return days.find((day): day is Day => isDay(day)) ?? null
}

/** The writer's day, unless the writer's clock ran ahead of the server's. */
function enteredOn({ claimedAt, judgedAt }: HistoryEntry): Day {
  const [claimed, judged] = [Date.parse(claimedAt), Date.parse(judgedAt)]
  return dayAt(claimed < judged ? claimed : judged)
}

const MINUTE = 60_000
const NO_SIGNAL_MS = 10 * MINUTE
const AHEAD_MS = 2 * MINUTE

function notesOf(type: RecordType, entry: HistoryEntry, day: Day | null, reading: HistoryReading): readonly string[] {
  const { claimedAt, judgedAt, by, handler, creates, device, conflicts } = entry
  const late = Date.parse(judgedAt) - Date.parse(claimedAt)
  const entered = enteredOn(entry)
  const whose = handler === null || handler === by ? undefined : reading.names.get(handler)
  const arrived = `${dayText(dayAt(Date.parse(judgedAt)), reading.today)} ${clockAt(Date.parse(judgedAt))}`
  return [
    creates && whose !== undefined && !device.startsWith('import-') ? `${whoOf(entry, reading)} 代 ${whose} 录入` : '',
    device.startsWith('import-') ? '从表格导入' : '',
    device.startsWith('code-') ? '在一案一码页面上' : '',
    day !== null && day !== entered ? `${dayText(entered, reading.today)}录入` : '',
    late > NO_SIGNAL_MS ? `没有信号时记的，${arrived} 传上来` : '',
    late < -AHEAD_MS ? `手机的时间比县里快，按传上来的时间（${arrived}）看` : '',
    ...conflicts.map((conflict) => conflictNote(type, conflict, reading)),
  ].filter((note) => note !== '')
}

function conflictNote(type: RecordType, { path, mine, stored }: HistoryEntry['conflicts'][number], reading: HistoryReading): string {
  const told = toldChange(type, { path, before: stored, after: mine }, reading, reading.shows)
  const label = labelOf(type, { path })
  const isShort = told !== null && told.before !== '' && told.after !== '' && told.before.length + told.after.length <= 48
  return isShort ? `当时有人也改了${label}，保留了 ${told.before}，没有用 ${told.after}` : `当时有人也改了${label}，保留了别人先写的`
}

function detailsOf(type: RecordType, { stage, masked, device, move }: HistoryEntry, changes: readonly Change[], reading: HistoryReading): readonly string[] {
  const label = own(type.stages, stage)?.label
  // What the body tells whole needs no second telling.
  const body = move === null ? [] : bodyChanges(type, changes)
  const values = changes.filter((change) => change.before !== null || !body.includes(change)).flatMap((change) => {
    const told = toldChange(type, change, reading, reading.shows)
    if (told === null || (told.before === '' && told.after === '')) return []
    const before = change.before === null || told.before === '' ? '' : `${told.before} → `
    return [`${told.label}：${before}${told.after === '' ? '（清掉）' : told.after}`]
  })
  const hidden = masked.map((name) => labelOf(type, { path: name })).filter((label) => label !== '')
  return [
    ...values,
    ...(hidden.length === 0 ? [] : [`还写了${hidden.join('、')}，内容只给办这一件的人看`]),
    ...(label === undefined || move === null ? [] : [`到这一步：${label}`]),
    ...(/^(?:code|import)-/.test(device) ? [] : [`设备 ${device}`]),
  ]
}

/** What the record itself tells, when there is no network: its dated rows and the days its moves left. Newest first. */
export function stepsFromValues(type: RecordType, values: Values, reading: HistoryReading): readonly Step[] {
  const who = typeof values.handler === 'string' ? reading.names.get(values.handler) ?? '' : ''
  const steps: Step[] = [...daySteps(type, values, who)]
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.kind !== 'rows' || field.fields.on === undefined) continue
    liveRows(values[name]).forEach(([id, row], i) => {
      const day = isDay(row.values.on) ? row.values.on : null
      const body = rowText(type, name, row, reading, reading.shows)
      steps.push({ ...NOTHING_MORE, key: id, text: ended(numbered(field.one, i + 1)), body: body === '' ? '' : ended(body), day, who })
    })
  }
  return steps.sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1))
}

/** 登记、受理、调结, by the days that moves leave behind; those of one day in one sentence. */
function daySteps(type: RecordType, values: Values, who: string): readonly Step[] {
  const fields = new Set(Object.values(type.moves).flatMap((move) => Object.entries(move.sets ?? {}).filter(([, by]) => by.kind === 'today').map(([name]) => name)))
  const words = new Map<Day, string[]>()
  for (const name of Object.keys(type.fields)) {
    const day = values[name]
    if (fields.has(name) && isDay(day)) words.set(day, [...(words.get(day) ?? []), fieldLabel(type, name).replace(/日期$/, '')])
  }
  return [...words].map(([day, labels]) => ({ ...NOTHING_MORE, key: day, text: ended(labels.join('、')), day, who }))
}

const NOTHING_MORE = { body: '', notes: [], details: [], hidden: [] }

function hiddenOf(type: RecordType, changes: readonly Change[], { shows }: HistoryReading): readonly PersonalClass[] {
  return [...new Set(changes.map((change) => changeClass(type, change)))].filter((kind): kind is PersonalClass => kind !== null && !shows(kind))
}

/** 一次调解 → 第 2 次调解. */
export function numbered(one: string, n: number): string {
  return one.startsWith('一次') ? `第 ${n} 次${one.slice(2)}` : one
}

function ended(text: string): string {
  return `${text.replace(/[。；，]+$/, '')}。`
}
