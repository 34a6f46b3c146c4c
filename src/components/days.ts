import { addDays, clockAt, dayAt, dayText, daysBetween, weekday, type Day } from '../core/period'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** 今天, 昨天, 前天; null for other days. */
export function nearDay(day: Day, today: Day): string | null {
  switch (daysBetween(day, today)) {
    case 0:
      return '今天'
    case 1:
      return '昨天'
    case 2:
      return '前天'
    default:
      return null
  }
}

export function weekdayText(day: Day): string {
  return WEEKDAYS[weekday(day)] ?? ''
}

/** 今天, 昨天, or the date. */
export function shortDay(day: Day, today: Day): string {
  return nearDay(day, today) ?? dayText(day, today)
}

/** A moment (ISO) as people say it: 今天 10:12, 昨天 18:20, 11月18日. */
export function momentText(iso: string, today: Day): string {
  const now = Date.parse(iso)
  const near = nearDay(dayAt(now), today)
  return near === null || near === '前天' ? dayText(dayAt(now), today) : `${near} ${clockAt(now)}`
}

/** A moment (ISO) in full: 11月18日 16:05. */
export function momentFull(iso: string, today: Day): string {
  const now = Date.parse(iso)
  return `${dayText(dayAt(now), today)} ${clockAt(now)}`
}

/** Since when, in days: 今天 10:12, 2 天前. */
export function agoText(iso: string, today: Day): string {
  const days = daysBetween(dayAt(Date.parse(iso)), today)
  return days <= 0 ? `今天 ${clockAt(Date.parse(iso))}` : `${days} 天前`
}

export function yesterdayOf(today: Day): Day {
  return addDays(today, -1)
}
