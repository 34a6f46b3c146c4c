import type { Sql } from '../db'
import { readAudit } from '../audit/verify'
import type { Manifest, StreamMark } from './format'
import { areKeysOf } from '../keys/check'
import type { Vault } from '../vault'
import { digestOf } from './tables'
import { streamMarks } from './write'

/** What in the database is not as the backup says, as Chinese words; empty when everything is. */
export async function prove(tx: Sql, { head, tail }: Manifest, vault: Vault): Promise<readonly string[]> {
  const wrong: string[] = []
  if (!(await areKeysOf(tx, vault))) wrong.push('备份里的主密钥打不开备份里的数据')
  for (const table of head.tables) {
    const [found, told] = [await digestOf(tx, table), tail.tables[table.name]]
    if (found.rows !== told?.rows) wrong.push(`表 ${table.name}：备份 ${told?.rows ?? 0} 行，恢复出 ${found.rows} 行`)
    else if (found.sha256 !== told.sha256) wrong.push(`表 ${table.name}：内容不一致`)
  }
  const streams = await streamMarks(tx)
  if (JSON.stringify(streams) !== JSON.stringify(tail.streams)) wrong.push('各乡镇的编号与备份不一致')
  for (const stream of streams) wrong.push(...(await proveStream(tx, stream, vault)))
  return wrong
}

async function proveStream(tx: Sql, stream: StreamMark, vault: Vault): Promise<readonly string[]> {
  const audit = await readAudit(tx, vault, stream.stream)
  if (audit.brokenAt !== null || audit.last !== stream.auditN) return [`乡镇 ${stream.stream} 的留痕从第 ${audit.brokenAt ?? audit.last + 1} 行起对不上`]
  const [ops] = await tx<{ count: number; last: number }[]>`select count(*) as count, coalesce(max(n), 0) as last from op where stream = ${stream.stream} and n is not null`
  // Numbers are unique, so as many as there should be, none too high and none inside a jump, are all of them.
  const jumped = audit.jumps.reduce((sum, { from, to }) => sum + to - from, 0)
  const isWhole = ops !== undefined && ops.last <= stream.n && ops.count === stream.n - jumped
  return isWhole ? [] : [`乡镇 ${stream.stream} 的变更号不连续：应有 ${stream.n - jumped} 条，实有 ${ops?.count ?? 0} 条`]
}
