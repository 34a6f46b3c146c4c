import { Type } from 'typebox'

/** What the address of a board says; domain/board/request.ts writes it. That the days are days is looked at when it is read. */
export const BoardQuery = Type.Object({
  kind: Type.Union([Type.Literal('township'), Type.Literal('county')]),
  place: Type.Optional(Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })),
  from: Type.String({ maxLength: 10 }),
  to: Type.String({ maxLength: 10 }),
  today: Type.String({ maxLength: 10 }),
  shorter: Type.Optional(Type.Literal('1')),
  mark: Type.String({ pattern: '^[0-9a-f]{8}$' }),
}, { additionalProperties: false })
