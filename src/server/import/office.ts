import type { ImportBatch, ImportFile, ImportList, ImportMapping, ImportSheet, ImportTrial, ImportUndone, ImportWorking } from '../../core/importing'
import { own } from '../../core/own'
import type { Me } from '../../core/protocol'
import { importKinds, mayImport } from '../../domain/importRight'
import type { PushDeps } from '../batch'
import { hashOfFile, type Files, type Held } from './held'
import { prepare, type Desk } from './prepare'
import { beginBatch, goOn, undoBatch } from './run'
import { batchesIn, batchOf, batchOfFile, openBatch, recallMapping, shownBatch, shownBatches, type StoredBatch } from './store'
import { remembered, signatureOf, suggestMapping } from './suggest'
import { findHeader, samplesOf, tableOf, type Table } from './table'
import { shownTarget, targetsOf } from './targets'
import { openBook, type SheetCells } from './workbook'

/** An answer, or why there is none: `say` is for the person who chose the file. `n`: the stream's last change, when something was written. */
export type Answered<T> =
  | { readonly kind: 'answer'; readonly answer: T; readonly n?: number }
  | { readonly kind: 'refused'; readonly say: string }
  | { readonly kind: 'notFound' }

const NOT_FOUND = { kind: 'notFound' } as const
const GONE = '这个文件放得太久，已经清掉了。请重新选一次文件；已经导入的不会重复。'
const BUSY = '这一批正在导入，请等它导完。'

/** What the routes ask. One request at a time works on a batch: two hands on it would take each other's places. */
export interface Imports {
  readonly list: (me: Me, stream: string) => Promise<Answered<ImportList>>
  readonly take: (me: Me, stream: string, kind: string, bytes: Buffer) => Promise<Answered<ImportFile>>
  readonly sheet: (me: Me, stream: string, file: string, sheet: string, headerRow: number | null) => Promise<Answered<ImportSheet>>
  readonly attempt: (me: Me, stream: string, file: string, mapping: ImportMapping) => Promise<Answered<ImportTrial | ImportWorking>>
  readonly confirm: (me: Me, stream: string, file: string, request: Confirm) => Promise<Answered<ImportBatch>>
  readonly goOn: (me: Me, stream: string, file: string, batch: string) => Promise<Answered<ImportBatch>>
  readonly show: (me: Me, stream: string, batch: string) => Promise<Answered<ImportBatch>>
  readonly undo: (me: Me, stream: string, batch: string, also: readonly string[]) => Promise<Answered<ImportUndone>>
}
export interface Confirm {
  readonly mapping: ImportMapping
  readonly name: string
  /** The same file was taken before, and is wanted again. */
  readonly again: boolean
}

export function createImports(deps: PushDeps, files: Files): Imports {
  const busy = new Set<string>()

  async function deskOf(me: Me, stream: string, kind: string): Promise<Desk | null> {
    const type = own(deps.types, kind)
    const config = await deps.configs.current(deps.db.sql, me.county)
    return type !== undefined && mayImport(me, config, type, stream) ? { deps, me, stream, type } : null
  }

  async function alone<T>(key: string, work: () => Promise<Answered<T>>): Promise<Answered<T>> {
    if (busy.has(key)) return { kind: 'refused', say: BUSY }
    busy.add(key)
    try {
      return await work()
    } finally {
      busy.delete(key)
    }
  }

  /** The file its chooser holds, and the desk it is for. */
  async function opened<T>(me: Me, stream: string, file: string, work: (desk: Desk, held: Held) => Promise<Answered<T>>): Promise<Answered<T>> {
    const held = files.find(file, me.person, stream)
    const desk = held === null ? null : await deskOf(me, stream, held.kind)
    if (held === null) return { kind: 'refused', say: GONE }
    return desk === null ? NOT_FOUND : work(desk, held)
  }

  async function known<T>(me: Me, stream: string, id: string, work: (desk: Desk, batch: StoredBatch) => Promise<Answered<T>>): Promise<Answered<T>> {
    const batch = await batchOf(deps.db.sql, stream, id)
    const desk = batch === null ? null : await deskOf(me, stream, batch.kind)
    return batch === null || desk === null ? NOT_FOUND : work(desk, batch)
  }

  return {
    list: async (me, stream) => {
      const kinds = importKinds(me, await deps.configs.current(deps.db.sql, me.county), stream)
      if (kinds.length === 0) return NOT_FOUND
      return { kind: 'answer', answer: { kinds, batches: await shownBatches(deps, stream, await batchesIn(deps.db.sql, stream, kinds)) } }
    },

    take: async (me, stream, kind, bytes) => {
      const desk = await deskOf(me, stream, kind)
      if (desk === null) return NOT_FOUND
      const book = openBook(bytes)
      if (book.kind === 'refused') return book
      const held: Held = { person: me.person, stream, kind, hash: hashOfFile(bytes), book: book.value, sheet: null, tried: null, work: null }
      const [name = ''] = book.value.sheets
      const sheet = await lookAt(desk, held, name, null)
      if (sheet.kind !== 'answer') return sheet
      const before = await batchOfFile(deps.db.sql, stream, kind, held.hash)
      const answer = { file: files.hold(held), sheets: book.value.sheets, sheet: sheet.answer, before: before === null ? null : await shownBatch(deps, stream, before) }
      return { kind: 'answer', answer }
    },

    sheet: (me, stream, file, sheet, headerRow) => opened(me, stream, file, (desk, held) => lookAt(desk, held, sheet, headerRow)),

    attempt: (me, stream, file, mapping) => opened(me, stream, file, async (desk, held) => {
      const table = tableIn(held, mapping)
      return table.kind === 'refused' ? table : { kind: 'answer', answer: await tryOut(desk, held, table.table, mapping) }
    }),

    confirm: (me, stream, file, { mapping, name, again }) => opened(me, stream, file, (desk, held) => alone(`${stream}/${held.hash}`, async () => {
      const before = await batchOfFile(deps.db.sql, stream, held.kind, held.hash)
      if (before !== null && !again) return { kind: 'refused', say: '这个文件已经导入过了，没有再导。确实要再导一遍，请先说明。' }
      const table = tableIn(held, mapping)
      if (table.kind === 'refused') return table
      const batch = await beginBatch(desk, held, table.table, mapping, name)
      return batch === null ? { kind: 'refused', say: '没有一行能导入，什么都没有写。请先看看哪些行、哪些格要改。' } : part(desk, held, table.table, batch)
    })),

    // The batch is read once nobody else works on it: one that is being undone is undone by then.
    goOn: (me, stream, file, id) => opened(me, stream, file, (_desk, held) => alone(`${stream}/${held.hash}`, () => known(me, stream, id, async (desk, batch) => {
      if (batch.person !== me.person || batch.hash !== held.hash) return { kind: 'refused', say: '这一批是别人导的，或者不是这个文件，请由导入的人接着导。' }
      if (batch.undone_at !== null) return { kind: 'refused', say: '这一批已经撤销，不能再接着导。要导，请重新选一次文件。' }
      const table = tableIn(held, openBatch(deps, stream, batch).mapping)
      return table.kind === 'refused' ? table : part(desk, held, table.table, batch)
    }))),

    show: (me, stream, id) => known(me, stream, id, async (_desk, batch) => ({ kind: 'answer', answer: await shownBatch(deps, stream, batch) })),

    undo: (me, stream, id, also) => known(me, stream, id, (desk, batch) => alone(`${stream}/${batch.hash}`, async () => {
      const { undone, n } = await undoBatch(desk, batch, also)
      return { kind: 'answer', answer: undone, ...(n === null ? {} : { n }) }
    })),
  }

  async function part(desk: Desk, held: Held, table: Table, batch: StoredBatch): Promise<Answered<ImportBatch>> {
    const { batch: answer, n } = await goOn(desk, held, table, batch)
    return { kind: 'answer', answer, ...(n === null ? {} : { n }) }
  }
}

