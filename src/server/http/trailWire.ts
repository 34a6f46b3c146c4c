import { Type } from 'typebox'

const closed = { additionalProperties: false } as const
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Word = Type.String({ pattern: '^[A-Za-z]{1,40}$' })

const filter = {
  from: orNull(Day), to: orNull(Day), person: orNull(Id), action: orNull(Word),
  subject: orNull(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })),
}

export const TrailBody = Type.Object({
  ...filter,
  after: orNull(Type.Object({ at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }), stream: Id, chain: Word, a: Type.Integer({ minimum: 0 }) }, closed)),
  limit: Type.Integer({ minimum: 1, maximum: 200 }),
}, closed)
export const TrailExportBody = Type.Object(filter, closed)
