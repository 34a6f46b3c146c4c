import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Sql } from '../db'
import type { Head, TableShape } from './format'
import type { Part } from './read'
import { BackupRefusal } from './refusal'
import { copyIn, tablesOf } from './tables'

/**
 * Puts the rows of a backup into emptied tables of this program. Columns go by name: one the backup does not have yet stays empty,
 * and one this program no longer has comes back as it was, because version tables keep what fields were retired.
 */
export async function load(tx: Sql, parts: AsyncIterable<Part>): Promise<void> {
  const copies: Copy[] = []
  for await (const part of parts) {
    if (part.kind === 'head') await makeRoom(tx, part.head)
    if (part.kind !== 'rows') continue
    if (copies[0]?.table !== part.table) {
      await copies.pop()?.end()
      copies.push(await openCopy(tx, part.table))
    }
    await copies[0]?.write(part.rows)
  }
  await copies.pop()?.end()
}

async function makeRoom(tx: Sql, head: Head): Promise<void> {
  const here = new Map((await tablesOf(tx)).map((table) => [table.name, table]))
  for (const { name, columns } of head.tables) {
    const table = here.get(name)
    if (table === undefined) throw new BackupRefusal(`备份里有这个版本的程序不认识的表（${name}），请先升级程序再恢复；数据没有动。`)
    for (const column of columns.filter((each) => !table.columns.some((known) => known.name === each.name))) {
      await tx.unsafe(`alter table "${name}" add column "${column.name}" ${column.type}`)
    }
  }
  await tx.unsafe(`truncate ${[...here.keys()].map((name) => `"${name}"`).join(', ')}`)
}

interface Copy {
  readonly table: TableShape
  write(rows: Buffer): Promise<void>
  end(): Promise<void>
}

async function openCopy(tx: Sql, table: TableShape): Promise<Copy> {
  const sink: Writable = await tx.unsafe(copyIn(table)).writable()
  const ended = finished(sink)
  ended.catch(() => undefined)
  return {
    table,
    async write(rows) {
      const written = new Promise<void>((resolve) => {
        sink.write(rows, () => resolve())
      })
      // What the server objects to comes as the end of the stream.
      await Promise.race([written, ended])
      if (sink.destroyed) await ended
    },
    async end() {
      sink.end()
      // The driver never tells of an objection that comes after the last row; a next statement in the broken transaction does. It
      // may only be sent once the driver has closed the copy, which it does before the next turn.
      await new Promise((resolve) => setImmediate(resolve))
      await tx`select 1 as one`
      await ended
    },
  }
}
