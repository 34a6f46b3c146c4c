import type { FileLink } from './protocol'

/** Papers (文书) and volumes (卷宗) on the wire. */

/** 'needed': the file is not complete without it; 'may': there if somebody wants it. */
export type PaperUse = 'needed' | 'may'

/** One paper of a case; of papers that come once per row, one line per row. */
export interface PaperLine {
  readonly paper: string
  /** Row of the case it is about; null for one of the whole case, or one nobody has entered a row for. */
  readonly row: string | null
  readonly title: string
  readonly use: PaperUse
  /** What it still lacks, in words; it can be printed all the same, with blanks for the pen. */
  readonly missing: readonly string[]
  /** Signed on paper, so a scan is expected back. */
  readonly signed: boolean
}

/** GET /api/papers/:stream/:id */
export interface PaperList {
  /** Why there are none; null when there are some. */
  readonly reason: string | null
  /** In the order of the volume. */
  readonly papers: readonly PaperLine[]
  /** Attached files and photos, and how many signed papers a scan is expected of. */
  readonly scans: number
  readonly expected: number
  /** Papers of which the county uses a form of its own. */
  readonly ownForms: readonly string[]
}

/** POST /api/papers/:stream/:id/link. 'volume': all of them in one .docx; 'package': that, and the attachments, as a .zip. */
export type PaperAsk =
  | { readonly what: 'paper'; readonly paper: string; readonly row: string | null }
  | { readonly what: 'volume' | 'package' }

/** POST /api/papers/:stream/bound: the simple cases of a place and a quarter (`2026Q1`) in one volume. */
export interface BoundAsk {
  readonly place: string
  readonly quarter: string
}

export interface PaperLink extends FileLink {
  /** Titles that are not in it: papers on a form of the county's own cannot be bound into one file with the others. */
  readonly left: readonly string[]
}

/** GET /api/paper-forms: every paper and which form of it is in use. */
export interface FormList {
  readonly forms: readonly FormHead[]
}
export interface FormHead {
  readonly paper: string
  readonly title: string
  /** Versions so far, 0 for none; the last of them counts. */
  readonly version: number
  /** null: the standard form. */
  readonly own: { readonly at: string; readonly by: string } | null
}

/** POST /api/paper-forms/:paper/try with the bytes of a .docx: what is wrong with it, and what it prints for a case made up for the purpose. */
export interface FormTrial {
  readonly problems: readonly FormProblem[]
  readonly preview: readonly string[]
}
export interface FormProblem {
  /** Where, e.g. 第 12 段; '' for the whole file. */
  readonly where: string
  /** The beginning of that paragraph, as it was written. */
  readonly text: string
  readonly message: string
}
