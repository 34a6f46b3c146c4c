import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useClient, useConfig, useToday } from '../../../client/hooks'
import type { ReportName } from '../../../client/online'
import type { Paper } from '../../../core/document'
import type { Values } from '../../../core/field'
import { placeName } from '../../../core/place'
import type { ReportAnswer, ReportProblem } from '../../../core/reportWire'
import { template as templateType } from '../../../domain/directory'
import { placeholderAt } from '../../../domain/placeholder'
import { blockOfProblem } from '../../../domain/problemPlace'
import { paperOf, textOfTemplate } from '../../../domain/template'
import { CLOSING, lineInWhole, OPENING, partsOf, placeInParts, wholeOf, type PartPlace, type TemplatePart } from '../../../domain/templatePlaces'
import { nextRowId, rowsOf } from '../../../components/formState'
import { leave } from '../../../components/routes'
import { unsavedText } from '../../../components/unsaved'
import { paragraphId, readingOf, type Chosen, type Reading } from '../reading'
import { withAdded } from './text'
import { usePreview, type Preview } from './usePreview'
import { draftKeyOf, useWriting, type Writing } from './useWriting'

/** To select a stretch of a part, or to write over it; `times` tells one wish from the next. */
export interface Wish {
  readonly part: string
  readonly start: number
  readonly end: number
  readonly text: string | null
  readonly times: number
}

/** Where one writes: a stretch of one part. */
export interface Cursor {
  readonly part: string
  readonly start: number
  readonly end: number
}

/** A figure of the page, or of last year's. */
export type Beside = { readonly kind: 'figure'; readonly chosen: Chosen; readonly report: ReportAnswer } | { readonly kind: 'picker'; readonly at: Cursor; readonly written: string }

export interface Found extends PartPlace {
  readonly level: ReportProblem['level']
}

export interface Desk {
  readonly writing: Writing
  readonly preview: Preview
  readonly parts: readonly TemplatePart[]
  readonly town: string
  readonly paper: Paper
  readonly reading: Reading | null
  /** What the checker found in parts that still are as they were checked. */
  readonly found: readonly Found[]
  readonly cursor: Cursor | null
  readonly wish: Wish | null
  readonly beside: Beside | null
  readonly goTo: { readonly id: string; readonly times: number } | null
  /** Values as they are at the moment of the call, for what happens between two drawings. */
  edit(change: (values: Values) => Values): void
  onCursor(cursor: Cursor): void
  choose(chosen: Chosen, report: ReportAnswer): void
  /** Opens the picker where the cursor is, on the placeholder there if there is one. */
  pick(): void
  /** The same on a brace that was just typed before this offset. */
  pickAtBrace(part: string, at: number): void
  putFigure(written: string): void
  closeBeside(): void
  addPart(): void
  isReachable(problem: ReportProblem): boolean
  goToProblem(problem: ReportProblem): void
}

/** The figure that is told of beside a page of that report. */
export function chosenIn(beside: Beside | null, isOf: (report: ReportAnswer) => boolean): string | null {
  return beside?.kind === 'figure' && isOf(beside.report) ? beside.chosen.id : null
}

