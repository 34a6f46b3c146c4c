import { calendarOf } from '../core/calendar'
import { settingAt, type Config } from '../core/config'
import { addDays, isDay, monthOf, monthPeriod, weekday, type Day } from '../core/period'
import { SETTING } from './settingNames'

/**
 * The days a township keeps for 说理, as a setting `说理日`: `周三`, `周一、三、五`, `每月5日、15日、25日`. One level may keep its own
 * (`说理日/branch`). Without one nothing is proposed.
 */
/** The next such day after `from`, itself not among them; a public holiday is passed over. null when none are kept, or the text can't be read. */
export function nextSessionDay(config: Config, town: string, from: Day, level?: string): Day | null {
  const narrow = level === undefined ? undefined : settingAt(config, `${SETTING.sessionDays}/${level}`, town)
  const text = narrow ?? settingAt(config, SETTING.sessionDays, town)
  const keeps = typeof text === 'string' && isDay(from) ? readDays(text) : null
  if (keeps === null) return null
  const calendar = calendarOf(config)
  for (let ahead = 1; ahead <= FARTHEST; ahead += 1) {
    const day = addDays(from, ahead)
    if (keeps(day) && !calendar.isHoliday(day)) return day
  }
  return null
}

/** Two months: nobody keeps fewer days than one a month, and one of those may be a holiday. */
const FARTHEST = 62
const WEEKDAYS = '日一二三四五六'

/** Whether a day is one of those kept; null for a text that can't be read. */
export function readDays(text: string): ((day: Day) => boolean) | null {
  const plain = text.replace(/\s/g, '')
  if (/^每?(周|星期|礼拜)/.test(plain)) {
    const names = plain.replace(/每|周|星期|礼拜|[、，,和]/g, '').replace(/天/g, '日')
    const numbers = [...names].map((name) => WEEKDAYS.indexOf(name))
    return numbers.length > 0 && !numbers.includes(-1) ? (day) => numbers.includes(weekday(day)) : null
  }
  const dates = /^每月(\d{1,2}[日号]?[、，,和]?)+$/.test(plain) ? (plain.match(/\d{1,2}/g) ?? []).map(Number) : []
  if (dates.length === 0 || dates.some((date) => date < 1 || date > 31)) return null
  // The 31st of a month that has none is its last day, as for every limit in months (民法典 第二百零二条).
  return (day) => dates.some((date) => day === dateIn(monthOf(day), date))
}

function dateIn(month: string, date: number): Day {
  const last = monthPeriod(month).to
  const wanted = `${month}-${String(date).padStart(2, '0')}`
  return wanted < last ? wanted : last
}
