import { problemsIn } from './statements'

const spread = { columnByTable: new Map([['op', 'stream'], ['dispute_version', 'stream'], ['stream', 'stream'], ['account_stop', 'county'], ['rollup', 'scope']]) }

test.each([
  'select n from op where stream = $1 and id = any($2)',
  'select o.n from op o join dispute_version v on v.stream = o.stream and v.record = o.record where v.stream = any($1::uuid[])',
  'select s.n from session s join account_stop a on a.county = s.county and a.county = $1',
  'select exists (select 1 from op where op.stream = v.stream) from dispute_version v where (v.stream = $1 and v.until is null)',
  'insert into op (stream, id) select stream, id from jsonb_populate_recordset(null::op, $1)',
  'insert into rollup (scope, n) values ($1, $2) on conflict (scope) do update set n = excluded.n',
  "update dispute_version v set until = e.since from jsonb_to_recordset($1) as e(record uuid, since bigint) where v.stream = $2 and v.record = e.record",
  'with way as (select record from op where stream = $1) select 1 from way w join op o on o.stream = $1 and o.record = w.record',
  'select stream, n from stream where county = $1',
  'select n from stream where stream = $1 for update',
  'select sum(n) from (select n from op where stream = $1 union all select since from dispute_version where stream = $1) x',
])('held: %s', (text) => {
  expect(problemsIn(text, spread)).toEqual([])
})

test.each([
  'select n from op where id = $1',
  'select n from op where stream = $1 or id = $2',
  'select 1 from dispute_version v join op o on o.record = v.record where v.stream = $1',
  'select exists (select 1 from op where op.record = v.record) from dispute_version v where v.stream = $1',
  'select sum(n) from (select n from op where stream = $1 union all select since from dispute_version) x',
  'update op set n = 1 where record = $1',
  'delete from op where not (stream = $1)',
  'insert into op (id) values ($1)',
  'select n from stream where stream = any($1) order by stream for update',
  'with gone as (delete from op where stream = $1 returning id) select * from gone',
  'insert into rollup (scope, n) values ($1, (select max(n) from rollup where scope = $1))',
  'select pg_advisory_xact_lock($1)',
  "select nextval('n')",
  'select 1; select 2',
])('not held: %s', (text) => {
  expect(problemsIn(text, spread)).not.toEqual([])
})
