import { clockAt, dayAt, dayText, type Period } from '../../core/period'
import { placeName, type Places } from '../../core/place'
import type { Me } from '../../core/protocol'
import { periodText } from '../../domain/periodWords'
import type { PushDeps } from '../batch'
import type { Sheet } from '../xlsx/workbook'

/** Who takes what away from where: checked, and in the county of the person. */
export interface Taking {
  readonly deps: PushDeps
  readonly me: Me
  readonly stream: string
  readonly place: string
  readonly places: Places
  readonly period: Period
}

/** A table that was made, or a sentence why not. */
export type Taken =
  | { readonly kind: 'taken'; readonly sheet: Sheet; readonly trail: Trail | null }
  | { readonly kind: 'say'; readonly say: string }

/** What the audit trail keeps of it; null for mere counts. */
export interface Trail {
  readonly rows: number
  readonly hidden: number
  readonly personal: boolean
  /** Named people in it whom the reader sees by name. */
  readonly people?: number
}

export const MOST_ROWS = 10_000
export const TOO_MANY = `一次最多导出 ${MOST_ROWS.toLocaleString('en')} 行。请把期间缩短，或者一个乡镇、一个村地导。`

/** 磙调〔2026〕9号 before 磙调〔2026〕12号. */
export const NUMBERS = new Intl.Collator('zh', { numeric: true })

/** Where, when, and who took it: the same two lines stand on every sheet. */
export function notesOf({ deps, me, place, places, period }: Taking, more: string, isPersonal: boolean): readonly string[] {
  const now = deps.now()
  const today = dayAt(now)
  const care = isPersonal ? '　含个人信息，只供工作使用，请妥善保管' : ''
  return [
    `${placeName(places, place)}　${periodText(period)}${more}`,
    `${me.name} ${today.slice(0, 4)}年${dayText(today)} ${clockAt(now)} 从说事簿导出${care}`,
  ]
}

export function protectedLine(hidden: number): readonly string[] {
  return hidden === 0 ? [] : [`另有 ${hidden} 件仅承办人可见，不列出。`]
}
