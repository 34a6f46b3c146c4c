/** What somebody looked at, what people ask about their own data, and what is put away (封存). */
export const PRIVACY_MIGRATIONS: readonly (readonly [id: string, statement: string])[] = [
  // Who saw personal values of a record whole, and why: never the values. Kept as long as the trail.
  ['0125-reveal', `create table reveal (
    stream uuid not null, id uuid not null, person uuid not null, record uuid not null, kind text not null, classes text[] not null, reason text,
    allowed boolean not null, at timestamptz not null, received_at timestamptz not null, primary key (stream, id))`],
  ['0125-reveal-by-person', `create index reveal_by_person on reveal (stream, person, at)`],
  ['0125-reveal-by-record', `create index reveal_by_record on reveal (stream, record, at)`],
  // 个人信息请求: what kind, until when and how it stands in the open; whose it is and what was asked, sealed.
  ['0126-personal-request', `create table personal_request (
    stream uuid not null, id uuid not null, kind text not null, state text not null, taken_by uuid not null, taken_on date not null, due_on date not null,
    proposed_by uuid, ended_by uuid, ended_on date, sealed bytea not null, primary key (stream, id))`],
  // 封存: the record's key is kept and opens nothing, but for an approved request, until somebody decides on its destruction.
  ['0127-put-away', `alter table record_key add column put_away date`],
  ['0128-put-away-list', `create table put_away (
    stream uuid not null, record uuid not null, kind text not null, done_on date not null, on_day date not null, destroy_on date not null, primary key (stream, record))`],
  // 销毁: proposed by one, approved by another; its certificate names records by id and number only.
  ['0129-destruction', `create table destruction (
    stream uuid not null, id uuid not null, state text not null, proposed_by uuid not null, proposed_on date not null, ended_by uuid, ended_on date,
    records jsonb not null, primary key (stream, id))`],
  // Moves when somebody's data were taken out of records: phones then fetch the township anew, and hold them no longer.
  ['0130-stream-erased', `alter table stream add column erased integer not null default 0`],
  ['0131-retention-day', `create table retention_day (county uuid not null, on_day date not null, at timestamptz not null, primary key (county, on_day))`],
  // Taken by one process and not yet done; of the release before, every row was of a day that is done.
  ['0133-retention-claim', `alter table retention_day add column done boolean not null default true`],
  ['0132-bulk-export', `create table bulk_export (
    stream uuid not null, id uuid not null, person uuid not null, what text not null, place uuid not null, from_day date not null, to_day date not null,
    people integer not null, state text not null, at timestamptz not null, ended_by uuid, ended_at timestamptz, primary key (stream, id))`],
]
