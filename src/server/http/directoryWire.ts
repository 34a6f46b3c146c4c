import { Type } from 'typebox'

/** Shapes of the requests of the directory's pages, which only this server's own programs send. */
const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Kind = Type.Union([Type.Literal('place'), Type.Literal('unit'), Type.Literal('person')])
const FileId = Type.String({ pattern: '^[A-Za-z0-9_-]{24}$' })
const closed = { additionalProperties: false } as const

export const DirectoryPlaceParams = Type.Object({ place: Id }, closed)
export const DirectoryKindParams = Type.Object({ kind: Kind }, closed)
export const DirectoryFileParams = Type.Object({ kind: Kind, file: FileId }, closed)
/** Without rows: the heads alone, to be filled in. */
export const DirectoryExportBody = Type.Object({ isEmpty: Type.Boolean() }, closed)