/** A program gives up after fifteen seconds; twenty thousand rows on a busy machine take longer. */
const PATIENCE_MS = 8_000

/** The same question while it is worked on joins it; asked anew after its answer, it is worked out anew. */
async function tryOut(desk: Desk, held: Held, table: Table, mapping: ImportMapping): Promise<ImportTrial | ImportWorking> {
  const key = JSON.stringify(mapping)
  const known = held.tried
  const tried = known !== null && known.key === key && !known.isTold ? known : { key, prepared: prepare(desk, table, mapping), isTold: false }
  held.tried = tried
  // What breaks is told to whoever waits now; later ones begin again.
  tried.prepared.catch(() => { if (held.tried === tried) held.tried = null })
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), PATIENCE_MS) })
  const prepared = await Promise.race([tried.prepared, tooLong]).finally(() => clearTimeout(timer))
  if (prepared === null) return { working: true }
  tried.isTold = true
  return prepared.trial
}

const HEAD_SHOWN = 15

async function lookAt(desk: Desk, held: Held, name: string, headerRow: number | null): Promise<Answered<ImportSheet>> {
  const { deps, me, stream, type } = desk
  const sheet = sheetIn(held, name)
  if (sheet.kind === 'refused') return sheet
  const targets = targetsOf(type, await deps.configs.current(deps.db.sql, me.county))
  const table = tableOf(sheet.sheet, headerRow ?? findHeader(sheet.sheet, targets))
  const before = await recallMapping(deps, stream, type.kind, signatureOf(table))
  return {
    kind: 'answer',
    answer: {
      name, headerRow: table.headerRow, rows: table.lines.length, notes: table.notes,
      columns: table.columns.map((column) => ({ ...column, samples: samplesOf(table, column.at) })),
      head: sheet.sheet.rows.slice(0, HEAD_SHOWN).map(({ row, cells }) => ({ row, text: [...cells.values()].map(({ text }) => text).join('　').slice(0, 80) })),
      targets: targets.map(shownTarget),
      mapping: before === null ? suggestMapping(table, targets) : remembered(table, targets, before),
      remembered: before !== null,
    },
  }
}

type SheetRead = { readonly kind: 'sheet'; readonly sheet: SheetCells } | { readonly kind: 'refused'; readonly say: string }

function sheetIn(held: Held, name: string): SheetRead {
  if (held.sheet?.name === name) return { kind: 'sheet', sheet: held.sheet }
  if (!held.book.sheets.includes(name)) return { kind: 'refused', say: '文件里没有这张表，请重新选一张。' }
  const read = held.book.openSheet(name)
  if (read.kind === 'refused') return read
  held.sheet = read.value
  return { kind: 'sheet', sheet: read.value }
}

function tableIn(held: Held, mapping: Pick<ImportMapping, 'sheet' | 'headerRow'>): { readonly kind: 'table'; readonly table: Table } | { readonly kind: 'refused'; readonly say: string } {
  const sheet = sheetIn(held, mapping.sheet)
  return sheet.kind === 'refused' ? sheet : { kind: 'table', table: tableOf(sheet.sheet, mapping.headerRow) }
}
