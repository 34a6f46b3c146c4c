/**
 * 投诉建议. What was said lies sealed; `sender` is a keyed hash of the person, so that the sender finds it again and nobody else learns who it
 * was. Every act on one stays, with who did it and when.
 */
export const FEEDBACK_MIGRATIONS: readonly (readonly [id: string, statement: string])[] = [
  ['0145-complaint', `create table complaint (
    county uuid not null, id uuid not null, receipt text not null, code bytea not null, sender bytea, kind text not null, state text not null,
    received_on date not null, due_on date not null, sealed bytea not null, primary key (county, id))`],
  ['0146-complaint-by-code', `create unique index complaint_by_code on complaint (county, code)`],
  ['0147-complaint-by-sender', `create index complaint_by_sender on complaint (county, sender) where sender is not null`],
  ['0148-complaint-act', `create table complaint_act (
    county uuid not null, complaint uuid not null, step integer not null, act text not null, person uuid not null, at timestamptz not null, sealed bytea,
    primary key (county, complaint, step))`],
]
