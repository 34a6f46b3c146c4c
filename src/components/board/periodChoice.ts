import { isDay, type Day, type Period } from '../../core/period'
import { boardPeriod, type BoardSpan } from '../../domain/board/asking'
import type { Params } from '../pageNames'

/** 今年 means this year also tomorrow; other periods stay what they are. */
export type PeriodChoice = BoardSpan | Period

export function periodOfChoice(choice: PeriodChoice, today: Day): Period {
  return typeof choice === 'string' ? boardPeriod(choice, today) : choice
}

export const PERIOD_PARAMS = ['span', 'from', 'to'] as const

/** As the address of a board carries it; 今年 needs no words. */
export function paramsOf(choice: PeriodChoice): Params {
  if (choice === 'year') return {}
  return typeof choice === 'string' ? { span: choice } : { from: choice.from, to: choice.to }
}

export function choiceFrom({ span, from, to }: Params): PeriodChoice {
  if (isDay(from) && isDay(to) && from <= to) return { from, to }
  return SPANS.find(({ code }) => code === span)?.code ?? 'year'
}

export const SPANS = [{ code: 'year', text: '今年' }, { code: 'month', text: '本月' }, { code: 'day', text: '今天' }] as const
