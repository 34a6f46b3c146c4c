import { openDb, type Db, type DbAddress, type Sql } from './db'
import { PATIENCE, patiently } from './schemaChange'

/** The role the program works as: rows, and no more. */
export const APP_ROLE = 'shuoshibu_app'

/** Added to and never changed: the trail, what closes it, what was issued, what was destroyed. A fault or a thief in the program can't either. */
export const APPEND_ONLY: readonly string[] = ['audit', 'reading', 'audit_cut', 'frozen_report', 'frozen_file', 'key_destroyed']
const READ_ONLY: readonly string[] = ['migration']

/** How the program reaches its rows, and whether it is kept from the rest. */
export interface Working {
  readonly address: DbAddress
  /** Taken on by every connection; null: the account of the address is already no more than it. */
  readonly role: string | null
  /** For whoever starts the server, when the database does not let itself be divided. */
  readonly warning: string | null
}

/**
 * Divides what the owner may do from what the program may, after the schema stands. `app`: an account of its own, where there is one;
 * else the owner's, which then takes on a role, if it may make one.
 */
export async function divideRoles(owner: Db, ownerAddress: DbAddress, app: DbAddress | null): Promise<Working> {
  if (app !== null) {
    const name = await accountOf(app)
    const [same] = await owner.sql<{ same: boolean }[]>`select current_user = ${name} as same`
    if (same?.same === true) return { address: app, role: null, warning: SAME_ACCOUNT }
    await patiently(PATIENCE, () => grantRows(owner.sql, name))
    return { address: app, role: null, warning: null }
  }
  try {
    await patiently(PATIENCE, async () => {
      await makeRole(owner.sql)
      await grantRows(owner.sql, APP_ROLE)
    })
    return { address: ownerAddress, role: APP_ROLE, warning: null }
  } catch {
    return { address: ownerAddress, role: null, warning: MAY_MAKE_NONE }
  }
}

async function makeRole(sql: Sql): Promise<void> {
  const [found] = await sql<{ there: boolean; mine: boolean }[]>`
    select exists (select 1 from pg_roles where rolname = ${APP_ROLE}) as there,
      exists (select 1 from pg_roles r where r.rolname = ${APP_ROLE} and pg_has_role(current_user, r.oid, 'member')) as mine`
  if (found?.there !== true) await sql.unsafe(`create role ${APP_ROLE} nologin`)
  if (found?.mine !== true) await sql.unsafe(`grant ${APP_ROLE} to current_user`)
}

/** Looked at at every start: a table of this release has its rights before anybody asks for its rows, and one that has them is left alone. */
export async function grantRows(sql: Sql, role: string): Promise<void> {
  const name = quoted(role)
  const [schema] = await sql<{ name: string; may: boolean }[]>`
    select quote_ident(current_schema()) as name, has_schema_privilege(${role}, current_schema(), 'usage') as may`
  const tables = await sql<{ name: string; held: string[] }[]>`select c.relname::text as name,
      array(select lower(a.privilege_type) from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = ${role} order by 1) as held
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`
  const wrong = tables.filter(({ name: table, held }) => held.join() !== [...rightsTo(table)].sort().join())
  if (wrong.length === 0 && schema?.may === true) return
  await sql.unsafe([
    `grant usage on schema ${schema?.name ?? 'public'} to ${name}`,
    ...wrong.flatMap(({ name: table }) => [`revoke all on ${quoted(table)} from ${name}`, `grant ${rightsTo(table).join(', ')} on ${quoted(table)} to ${name}`]),
  ].join('; '))
}

function rightsTo(table: string): readonly string[] {
  if (READ_ONLY.includes(table)) return ['select']
  return APPEND_ONLY.includes(table) ? ['select', 'insert'] : ['select', 'insert', 'update', 'delete']
}

async function accountOf(address: DbAddress): Promise<string> {
  const db = openDb({ address, max: 1 })
  try {
    const [row] = await db.sql<{ name: string }[]>`select current_user::text as name`
    return row?.name ?? ''
  } finally {
    await db.close()
  }
}

function quoted(name: string): string {
  return `"${name.replace(/"/g, '""')}"`
}

const ADVICE = '请数据库管理员按 docs/keys.md 里的语句建一个只能增改行的账号，DATABASE_URL 用它，DATABASE_OWNER_URL 用原来的。服务照常启动。'
const MAY_MAKE_NONE = `提醒：DATABASE_URL 的账号既拥有全部表，又不能建角色，所以留痕在数据库里没有另加保护。${ADVICE}`
const SAME_ACCOUNT = `提醒：DATABASE_URL 和 DATABASE_OWNER_URL 是同一个账号，留痕在数据库里没有另加保护。${ADVICE}`
