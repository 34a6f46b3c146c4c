import type { Db, Sql } from '../db'
import { codeOf } from '../errorCode'
import { readTables } from './catalogue'
import { placementsOf, statementOf, stepsFrom, type Held, type Placement, type Step } from './placement'

export type Distributed =
  | { readonly kind: 'done'; readonly steps: number; readonly tables: number }
  | { readonly kind: 'refused'; readonly sentence: string }

/**
 * Spreads the tables of this database over the machines of its Citus: one statement at a time, each by itself, so that what broke off goes on
 * where it stood. What is spread already stays where it is.
 */
export async function distribute(db: Db, say: (line: string) => void): Promise<Distributed> {
  const placed = placementsOf(await readTables(db.sql))
  if (placed.kind === 'wrong') return { kind: 'refused', sentence: `这些表不能分布，什么都没有动：\n${placed.problems.join('\n')}` }
  const refusal = (await withoutExtension(db.sql)) ?? (await withoutMachines(db.sql)) ?? (await inUse(db.sql))
  if (refusal !== null) return { kind: 'refused', sentence: refusal }
  const todo = stepsFrom(placed.placements, await readHeld(db.sql))
  if (todo.kind === 'otherwise') return { kind: 'refused', sentence: `这些表已经按别的办法分布了，什么都没有动：${todo.tables.join('、')}。` }
  const spread = todo.steps.filter(({ kind }) => kind === 'spread').length
  let told = 0
  for (const step of todo.steps) {
    if (step.kind === 'spread') say(`${(told += 1)}/${spread} ${placementText(step.placement)}`)
    await carryOut(db, step)
  }
  return { kind: 'done', steps: spread, tables: placed.placements.length }
}

/** Also told without a Citus: `npm run db:distribute -- --plan`. */
export function placementText(placement: Placement): string {
  if (placement.kind === 'reference') return `${placement.table}：每台机器一份`
  return `${placement.table}：按 ${placement.column} 分布${placement.beside === null ? '' : `，和 ${placement.beside} 的同一个值放在一起`}`
}

/** Rows move while nobody writes; that may take long. */
async function carryOut(db: Db, step: Step): Promise<void> {
  await db.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local idle_in_transaction_session_timeout = 0`
    await tx.unsafe(statementOf(step))
  })
}

/** Null: it is there, or is now. */
async function withoutExtension(sql: Sql): Promise<string | null> {
  const [found] = await sql<{ installed: string | null }[]>`select installed_version as installed from pg_available_extensions where name = 'citus'`
  if (found === undefined) return NO_CITUS
  if (found.installed !== null) return null
  try {
    await sql`create extension if not exists citus`
    return null
  } catch (error) {
    return `数据库服务器上有 Citus，但是没能启用（${codeOf(error)}）。请数据库管理员把 citus 写进 shared_preload_libraries、重启 PostgreSQL，再用管理员账号运行 create extension citus。`
  }
}
const NO_CITUS = '这个数据库服务器没有 Citus 扩展，不能分布；什么都没有动，服务照常可以用。请换成装有 Citus 的 PostgreSQL（一台协调、两台以上工作），办法见 docs/scale.md。'

async function withoutMachines(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ workers: number }[]>`select count(*)::int as workers from citus_get_active_worker_nodes()`
  return row?.workers === 0 ? '还没有工作机器，分布了也都在这一台上；什么都没有动。请先在协调机器上运行 select citus_add_node(\'主机名\', 5432)，一台一次。' : null
}

/** A table that is being moved takes no writes: a server that waits for it would time out, and one statement of two would be lost to nobody but slow. */
async function inUse(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ others: number }[]>`select count(*)::int as others from pg_stat_activity
    where application_name = 'shuoshibu' and datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  return (row?.others ?? 0) > 0 ? `还有 ${row?.others ?? 0} 个程序的连接在用这个数据库，什么都没有动。请先停掉服务（每一个进程），再运行一次。` : null
}

async function readHeld(sql: Sql): Promise<readonly Held[]> {
  const rows = await sql<{ table: string; kind: string; column: string | null }[]>`
    select c.relname::text as table, t.citus_table_type as kind, t.distribution_column as column from citus_tables t join pg_class c on c.oid = t.table_name::oid`
  return rows.map(({ table, kind, column }): Held => ({ table, kind: kind === 'reference' ? 'reference' : 'distributed', column: kind === 'reference' ? null : column }))
}
