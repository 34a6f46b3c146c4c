import type { Day } from './period'

/**
 * The wire of importing an old .xlsx register: file → mapping → dry run → confirm. Only the H5 program of the same server speaks it,
 * at a PC. Rows and columns carry the numbers and letters a spreadsheet shows, so that a sentence can name a cell.
 */
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024

/** POST /api/imports/:stream/:kind, the file as bytes. It stays in memory until then and never touches a disk. */
export interface ImportFile {
  readonly file: string
  readonly sheets: readonly string[]
  readonly sheet: ImportSheet
  /** The same file was taken before: go on with what broke off, or say that it is wanted again. */
  readonly before: ImportBatch | null
}

/** POST /api/import/:stream/:file/sheet with `{ sheet, headerRow }`: another sheet, or another header line. */
export interface ImportSheet {
  readonly name: string
  /** 1 is the first line of the sheet. */
  readonly headerRow: number
  readonly columns: readonly ImportColumn[]
  /** Lines of data below the header, blank ones and totals not counted. */
  readonly rows: number
  /** The first lines, for choosing the header line among them. */
  readonly head: readonly { readonly row: number; readonly text: string }[]
  /** What was noticed: formulas, merged cells, totals left out. */
  readonly notes: readonly string[]
  readonly targets: readonly ImportTarget[]
  readonly mapping: ImportMapping
  /** The mapping is the one used last time for such a header. */
  readonly remembered: boolean
}

export interface ImportColumn {
  /** 0 is column A. */
  readonly at: number
  readonly letter: string
  readonly header: string
  /** Up to three values, as the file shows them. */
  readonly samples: readonly string[]
}

/** Where a column may go: a field (`acceptedOn`), a cell of rows (`parties.name`), or that cell of one kind of row (`parties[applicant].name`). */
export interface ImportTarget {
  readonly key: string
  readonly label: string
  readonly must: boolean
  /** `serial`: the official number; a row is known by it, and nothing is written there. */
  readonly value: 'text' | 'count' | 'money' | 'day' | 'flag' | 'option' | 'place' | 'ref' | 'serial'
  /** Of an option or a flag. */
  readonly choices: readonly { readonly code: string; readonly label: string }[]
}

export interface ImportMapping {
  readonly sheet: string
  readonly headerRow: number
  readonly columns: readonly { readonly at: number; readonly key: string }[]
  /** Written in every row whose own cell is blank; as a person would type it, or a code, or a place's id. */
  readonly fixed: Readonly<Record<string, string>>
  /** By target, what a word of the file means: an option's code or a place's id. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Of days written without one (3月5日). */
  readonly year: number | null
  /** Rows that are in the register already are left out. */
  readonly skipKnown: boolean
}

/** POST /api/import/:stream/:file/try with a mapping. Nothing is written. Of a large file the answer may be `ImportWorking`: ask the same again. */
export interface ImportTrial {
  readonly rows: number
  /** What confirming would write. */
  readonly ready: number
  readonly badRows: number
  /** In order of rows; the first few hundred. */
  readonly bad: readonly CellRemark[]
  readonly remarkCount: number
  readonly remarks: readonly CellRemark[]
  readonly known: number
  /** Words that mean nothing yet, the most frequent first; the importer may say what they mean. */
  readonly unknown: readonly UnknownWord[]
  readonly first: Day | null
  readonly last: Day | null
}

export interface ImportWorking {
  readonly working: true
}

export interface CellRemark {
  readonly row: number
  /** null: about the row. */
  readonly at: number | null
  readonly say: string
}

export interface UnknownWord {
  readonly key: string
  readonly label: string
  readonly word: string
  readonly rows: number
}

/** POST /api/import/:stream/:file/confirm, then …/batch/:batch/go until `done` is all; GET …/batch/:batch. */
export interface ImportBatch {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly person: string
  readonly at: string
  /** Rows it is about, rows judged, rows that became records. */
  readonly rows: number
  readonly done: number
  readonly taken: number
  readonly refused: readonly CellRemark[]
  readonly undoneAt: string | null
}

/** GET /api/imports/:stream, newest first. */
export interface ImportList {
  readonly batches: readonly ImportBatch[]
  /** Kinds the asker may import here. */
  readonly kinds: readonly string[]
}

/** POST /api/import/:stream/batch/:batch/undo with `{ also }`: ids of records to be withdrawn although somebody worked on them. */
export interface ImportUndone {
  readonly batch: ImportBatch
  readonly withdrawn: number
  /** Changed since by somebody, or refused: they stand. */
  readonly left: readonly { readonly row: number; readonly record: string; readonly say: string; readonly mayForce: boolean }[]
  /** Ask again: this was a part. */
  readonly more: boolean
}
