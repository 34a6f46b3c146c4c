import type { Sql } from '../db'

/** Read from the database when asked: sums without places or people. */
export function databaseGauges(sql: Sql) {
  return [
    {
      name: 'ops_waiting', help: 'Ops that phones said they still hold.',
      read: async () => (await sql<{ sum: number }[]>`select coalesce(sum(waiting), 0)::bigint as sum from device_waiting`)[0]?.sum ?? 0,
    },
    {
      name: 'handovers_open', help: 'Ops handed over that wait to be settled.',
      read: async () => (await sql<{ count: number }[]>`select count(*)::bigint as count from handover where ended_at is null`)[0]?.count ?? 0,
    },
    {
      name: 'database_bytes', help: 'Size of the database.',
      read: async () => (await sql<{ size: number }[]>`select pg_database_size(current_database())::bigint as size`)[0]?.size ?? 0,
    },
  ] as const
}
