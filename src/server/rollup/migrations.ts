/**
 * Numbers above the county, made again from what lies below and never added to (docs/decisions/0014). A scope is a county (its id), a city, a
 * province or the country (their codes). Each has a number `n` of its own that moves with every roll-up; each of its periods remembers the
 * `n` it was last made at; and whoever is made of it remembers up to which `n` it has read (`rollup_read`). A county reads its streams' `n`.
 */
export const ROLLUP_MIGRATIONS: readonly (readonly [id: string, statement: string])[] = [
  // `left_over`: periods still to be made; `moved`: sum of the changes of a county's streams; `list`: mark of the figures it was made of.
  ['0150-rollup-scope', `create table rollup_scope (
    scope text primary key, parent text, name text not null default '', n bigint not null default 0, on_day date, moved bigint not null default 0, list text not null default '',
    left_over text[] not null default '{}')`],
  ['0151-rollup-read', `create table rollup_read (scope text not null, child text not null, n bigint not null, epoch text not null default '', primary key (scope, child))`],
  ['0152-rollup', `create table rollup (
    scope text not null, period text not null, n bigint not null, until date not null, cells jsonb not null, primary key (scope, period))`],
]