/** What happens at the desk: the text, its page, where one is in either, and what lies beside them. */
export function useDesk(record: ShownRecord, report: ReportName, device: string, isThere: boolean): Desk {
  const config = useConfig()
  const today = useToday()
  const writing = useWriting(record)
  const { after, change } = writing
  const preview = usePreview(report, after, today, isThere)
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const [wish, setWish] = useState<Wish | null>(null)
  const [beside, setBeside] = useState<Beside | null>(null)
  const latest = useRef(after)
  useEffect(() => {
    latest.current = after
  })

  const parts = useMemo(() => partsOf(textOfTemplate(after)), [after])
  const town = placeName(config.places, report.stream)
  const paper = useMemo(() => paperOf(after, `${town}人民政府`), [after, town])
  const printed = preview.shown
  const reading = useMemo(() => (printed === null ? null : readingOf(printed.report.document, paper)), [printed, paper])
  const { goTo, turnTo } = useFollowing(preview, reading, parts, cursor)
  const found = useMemo(() => foundIn(preview, parts), [preview, parts])

  const want = (part: string, start: number, end: number, text: string | null = null): void => setWish((last) => ({ part, start, end, text, times: (last?.times ?? 0) + 1 }))
  const textOf = (part: string): string => parts.find(({ id }) => id === part)?.text ?? ''
  const placeOf = (problem: ReportProblem): PartPlace | null => {
    const place = printed === null ? null : placeInParts(printed.parts, problem)
    return place !== null && parts.some(({ id }) => id === place.part) ? place : null
  }

  return {
    writing, preview, parts, town, paper, reading, found, cursor, wish, beside, goTo,
    edit: (by) => {
      latest.current = by(latest.current)
      change(latest.current)
    },
    onCursor: setCursor,
    choose: (chosen, of) => setBeside({ kind: 'figure', chosen, report: of }),
    pick() {
      const last = parts[parts.length - 2]?.id ?? OPENING
      const at = cursor ?? { part: last, start: textOf(last).length, end: textOf(last).length }
      const placeholder = placeholderAt(textOf(at.part), at.start)
      const range = placeholder === null ? at : { part: at.part, ...placeholder }
      setBeside({ kind: 'picker', at: range, written: placeholder === null ? '' : textOf(at.part).slice(range.start, range.end) })
    },
    pickAtBrace: (part, at) => setBeside({ kind: 'picker', at: { part, start: at - 1, end: at }, written: '' }),
    putFigure(written) {
      if (beside?.kind !== 'picker') return
      want(beside.at.part, beside.at.start, beside.at.end, written)
      setBeside(null)
    },
    closeBeside() {
      if (beside?.kind === 'picker') want(beside.at.part, beside.at.end, beside.at.end)
      setBeside(null)
    },
    addPart() {
      const id = nextRowId(rowsOf(after.chapters), today, device)
      const last = parts[parts.length - 2]?.id ?? null
      const behind = cursor === null || cursor.part === CLOSING ? last : cursor.part
      change(withAdded(after, id, behind === OPENING ? null : behind))
      want(id, 0, 0)
    },
    isReachable: (problem) => placeOf(problem) !== null,
    goToProblem(problem) {
      const place = placeOf(problem)
      if (place !== null) want(place.part, place.start, place.end)
      turnTo(problem.block)
    },
  }
}

/** The page follows the line one writes, also when it has moved to another page. */
function useFollowing({ shown }: Preview, reading: Reading | null, parts: readonly TemplatePart[], cursor: Cursor | null): { readonly goTo: Desk['goTo']; turnTo(block: number | null): void } {
  const [goTo, setGoTo] = useState<Desk['goTo']>(null)
  const turnTo = useCallback((block: number | null): void => {
    const paragraph = block === null ? null : reading?.paragraphByBlock[block] ?? null
    if (paragraph !== null) setGoTo((last) => ({ id: paragraphId(paragraph), times: (last?.times ?? 0) + 1 }))
  }, [reading])
  const line = cursor === null ? null : lineInWhole(parts, cursor.part, cursor.start)
  useEffect(() => {
    if (line !== null && shown !== null) turnTo(blockOfProblem(wholeOf(shown.parts), { line }, shown.report.document))
  }, [line, shown, turnTo])
  return { goTo, turnTo }
}

function foundIn({ shown }: Preview, parts: readonly TemplatePart[]): readonly Found[] {
  if (shown === null) return []
  const current = new Map(parts.map(({ id, text }) => [id, text]))
  const checked = new Set(shown.parts.filter(({ id, text }) => current.get(id) === text).map(({ id }) => id))
  return shown.report.problems.flatMap((problem) => {
    const place = placeInParts(shown.parts, problem)
    return place === null || !checked.has(place.part) ? [] : [{ ...place, level: problem.level }]
  })
}

/** 停用: null when it is done, else why not. */
export function useRetire(record: ShownRecord): () => Promise<string | null> {
  const client = useClient()
  return async () => {
    const answer = await client.write({ kind: record.kind, record: record.id, stream: record.stream, body: { kind: 'move', move: 'retire', set: {} } })
    if (answer.kind !== 'saved') return unsavedText(answer, templateType)
    client.drafts.drop(draftKeyOf(record.id))
    leave('reports')
    return null
  }
}
