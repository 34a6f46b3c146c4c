import type { Document, Paper } from './document'
import type { StoredRecord } from './op'
import type { Day, Period } from './period'
import type { Problem as TextProblem } from './phrase/problem'
import type { At, FigureQuery } from './protocol'
import type { Span } from './reportPeriod'

/** Reports on the wire: drafts, frozen ones, and what changed since. Beside core/protocol, under the same version. */

/**
 * GET /api/report/:stream/:template/:period?until=YYYY-MM-DD: a draft, its figures as of now. `:period` is the key of a `ReportPeriod`.
 * POST /api/report/:stream/:template/:period/preview with a `ReportDraft`: the same of a text that is still being written.
 */
export interface ReportAnswer extends FilledReport {
  readonly template: string
  readonly name: string
  readonly periodKey: string
  readonly scope: ReportScope
  readonly paper: Paper
  /** The change of either stream it was counted at, and when that was. */
  readonly at: At
  readonly readAt: string
}
export interface ReportDraft {
  readonly until: Day | null
  readonly text: DraftText
}
export interface DraftText {
  readonly opening: string
  readonly chapters: readonly string[]
  readonly closing: string
}

/** POST /api/report/:stream/:template/:period/text with the bytes of a .docx: its text as parts of a template. Nothing is saved. */
export interface ImportedText {
  readonly text: DraftText
  /** What was not taken, or taken otherwise than it looked. */
  readonly remarks: readonly string[]
}

/** GET /api/own-figures: the county's own figures that are in use, in the order of writing. */
export interface OwnFigureList {
  readonly figures: readonly StoredRecord[]
}

/** What a report is about: a place, a period with its last day (截至日), and the words that follow from them. */
export interface ReportScope {
  readonly place: string
  readonly placeName: string
  /** 2023年, 2023年第三季度 …: {{期间}}. */
  readonly label: string
  readonly period: Period
}

export interface FilledReport {
  readonly document: Document
  readonly problems: readonly ReportProblem[]
  readonly figureByKey: Readonly<Record<string, ReportFigure>>
}

/** What the checker found. `block` is where in the document, null when nothing of that line was printed. */
export interface ReportProblem extends TextProblem {
  readonly block: number | null
  /** Of a remark: what somebody's tick of it is remembered by (`domain/tick`). */
  readonly tick: string
}

/** What a tap on a printed figure shows. */
export interface ReportFigure {
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly definition: string
  readonly value: number
  /** The pair behind a rate. */
  readonly pair: readonly [numerator: number, denominator: number] | null
  readonly lastYear: number
  readonly pairLastYear: readonly [numerator: number, denominator: number] | null
  /** Opens the records; of a rate, those of its numerator. */
  readonly query: FigureQuery
  /** The parts of a split, in the order of the form. */
  readonly parts: readonly { readonly label: string; readonly value: number }[]
}

/** GET /api/reports/:stream */
export interface ReportList {
  /** One line per template and period: its own, or for a standing template the current period and the one before. Newest first. */
  readonly reports: readonly ReportLine[]
  /** Newest first. */
  readonly frozen: readonly FrozenHead[]
}
export interface ReportLine {
  readonly template: string
  readonly name: string
  readonly span: Span
  readonly periodKey: string
  readonly label: string
  /** Whether it is the township's own text; otherwise the county's, which a township may copy and write on. */
  readonly own: boolean
}

/**
 * POST /api/frozen/:stream: 定稿, answers its `FrozenHead`. What is frozen is what was read: the server counts anew at `at`, whatever came
 * since. 409 `readAgain`: the template was changed, another version was issued, or `at` is no moment one can have read lately; 422
 * `notReady`: there is an error, or a remark without its tick. Then nothing was frozen.
 */
export interface Freeze {
  readonly template: string
  readonly periodKey: string
  readonly until: Day | null
  readonly at: At
  /** `tick` of every remark somebody answers for. */
  readonly ticks: readonly string[]
  /** The newest version of this template and period one knows of; 0: none. */
  readonly after: number
}

/** GET /api/frozen/:stream/:id: as it was issued; `document`, `figureByKey` and `problems` never change. */
export interface FrozenAnswer extends ReportAnswer {
  readonly head: FrozenHead
  /** `tick` of the remarks of `problems`; who froze it answers for them. */
  readonly ticked: readonly string[]
  readonly files: readonly FrozenFile[]
  /** All versions of this template and period, newest first; this one is among them. */
  readonly versions: readonly FrozenHead[]
}
export interface FrozenHead {
  readonly id: string
  readonly template: string
  readonly name: string
  readonly periodKey: string
  readonly label: string
  readonly until: Day
  /** 1, 2 … for one template and period. */
  readonly version: number
  readonly frozenAt: string
  /** Id of the person. */
  readonly frozenBy: string
  readonly at: At
}
/** 正式稿, 核对稿 or 公开稿 as it was issued; POST /api/frozen/:stream/:id/link/:copy answers `{ url }`. */
export interface FrozenFile {
  readonly copy: Copy
  readonly name: string
  readonly size: number
  /** SHA-256 of its bytes, hex. */
  readonly hash: string
}
export type Copy = 'final' | 'checking' | 'public'

/**
 * GET /api/frozen/:stream/:id/corrections: 更正, what would be counted otherwise if the report were counted now. A figure stands here when its
 * value, one number of its pair, one of its parts, or the records behind it are not those of the report.
 */
export interface CorrectionsAnswer {
  readonly at: At
  readonly readAt: string
  /** In the order of the text. */
  readonly corrections: readonly Correction[]
  /** Numbers worked out of figures that would be printed otherwise, in the order of the text. Each stands beside the figures that moved it. */
  readonly computed: readonly CorrectedComputed[]
  /** Every version `corrections` name, once, as the asker may see it. */
  readonly records: readonly StoredRecord[]
}
/** 率(甲,乙) and the like, as printed then and now: 100% → 99.85%. */
export interface CorrectedComputed {
  /** The placeholder, as `PrintedSpan.source`. */
  readonly key: string
  readonly label: string
  readonly was: string
  readonly now: string
}
export interface Correction {
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly was: number
  readonly now: number
  readonly pairWas: readonly [number, number] | null
  readonly pairNow: readonly [number, number] | null
  /** Of a split: the parts that are not what they were. */
  readonly parts: readonly { readonly label: string; readonly was: number; readonly now: number }[]
  /** Those the asker may see, the last changed first. */
  readonly records: readonly CorrectedRecord[]
  /** How many more there are, that the asker may not see. */
  readonly hidden: number
}
export interface CorrectedRecord {
  readonly id: string
  /** The version to show, by `id` and `n` among `CorrectionsAnswer.records`: as it is now, or, of one that is gone, as it was. */
  readonly n: number
  /** `late`: not known at the freeze, dated in its period (补录). `changed`: counted then and now, but adds another amount or stands in another group. */
  readonly how: 'late' | 'added' | 'gone' | 'changed'
}
