import type { Config } from '../core/config'
import { settingAt } from '../core/config'
import { addMonths, type Day } from '../core/period'
import { SETTING, type SettingName } from './settingNames'

/**
 * How long personal values are kept after a record is done: then they are put away (封存), and later may be destroyed. Counted values stay
 * for ever. No law fixes the years of a mediation file, and provinces differ: these hold until the county sets its own.
 */
export interface Years {
  readonly seal: number
  readonly destroy: number
}
export type RetentionClass = 'dispute' | 'matter' | 'other'

export const KEPT_YEARS: Readonly<Record<RetentionClass, Years>> = {
  // 调解卷宗: 各地从五年到长期不等，长期的按三十年。
  dispute: { seal: 5, destroy: 30 },
  matter: { seal: 3, destroy: 10 },
  other: { seal: 2, destroy: 5 },
}

const NAMES: Readonly<Record<RetentionClass, Readonly<Record<keyof Years, SettingName>>>> = {
  dispute: { seal: SETTING.disputeSealed, destroy: SETTING.disputeDestroyed },
  matter: { seal: SETTING.matterSealed, destroy: SETTING.matterDestroyed },
  other: { seal: SETTING.otherSealed, destroy: SETTING.otherDestroyed },
}

/** Of a kind of record; null: configuration, kept as long as the person works here. */
export function retentionOf(kind: string): RetentionClass | null {
  if (kind === 'dispute' || kind === 'matter') return kind
  return ['outreach', 'screening', 'work'].includes(kind) ? 'other' : null
}

/** Destruction never comes before putting away, whatever somebody set. */
export function yearsFor(config: Config, of: RetentionClass, place: string): Years {
  const read = (what: keyof Years): number => {
    const set = settingAt(config, NAMES[of][what], place)
    return typeof set === 'number' && set >= 1 ? set : KEPT_YEARS[of][what]
  }
  const seal = read('seal')
  return { seal, destroy: Math.max(seal, read('destroy')) }
}

/** The day from which something done on `done` is over its years. */
export function afterYears(done: Day, years: number): Day {
  return addMonths(done, 12 * years)
}
