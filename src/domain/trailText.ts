import { own } from '../core/own'
import { isDay } from '../core/period'
import type { TrailLine } from '../core/trailWire'
import { exportTitle, isExport } from './exports'
import { periodText } from './periodWords'
import { actionText, kindText, subjectOf } from './trailWords'

/** A line in words: 谁、做了什么、对什么. `names` are of people who work here and of places; records have only their ids. */
export interface LineText {
  readonly who: string
  readonly what: string
  readonly about: string
}

export function lineText({ actor, action, subject, detail }: TrailLine, names: Readonly<Record<string, string>>): LineText {
  const kind = typeof detail.kind === 'string' ? detail.kind : null
  return {
    who: actor === null ? '系统' : (own(names, actor) ?? shortId(actor)),
    what: [takenText(action, detail) ?? actionText(action, kind), ...factsOf(detail)].join('，'),
    about: aboutText(action, subject, kind, names),
  }
}

/** Which table was taken away, and of when; null for any other act, and for a table this program does not know. */
function takenText(action: string, { what, from, to }: TrailLine['detail']): string | null {
  if (action !== 'exported' || typeof what !== 'string') return null
  const title = isExport(what) ? exportTitle(what) : kindText(what) === '' ? '' : `${kindText(what)}名录`
  if (title === '') return null
  return `导出了${title}${isDay(from) && isDay(to) ? `（${periodText({ from, to })}）` : ''}`
}

function aboutText(action: string, subject: string, kind: string | null, names: Readonly<Record<string, string>>): string {
  const name = own(names, subject)
  if (name !== undefined) return name
  if (subject === '' || subjectOf(action) === 'none') return ''
  return `${kind === null ? '' : kindText(kind)}${kind === null ? '' : ' '}${shortId(subject)}`
}

/** What a line says beside, in words; whatever has none is not told here (the exported trail keeps its ids). */
function factsOf(detail: TrailLine['detail']): readonly string[] {
  return Object.entries(FACTS).flatMap(([name, tell]) => {
    const value = own(detail, name)
    return value === undefined || value === null || value === '' ? [] : tell(value)
  })
}

const FACTS: Readonly<Record<string, (value: string | number | boolean) => readonly string[]>> = {
  rows: (value) => [`${value} 行`],
  count: (value) => [`${value} 件`],
  personal: (value) => (value === true ? ['含个人信息'] : typeof value === 'number' && value > 0 ? [`${value} 件含个人信息`] : []),
  hidden: (value) => (value === 0 ? [] : [`另有 ${value} 件没有列出`]),
  words: (value) => (value === true ? ['按字词'] : []),
  route: (value) => [`请求 ${value}`],
  reason: (value) => [`理由：${value}`],
  device: (value) => [`手机或电脑 ${value}`],
}

/** Enough to tell two apart on a screen; the whole id stands in the address of the record and in the table to take away. */
export function shortId(id: string): string {
  return /^[0-9a-f]{8}-/.test(id) ? `编号 ${id.slice(-8)}` : id
}
