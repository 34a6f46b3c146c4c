import { liveRows, type Values } from '../../core/field'
import type { PaperUse } from '../../core/paperWire'
import { ROUTES } from '../disputeCodes'

/** Whether a case has a paper, from its values and its stage alone: the same on the phone and on the server. */
export type Applies = (values: Values, stage: string) => PaperUse | null

/** Why a case has no papers at all; null when it has some. Only 人民调解 feeds them. */
export function whyNone(values: Values, stage: string): string | null {
  switch (stage) {
    case 'registered':
      return '还没有受理。受理以后才要文书。'
    case 'declined':
      return '没有受理，不立卷。'
    case 'merged':
      return '已经并入另一件，文书在那一件里。'
    case 'withdrawn':
      return '已经作废，不立卷。'
    default:
      return ofRoute(values)
  }
}

/** Before there is a result nobody knows the route: the file is kept as that of a mediation. */
function ofRoute({ result, route }: Values): string | null {
  if (result === undefined || route === undefined || route === MEDIATION) return null
  if (route === 'gridWorker') return '这件记的是网格员劝解，还没有人确认为人民调解，所以没有调解文书。由人民调解员点“确认为人民调解”，就有了。'
  const label = (ROUTES as Readonly<Record<string, { readonly label: string }>>)[String(route)]?.label ?? String(route)
  return `途径是${label}，不用人民调解的文书。`
}
const MEDIATION = 'mediation' satisfies keyof typeof ROUTES

/** Settled by word of mouth and performed on the spot: one paper, and nothing is missing. */
export function isSimple(values: Values): boolean {
  return values.onSpot === true && values.form === 'oral' && values.result === 'success'
}

type Test = (values: Values, stage: string) => boolean

/** The tests papers are given by; of a simple case only what is said to be for it. */
export const settled: Test = ({ result }) => result === 'success'
export const ended: Test = ({ result }) => ['failed', 'refused', 'dropped'].includes(String(result))
export const hasResult: Test = ({ result }) => result !== undefined
export const always: Test = () => true
export const has = (rows: 'sessions' | 'inquiries' | 'followUps'): Test => (values) => liveRows(values[rows]).length > 0
export const is = (field: string, ...codes: readonly string[]): Test => (values) => codes.includes(String(values[field] ?? ''))

export function needed(test: Test): Applies {
  return (values, stage) => (whyNone(values, stage) === null && !isSimple(values) && test(values, stage) ? 'needed' : null)
}

/** `needed` while the first test holds, else there to be taken. */
export function neededElseMay(test: Test): Applies {
  return (values, stage) => (whyNone(values, stage) !== null || isSimple(values) ? null : test(values, stage) ? 'needed' : 'may')
}

/** Of rows somebody entered: of a simple case too, but never asked for. */
export function ofRows(rows: 'sessions' | 'inquiries' | 'followUps', without: Test): Applies {
  return (values, stage) => {
    if (whyNone(values, stage) !== null) return null
    if (isSimple(values)) return has(rows)(values, stage) ? 'may' : null
    return has(rows)(values, stage) || without(values, stage) ? 'needed' : null
  }
}

/** The one paper of a simple case, and the agreement of any other oral one. */
export const oralAgreement: Applies = (values, stage) => (whyNone(values, stage) === null && settled(values, stage) && values.form === 'oral' ? 'needed' : null)
