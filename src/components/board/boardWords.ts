import { clockAt, dayAt, dayText, yearOf, type Day, type Period } from '../../core/period'
import type { Figures } from '../../client/hooks'
import { boardPeriod, type BoardSpan } from '../../domain/board/asking'
import type { Cell, Pair } from '../../domain/board/cells'
import { periodText } from '../../domain/periodWords'
import { grouped } from '../numberText'

export function cellText({ value, few }: Cell): string {
  return few ? '少于5' : grouped(value)
}

/**
 * 648/652 → 99.4%. Never 100% while one is missing, nor 0% while there is one. '' when there is nothing to divide, or when a
 * number is hidden that the rate would give away.
 */
export function percentText({ part, whole }: Pair, digits = 1): string {
  if (whole.value === 0 || part.few || whole.few) return ''
  const step = 10 ** digits
  const share = Math.round((part.value / whole.value) * 100 * step)
  const shown = part.value < whole.value ? Math.min(share, 100 * step - 1) : share
  return `${((part.value > 0 ? Math.max(shown, 1) : shown) / step).toFixed(shown === 100 * step ? 0 : digits)}%`
}

export function pairText({ part, whole }: Pair): string {
  return `${cellText(part)}/${cellText(whole)}`
}

/** What of the time before was carried in: 上年结转 6. */
export function carriedWord(period: Period, today: Day): string {
  const span = spanOf(period, today)
  if (span === 'month') return '上月结转'
  if (span === 'day') return '昨天结转'
  return period.from.endsWith('-01-01') ? '上年结转' : '期初结转'
}

export function spanOf(period: Period, today: Day): BoardSpan | null {
  return (['year', 'month', 'day'] as const).find((span) => {
    const { from, to } = boardPeriod(span, today)
    return from === period.from && to === period.to
  }) ?? null
}

/** 成功率 says what is divided: 成功 ÷ 今年调结. */
export function rateWord(period: Period, today: Day): string {
  const span = spanOf(period, today)
  return span === null ? '成功 ÷ 调结' : `成功 ÷ ${{ year: '今年', month: '本月', day: '今天' }[span]}调结`
}

/** 今年, 2025年, 2026年3月1日至4月2日. */
export function periodTitle(period: Period, today: Day): string {
  const span = spanOf(period, today)
  return span === null ? periodText(period) : { year: '今年', month: '本月', day: '今天' }[span]
}

/** 1月1日 – 11月20日; with years when it is not this one. */
export function periodDays({ from, to }: Period, today: Day): string {
  if (from === to) return dayText(from, today)
  return yearOf(from) === yearOf(to) ? `${dayText(from, today)} – ${dayText(to)}` : `${dayText(from, '')} – ${dayText(to, '')}`
}

/** The days under a title that does not name them itself: 今年, 2025年. */
export function daysUnderTitle(period: Period, today: Day): string {
  return periodTitle(period, today).includes('日') ? '' : periodDays(period, today)
}

/** 14:32, or 11月19日 14:32 when it was not today. */
export function momentOf(iso: string, today: Day): string {
  const now = Date.parse(iso)
  const day = dayAt(now)
  return day === today ? clockAt(now) : `${dayText(day, today)} ${clockAt(now)}`
}

/** What the numbers stand on, in parts kept apart by space. `isCounty` leaves out what only a township has. */
export function groundWords({ answer, at, local }: Pick<Figures, 'answer' | 'at' | 'local'>, today: Day, isCounty: boolean): readonly string[] {
  if (answer === null || at === null) return []
  const read = momentOf(at, today)
  if (local) return [`本机记录里的数，${read}`, answer.waiting > 0 ? `其中 ${grouped(answer.waiting)} 条还存在手机` : '']
    .filter((words) => words !== '')
  if (isCounty) return [`数据截至 ${read}`, '受理按受理日期，调结与成功按调结日期']
  return [`数据截至 ${read}・第 ${grouped(answer.at.town)} 号变更`, waitingWords(answer.waiting)]
}

function waitingWords(waiting: number): string {
  return waiting > 0 ? `据各手机最近联网，尚有约 ${grouped(waiting)} 条未上传` : '据各手机最近联网，都已上传'
}

/** Above numbers that could not be renewed. */
export function staleWords({ problem, at, stale }: Pick<Figures, 'problem' | 'at' | 'stale'>, today: Day): string | null {
  if (!stale || problem === null || at === null) return null
  return problem.code === 'offline' ? `没有信号，下面是 ${momentOf(at, today)} 的数。` : `${problem.message}下面是 ${momentOf(at, today)} 的数。`
}

/** In place of numbers that never came. */
export function problemWords({ problem }: Pick<Figures, 'problem'>): string | null {
  if (problem === null) return null
  return problem.code === 'offline' ? '没有信号，看板要联网才有最新的数。有信号会自动显示。' : problem.message
}
