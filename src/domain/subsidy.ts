import type { Config } from '../core/config'
import { figureOf } from '../core/figure'
import { own } from '../core/own'
import type { Values } from '../core/field'
import { dispute } from './dispute'
import { AGREEMENT_FORMS, DIFFICULTIES } from './disputeCodes'
import { flow } from './figures/named'
import { SETTING } from './settingNames'

/**
 * 以案定补: what a case of people's mediation is worth, where a county pays by the case. Off until the county writes the setting. A list of
 * cases in the order of their numbers: nobody is ranked, nothing is summed by person, and there is no number to reach.
 */
export interface SubsidyGrade {
  /** As the county wrote it: 疑难、书面. */
  readonly label: string
  readonly difficulties: readonly string[] | null
  readonly forms: readonly string[] | null
  readonly fen: number
}

export type Subsidies =
  | { readonly kind: 'off' }
  | { readonly kind: 'wrong'; readonly say: string }
  | { readonly kind: 'on'; readonly grades: readonly SubsidyGrade[] }

const SUBSIDY = SETTING.subsidies
const EXAMPLE = '“简易、口头：30元”“一般、书面：100元”“疑难：200元”“其余：50元”'
export const SUBSIDY_OFF = `“${SUBSIDY}”没有开。要开，请县管理员在设置里添一条，名称写“${SUBSIDY}”，文字里一行写一档，例如${EXAMPLE}，从上往下用第一条合适的。`

/** One case, once: closed in the period as 人民调解, with success. */
export const SUBSIDY_CASES = figureOf(dispute, { route: ['mediation'], result: ['success'] }, flow('closedOn'))

/** The grades in force in a township: its own setting, or the county's. */
export function subsidiesOf({ settings }: Config, township: string): Subsidies {
  const text = own(settings, `${SUBSIDY}@${township}`) ?? own(settings, SUBSIDY)
  return typeof text === 'string' ? subsidiesIn(text) : { kind: 'off' }
}

export function subsidiesIn(text: string): Subsidies {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const grades: SubsidyGrade[] = []
  for (const [i, line] of lines.entries()) {
    if (line === '') continue
    const grade = gradeOf(line)
    if (grade === null) return { kind: 'wrong', say: `设置“${SUBSIDY}”的第 ${i + 1} 行看不懂：“${line.slice(0, 40)}”。请照这样写：${EXAMPLE}。` }
    grades.push(grade)
  }
  return grades.length === 0 ? { kind: 'off' } : { kind: 'on', grades }
}

/** The first grade that fits; null: the county pays nothing for such a case. */
export function gradeFor(grades: readonly SubsidyGrade[], { difficulty, form }: Values): SubsidyGrade | null {
  const fits = (codes: readonly string[] | null, code: unknown): boolean => codes === null || codes.includes(String(code ?? ''))
  return grades.find(({ difficulties, forms }) => fits(difficulties, difficulty) && fits(forms, form)) ?? null
}

function gradeOf(line: string): SubsidyGrade | null {
  const match = /^(.+?)\s*[：:]\s*(\d{1,7})(?:\.(\d{1,2}))?\s*元?$/.exec(line)
  const [, label = '', yuan, part = ''] = match ?? []
  if (yuan === undefined) return null
  const words = label.split(/[、，,\s]+/).filter((word) => word !== '')
  const codes = words.map(codeOf)
  if (words.length === 0 || codes.includes(null)) return null
  const of = (axis: Code['axis']): readonly string[] | null => {
    const found = codes.flatMap((code) => (code?.axis === axis ? [code.code] : []))
    return found.length === 0 ? null : found
  }
  return { label, difficulties: of('difficulty'), forms: of('form'), fen: Number(yuan) * 100 + Number(part.padEnd(2, '0')) }
}

interface Code {
  readonly axis: 'difficulty' | 'form' | 'rest'
  readonly code: string
}

/** A word of the county's setting; null when it names no difficulty and no form. */
function codeOf(word: string): Code | null {
  if (word === '其余') return { axis: 'rest', code: '' }
  const difficulty = Object.entries(DIFFICULTIES).find(([, { label }]) => label === word)
  if (difficulty !== undefined) return { axis: 'difficulty', code: difficulty[0] }
  const form = Object.entries(AGREEMENT_FORMS).find(([, { label, short }]) => label === word || short === word)
  return form === undefined ? null : { axis: 'form', code: form[0] }
}
