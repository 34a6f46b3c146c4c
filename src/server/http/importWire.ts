import { Type } from 'typebox'

/** Shapes of the requests of importing and of 对接, which only this server's own H5 program sends. */
const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Word = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' })
const Key = Type.String({ pattern: '^[A-Za-z0-9_.\\[\\]]{1,80}$' })
const FileId = Type.String({ pattern: '^[A-Za-z0-9_-]{24}$' })
const closed = { additionalProperties: false } as const

export const ImportKindParams = Type.Object({ stream: Id, kind: Word }, closed)
export const ImportFileParams = Type.Object({ stream: Id, file: FileId }, closed)
export const ImportBatchParams = Type.Object({ stream: Id, batch: Id }, closed)
export const ImportGoParams = Type.Object({ stream: Id, file: FileId, batch: Id }, closed)

const Row = Type.Integer({ minimum: 1, maximum: 1_048_576 })
export const ImportSheetBody = Type.Object({ sheet: Type.String({ maxLength: 100 }), headerRow: Type.Union([Row, Type.Null()]) }, closed)

const Mapping = Type.Object({
  sheet: Type.String({ maxLength: 100 }),
  headerRow: Row,
  columns: Type.Array(Type.Object({ at: Type.Integer({ minimum: 0, maximum: 16_384 }), key: Key }, closed), { maxItems: 200 }),
  fixed: Type.Record(Key, Type.String({ maxLength: 2_000 }), { maxProperties: 100 }),
  words: Type.Record(Key, Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 64 }), { maxProperties: 500 }), { maxProperties: 60 }),
  year: Type.Union([Type.Integer({ minimum: 1900, maximum: 2100 }), Type.Null()]),
  skipKnown: Type.Boolean(),
}, closed)
export const ImportTryBody = Type.Object({ mapping: Mapping }, closed)
export const ImportConfirmBody = Type.Object({ mapping: Mapping, name: Type.String({ maxLength: 120 }), again: Type.Boolean() }, closed)
export const ImportUndoBody = Type.Object({ also: Type.Array(Id, { maxItems: 20_000 }) }, closed)

export const SubmissionParams = Type.Object({ stream: Id, profile: Id }, closed)
export const SubmitBody = Type.Object({ again: Type.Union([Id, Type.Null()]) }, closed)
export const ReceiptParams = Type.Object({ stream: Id, profile: Id, file: FileId }, closed)
const At = Type.Integer({ minimum: 0, maximum: 16_384 })
export const ReceiptBody = Type.Object({ ours: At, theirs: At }, closed)
