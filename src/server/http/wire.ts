import { Type } from 'typebox'

/**
 * Shapes of requests, checked before anything is read. Ops are let through as they are: each is decoded and refused on its own,
 * so that a broken one never turns its whole batch away. Answers are the types of core/protocol.
 */
const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Word = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' })
const closed = { additionalProperties: false } as const

export const PushBody = Type.Object({
  stream: Id,
  ops: Type.Array(Type.Unknown(), { maxItems: 50 }),
  waiting: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
}, closed)

export const PullBody = Type.Object({
  cursor: Type.Union([Type.String({ maxLength: 8000 }), Type.Null()]),
  waiting: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  most: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
}, closed)

const Where = Type.Record(Type.String({ maxLength: 64 }), Type.Array(Type.String({ maxLength: 64 }), { maxItems: 60 }), { maxProperties: 12 })

const Figure = Type.Object({
  kind: Word,
  where: Where,
  over: Type.Union([
    Type.Object({ kind: Type.Literal('flow'), date: Word }, closed),
    Type.Object({ kind: Type.Literal('stock'), from: Word, until: Word, untilCounts: Type.Boolean(), sinceEver: Type.Optional(Type.Literal(true)) }, closed),
    Type.Object({ kind: Type.Literal('covered'), from: Word, until: Word }, closed),
  ]),
  measure: Type.Union([
    Type.Object({ kind: Type.Literal('count') }, closed),
    Type.Object({ kind: Type.Literal('sum'), field: Word }, closed),
    Type.Object({ kind: Type.Literal('rows'), rows: Word, where: Where, sum: Type.Union([Word, Type.Null()]) }, closed),
    Type.Object({ kind: Type.Literal('distinct'), field: Word }, closed),
  ]),
}, closed)

const GroupBy = Type.Union([
  Type.Object({ kind: Type.Literal('field'), field: Word }, closed),
  Type.Object({ kind: Type.Literal('month') }, closed),
  Type.Object({ kind: Type.Literal('place'), level: Type.Union([Word, Type.Null()]) }, closed),
])

const Query = Type.Object({
  figure: Figure,
  period: Type.Object({ from: Day, to: Day }, closed),
  place: Type.Union([Id, Type.Null()]),
  on: Type.Optional(Day),
  by: Type.Union([GroupBy, Type.Null()]),
}, closed)

const Change = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Moment = Type.Object({ town: Change, county: Change }, closed)
const At = Type.Union([Moment, Type.Null()])

export const FiguresBody = Type.Object({ stream: Id, queries: Type.Array(Query, { maxItems: 80 }), at: At }, closed)

export const DrillBody = Type.Object({
  stream: Id,
  query: Query,
  at: At,
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  limit: Type.Integer({ minimum: 1, maximum: 500 }),
}, closed)

export const RecordParams = Type.Object({ stream: Id, id: Id }, closed)
export const HistoryQuery = Type.Object({ before: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,15}$' })) }, closed)
export const StreamParams = Type.Object({ stream: Id }, closed)
const PeriodKey = Type.String({ pattern: '^[0-9WHQ-]{4,11}$' })
export const ReportParams = Type.Object({ stream: Id, template: Id, period: PeriodKey }, closed)
const Copy = Type.Union([Type.Literal('final'), Type.Literal('checking'), Type.Literal('public')])
export const ReportCopyParams = Type.Object({ stream: Id, template: Id, period: PeriodKey, copy: Copy }, closed)
const Text = Type.String({ maxLength: 60_000 })
export const PreviewBody = Type.Object({
  until: Type.Union([Day, Type.Null()]), text: Type.Object({ opening: Text, chapters: Type.Array(Text, { maxItems: 60 }), closing: Text }, closed),
}, closed)
export const FreezeBody = Type.Object({
  template: Id, periodKey: PeriodKey, until: Type.Union([Day, Type.Null()]), at: Moment,
  ticks: Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 1000 }), after: Type.Integer({ minimum: 0, maximum: 10_000 }),
}, closed)
export const FrozenFileParams = Type.Object({ stream: Id, id: Id, copy: Copy }, closed)
export const ReportQuery = Type.Object({ until: Type.Optional(Day) }, closed)
export const LinkQuery = Type.Object({ ticket: Type.String({ minLength: 10, maxLength: 100 }) }, closed)

export const ExportBody = Type.Object({ what: Word, period: Type.Object({ from: Day, to: Day }, closed), place: Type.Union([Id, Type.Null()]) }, closed)

const MediaId = Type.String({ pattern: '^[0-9a-f]{64}$' })
/** Type and size are let through to be refused in words. */
export const MediaOfferBody = Type.Object({
  stream: Id, record: Id, id: MediaId, type: Type.String({ maxLength: 100 }), size: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
}, closed)
export const MediaParams = Type.Object({ stream: Id, id: MediaId }, closed)
export const PieceParams = Type.Object({ stream: Id, id: MediaId, piece: Type.String({ pattern: '^(0|[1-9]\\d{0,3})$' }) }, closed)
export const MediaLinkBody = Type.Object({ record: Id }, closed)

/** The op and the refusal are decoded by themselves, as those of a push are. */
export const HandoverBody = Type.Object({ stream: Id, op: Type.Unknown(), refusal: Type.Unknown(), to: Type.Union([Id, Type.Null()]) }, closed)
export const HandoverEndBody = Type.Union([
  Type.Object({ kind: Type.Literal('passed'), to: Id }, closed),
  Type.Object({ kind: Type.Literal('taken'), by: Id }, closed),
  Type.Object({ kind: Type.Literal('declined'), why: Type.String({ minLength: 1, maxLength: 500 }) }, closed),
])
export const RecipientsQuery = Type.Object({ kind: Word, place: Type.Optional(Id) }, closed)
export const DevicesQuery = Type.Object({ stream: Type.Optional(Id) }, closed)
export const DeviceParams = Type.Object({ device: Word }, closed)
