import { settingAt, type Config } from '../core/config'
import { own } from '../core/own'
import { LEVELS } from './disputeCodes'
import { SETTING } from './settingNames'

/**
 * The steps a dispute may be taken up in a township, from the lowest: setting `台阶`, a township's own or the county's, written as people say it
 * (`村=村说理室、总支=总支说理堂、乡镇=乡说理庭`). What can't be read is as if nothing were set.
 */
export type Level = keyof typeof LEVELS

export interface Step {
  readonly level: Level
  readonly name: string
}

export const DEFAULT_LADDER: readonly Step[] = [
  { level: 'village', name: '村调委会' }, { level: 'township', name: '乡镇调委会' }, { level: 'county', name: '县综治中心' },
]

/** `town` is any place: the nearest setting counts. */
export function ladderOf(config: Config, town: string): readonly Step[] {
  const text = settingAt(config, SETTING.ladder, town)
  return (typeof text === 'string' ? stepsIn(text) : null) ?? DEFAULT_LADDER
}

/** The first step above a level, be that one a step itself or not; null at the top, and while nobody knows where it stands. */
export function nextStep(ladder: readonly Step[], level: string): Step | null {
  return own(LEVELS, level) === undefined ? null : (ladder.find((step) => rank(step.level) > rank(level)) ?? null)
}

/** What the township calls a level; what it has no step for is called as everywhere. */
export function levelName(ladder: readonly Step[], level: string): string {
  return ladder.find((step) => step.level === level)?.name ?? own(LEVELS, level)?.label ?? level
}

/** null when a part is no level with a name, or when the steps don't rise. */
export function stepsIn(text: string): readonly Step[] | null {
  const steps = text.split(/[、，,;；\n]+/).map((part) => part.trim()).filter((part) => part !== '').map(stepIn)
  const isRising = steps.every((step, at) => step !== null && (at === 0 || rank(step.level) > rank(steps[at - 1]?.level ?? '')))
  return steps.length > 0 && isRising ? steps.flatMap((step) => step ?? []) : null
}

function stepIn(part: string): Step | null {
  const [said = '', name = '', ...more] = part.split(/[=＝]/).map((word) => word.trim())
  const level = (Object.keys(LEVELS) as Level[]).find((each) => each === said || LEVELS[each].label.replace(/\(.*/, '') === said || LEVELS[each].label === said)
  return level === undefined || name === '' || name.length > MOST_IN_NAME || more.length > 0 ? null : { level, name }
}
export const MOST_IN_NAME = 20

function rank(level: string): number {
  return Object.keys(LEVELS).indexOf(level)
}
