/**
 * Who saw what has a chain of its own per stream: a line of it takes the lock of `reading_chain` and never the township's, so that reading
 * and writing do not wait for each other. `audit`, `reading` and `audit_cut` are only ever added to; the one exception is prune.ts.
 */
export const AUDIT_MIGRATIONS: readonly (readonly [id: string, statement: string])[] = [
  ['0135-reading', `create table reading (
    stream uuid not null, a bigint not null, at timestamptz not null, actor uuid, action text not null, subject text not null,
    detail jsonb not null, hash bytea not null, primary key (stream, a))`],
  ['0136-reading-chain', `create table reading_chain (stream uuid primary key, n bigint not null, hash bytea not null)`],
  ['0137-audit-cut', `create table audit_cut (
    stream uuid not null, chain text not null, a bigint not null, at timestamptz not null, hash bytea not null, mac bytea not null,
    primary key (stream, chain, a))`],
  // What a verification by the auditor has shown, the latest first.
  ['0138-audit-check', `create table audit_check (
    stream uuid not null, id uuid not null, at timestamptz not null, person uuid, result jsonb not null, primary key (stream, id))`],
  ['0139-audit-by-time', `create index audit_by_time on audit (stream, at, a)`],
  ['0139-audit-by-subject', `create index audit_by_subject on audit (stream, subject, at)`],
  ['0139-audit-by-actor', `create index audit_by_actor on audit (stream, actor, at)`],
  ['0140-reading-by-time', `create index reading_by_time on reading (stream, at, a)`],
  ['0140-reading-by-subject', `create index reading_by_subject on reading (stream, subject, at)`],
  ['0140-reading-by-actor', `create index reading_by_actor on reading (stream, actor, at)`],
  // Whose phone fetched the page that holds a change.
  ['0141-reading-pulled', `create index reading_pulled on reading (stream, ((detail->>'to')::bigint)) where action = 'pulled'`],
]
