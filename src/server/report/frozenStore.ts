import type { Document, Paper } from '../../core/document'
import type { Copy, FrozenFile, FrozenHead, ReportFigure, ReportProblem, ReportScope } from '../../core/reportWire'
import type { Asked } from '../../domain/correction'
import { COPIES } from '../../domain/reportCopies'
import type { Sql } from '../db'
import type { Vault } from '../vault'

/**
 * A frozen report whole: what it said, and what it takes to say it again. Sealed, since a text may name people, and one that was altered
 * in the database does not open; so are the bytes of its files. The key is the installation's: no person's deletion takes a report away.
 */
export interface FrozenBody {
  /** The template's text as it was filled. */
  readonly text: string
  readonly scope: ReportScope
  readonly paper: Paper
  readonly document: Document
  readonly figureByKey: Readonly<Record<string, ReportFigure>>
  readonly problems: readonly ReportProblem[]
  readonly ticked: readonly string[]
  readonly askedByKey: Readonly<Record<string, Asked>>
  /** Of the program that made it: the same one makes the same bytes. */
  readonly program: string
}

export interface Frozen {
  readonly head: FrozenHead
  readonly body: FrozenBody
}

export interface IssuedFile extends FrozenFile {
  readonly bytes: Buffer
}

/** Newest first; of one template and period, when these are given, by their versions: a clock that was put back must not give a number twice. */
export async function headsOf(sql: Sql, stream: string, of: { readonly template: string; readonly periodKey: string } | null = null): Promise<readonly FrozenHead[]> {
  const rows = await sql<HeadRow[]>`select ${headColumns(sql)} from frozen_report f
    where f.stream = ${stream} ${of === null ? sql`` : sql`and f.template = ${of.template} and f.period_key = ${of.periodKey}`}
    order by ${of === null ? sql`f.frozen_at desc, f.town_n desc, f.county_n desc,` : sql``} f.version desc, f.id`
  return rows.map(headOf)
}

/** Null when there is none of this id in this township. */
export async function readFrozen(vault: Vault, sql: Sql, stream: string, id: string): Promise<Frozen | null> {
  const [row] = await sql<(HeadRow & { readonly sealed: Buffer })[]>`select ${headColumns(sql)}, f.sealed from frozen_report f where f.stream = ${stream} and f.id = ${id}`
  if (row === undefined) return null
  return { head: headOf(row), body: vault.openFor(FROZEN, row.sealed, frozenContext(stream, id)) as FrozenBody }
}

export async function filesOf(sql: Sql, stream: string, report: string): Promise<readonly FrozenFile[]> {
  const rows = await sql<FrozenFile[]>`select copy, name, size, hash from frozen_file where stream = ${stream} and report = ${report}`
  return COPIES.flatMap((copy) => rows.find((row) => row.copy === copy) ?? [])
}

/** Exactly the bytes that were issued. */
export async function readFile(vault: Vault, sql: Sql, stream: string, report: string, copy: Copy): Promise<Pick<IssuedFile, 'name' | 'bytes'> | null> {
  const [row] = await sql<{ name: string; sealed: Buffer }[]>`select name, sealed from frozen_file where stream = ${stream} and report = ${report} and copy = ${copy}`
  return row === undefined ? null : { name: row.name, bytes: vault.openBytesFor(FROZEN, row.sealed, frozenFileContext(stream, report, copy)) }
}

/** Inserts, and nothing but inserts: no statement of this program changes or deletes a frozen report; a rotation of keys seals the same bytes anew. */
export async function insertFrozen(vault: Vault, tx: Sql, stream: string, { head, body }: Frozen, files: readonly IssuedFile[]): Promise<void> {
  const { id, template, periodKey, version, name, label, until, at, frozenAt, frozenBy } = head
  await tx`insert into frozen_report (stream, id, template, period_key, version, name, label, until, town_n, county_n, frozen_at, frozen_by, sealed)
    values (${stream}, ${id}, ${template}, ${periodKey}, ${version}, ${name}, ${label}, ${until}, ${at.town}, ${at.county}, ${frozenAt}, ${frozenBy},
      ${vault.sealFor(FROZEN, body, frozenContext(stream, id))})`
  for (const { copy, name: file, size, hash, bytes } of files) {
    await tx`insert into frozen_file (stream, report, copy, name, size, hash, sealed)
      values (${stream}, ${id}, ${copy}, ${file}, ${size}, ${hash}, ${vault.sealBytesFor(FROZEN, bytes, frozenFileContext(stream, id, copy))})`
  }
}

export const FROZEN = 'frozen'

export function frozenContext(stream: string, id: string): string {
  return `frozen|${stream}|${id}`
}

export function frozenFileContext(stream: string, report: string, copy: string): string {
  return `frozen-file|${stream}|${report}|${copy}`
}

interface HeadRow {
  readonly id: string
  readonly template: string
  readonly period_key: string
  readonly version: number
  readonly name: string
  readonly label: string
  readonly until: string
  readonly town_n: number
  readonly county_n: number
  readonly frozen_at: string
  readonly frozen_by: string
}

function headColumns(sql: Sql) {
  return sql`f.id, f.template, f.period_key, f.version, f.name, f.label, f.until, f.town_n, f.county_n, f.frozen_at, f.frozen_by`
}

function headOf(row: HeadRow): FrozenHead {
  const { id, template, period_key: periodKey, version, name, label, until, town_n: town, county_n: county, frozen_by: frozenBy } = row
  // PostgreSQL drops zeros at the end of a second's fraction.
  return { id, template, name, periodKey, label, until, version, frozenAt: new Date(row.frozen_at).toISOString(), frozenBy, at: { town, county } }
}
