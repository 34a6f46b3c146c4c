import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import type { GroupBy } from '../../core/figure'
import { own } from '../../core/own'
import { addDays, dayPeriod, monthToDate, yearToDate, type Day, type Period } from '../../core/period'
import type { FigureQuery, FiguresAnswer } from '../../core/protocol'
import { FIGURES, PARTITIONS } from '../figures'
import type { CountedFigure, NamedFigure, Partition } from '../figures/named'
import { periodOf } from '../figures/resolve'

/** The questions of one screen under names of its own: asked in one request, answered in one snapshot. */
export type Questions = Readonly<Record<string, FigureQuery>>
export type Answers = Readonly<Record<string, Answered>>

export interface Answered {
  readonly query: FigureQuery
  readonly value: number
  readonly groups: FiguresAnswer['results'][number]['groups']
}

/** What a board is about. */
export interface BoardScope {
  /** Places whose children stand as rows; a person's own places when there are several. */
  readonly roots: readonly string[]
  /** What is asked about; null is everything in the stream, or on the phone. */
  readonly place: string | null
  readonly config: Config
  readonly today: Day
}

export type BoardSpan = 'year' | 'month' | 'day'

/** 今年, 本月, 今天, up to today. */
export function boardPeriod(span: BoardSpan, today: Day): Period {
  switch (span) {
    case 'year':
      return yearToDate(today)
    case 'month':
      return monthToDate(today)
    case 'day':
      return dayPeriod(today)
  }
}

/** Results in the order of the questions; null while they are not all there. */
export function answersOf(questions: Questions, results: FiguresAnswer['results'] | undefined): Answers | null {
  const entries = Object.entries(questions)
  if (results === undefined || results.length !== entries.length) return null
  return Object.fromEntries(entries.map(([name, query], i) => [name, { query, ...must(results[i], 'a result') }]))
}

/** A counted figure of the dictionary as a question. 上年结转 asks about the day before the period. */
export function ask(name: string, place: string | null, period: Period, by: GroupBy | null = null): FigureQuery {
  const named = counted(name)
  const asked = must(periodOf({ named, figure: named.figure, place: null, month: null }, period), 'a period without a month')
  return { figure: named.figure, period: asked, place, by }
}

/** Several figures over one period, under `slot:name`. */
export function slot(name: string, figures: readonly string[], place: string | null, period: Period): Questions {
  return Object.fromEntries(figures.map((figure) => [`${name}:${figure}`, ask(figure, place, period)]))
}

/** Splits under `split:name`. */
export function splitQuestions(names: readonly string[], place: string | null, period: Period): Questions {
  return Object.fromEntries(names.map((name) => {
    const { whole, by } = partition(name)
    return [`split:${name}`, ask(whole, place, period, by)]
  }))
}

export function named(name: string): NamedFigure {
  return must(own(FIGURES, name), `the figure ${name}`)
}

export function counted(name: string): CountedFigure {
  const figure = named(name)
  if (figure.kind !== 'counted') throw new Error(`broken invariant: ${name} is a rate`)
  return figure
}

export function partition(name: string): Partition {
  return must(own(PARTITIONS, name), `the partition ${name}`)
}

/** Open disputes whose month completes up to that many days from now, those past it included. */
export const DUE_DAYS = 7

export function dueQuestions(place: string | null, today: Day): { readonly all: FigureQuery; readonly soon: FigureQuery; readonly today: FigureQuery; readonly past: FigureQuery } {
  const until = addDays(today, DUE_DAYS)
  return {
    // Whoever is open then: those are few, and those that were due once are many.
    all: ask('纠纷.满月未结', place, dayPeriod(until)),
    soon: ask('纠纷.将满月', place, { from: today, to: until }),
    today: ask('纠纷.将满月', place, dayPeriod(today)),
    past: ask('纠纷.满月未结', place, dayPeriod(today)),
  }
}
