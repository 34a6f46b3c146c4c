import type { Sql } from '../db'
import type { KeyShape, TableShape } from './placement'

/** Every table of the program, by name, as the catalogue knows it: one added tomorrow is placed tomorrow, or refused. */
export async function readTables(sql: Sql): Promise<readonly TableShape[]> {
  const tables = await sql<{ name: string; columns: string[]; triggers: number; foreign_keys: number; sequences: number }[]>`
    select c.relname::text as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
      (select count(*) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)::int as triggers,
      (select count(*) from pg_constraint f where f.contype = 'f' and (f.conrelid = c.oid or f.confrelid = c.oid))::int as foreign_keys,
      (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and (a.attidentity <> '' or pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null))::int as sequences
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by c.relname collate "C"`
  const keys = await sql<(KeyShape & { table: string })[]>`
    select c.relname::text as table, i.relname::text as name, x.indisprimary as "isPrimary",
      array(select coalesce(a.attname::text, '(expression)') from unnest(x.indkey) with ordinality as k(attnum, place)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where k.place <= x.indnkeyatts order by k.place) as columns
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    where c.relnamespace = current_schema()::regnamespace and x.indisunique order by i.relname collate "C"`
  return tables.map(({ name, columns, triggers, foreign_keys: foreignKeys, sequences }) => ({
    name, columns,
    keys: keys.filter((key) => key.table === name).map((key): KeyShape => ({ name: key.name, isPrimary: key.isPrimary, columns: key.columns })),
    hindrances: [
      ...(triggers > 0 ? ['a trigger'] : []), ...(foreignKeys > 0 ? ['a foreign key'] : []), ...(sequences > 0 ? ['a sequence behind a column'] : []),
    ],
  }))
}
