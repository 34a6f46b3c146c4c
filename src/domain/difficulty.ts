import { settingAt, type Config } from '../core/config'
import { liveRows, type Values } from '../core/field'
import type { DIFFICULTIES } from './disputeCodes'
import { SETTING } from './settingNames'

/**
 * 难易 by rule; whoever closes a dispute may choose otherwise. No national rule exists: each threshold is a setting of the county, or of one
 * township (`疑难/人数@…`), and reached means from that number on. Amounts are in yuan.
 */
export const DIFFICULTY_SETTINGS = {
  gravePeople: SETTING.gravePeople, graveAmount: SETTING.graveAmount, hardPeople: SETTING.hardPeople, hardAmount: SETTING.hardAmount, hardSessions: SETTING.hardSessions,
} as const

/** What holds until somebody sets a threshold; null: it plays no part. */
export const WITHOUT_SETTING: Readonly<Record<keyof typeof DIFFICULTY_SETTINGS, number | null>> = {
  gravePeople: 10, graveAmount: null, hardPeople: null, hardAmount: null, hardSessions: 2,
}

export function difficultyOf(values: Values, config: Config): keyof typeof DIFFICULTIES {
  const people = typeof values.people === 'number' ? values.people : 0
  const yuan = typeof values.amount === 'number' ? values.amount / 100 : 0
  const reaches = (what: keyof typeof DIFFICULTY_SETTINGS, number: number): boolean => {
    const set = settingAt(config, DIFFICULTY_SETTINGS[what], values.place)
    const least = typeof set === 'number' ? set : WITHOUT_SETTING[what]
    return least !== null && number >= least
  }
  if (values.scale === 'mass' || reaches('gravePeople', people) || reaches('graveAmount', yuan)) return 'grave'
  const isSentFromAbove = SENT.includes(String(values.source))
  if (isSentFromAbove || reaches('hardPeople', people) || reaches('hardAmount', yuan) || reaches('hardSessions', liveRows(values.sessions).length)) return 'hard'
  return values.onSpot === true && values.form === 'oral' ? 'simple' : 'ordinary'
}

/** Sources that hand a dispute down. */
const SENT: readonly string[] = ['court', 'procuratorate', 'police', 'petition', 'otherOrgan']
