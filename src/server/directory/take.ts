import { randomBytes } from 'node:crypto'
import { must } from '../../core/assert'
import type { DirectoryKind, DirectoryTaken, DirectoryTrial, RowSay } from '../../core/directoryWire'
import type { Op, OpBody, StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { dayAt } from '../../core/period'
import { MAX_OPS_PER_PUSH, type Me } from '../../core/protocol'
import { SCHEMA_VERSION } from '../../domain/registry'
import { createMoves } from '../../domain/role'
import { refusalAdvice } from '../../domain/words'
import type { PushDeps } from '../batch'
import { readKinds } from '../configStore'
import { hashOfFile } from '../import/held'
import { opId, recordId } from '../import/ids'
import { findHeader, tableOf } from '../import/table'
import { targetsOf } from '../import/targets'
import { openBook } from '../import/workbook'
import { judge, type Bench } from '../judge'
import { push } from '../push'
import { noteOnTrail } from '../trail'
import { keptBy } from './export'
import { headsOf, readLine, type Desk } from './read'

export type Directed<T> = { readonly kind: 'answer'; readonly answer: T } | { readonly kind: 'notFound' } | { readonly kind: 'say'; readonly say: string }

/** Places, units and people out of an .xlsx: first looked at, every line tried by the server's own judge; then written as one's own ops. */
export interface DirectoryIntake {
  readonly attempt: (me: Me, kind: DirectoryKind, bytes: Buffer) => Promise<Directed<DirectoryTrial>>
  /** What was tried, written. The file is gone afterwards; the same file once more finds nothing to change. */
  readonly write: (me: Me, kind: DirectoryKind, file: string) => Promise<Directed<DirectoryTaken>>
}

interface PlannedRow {
  readonly row: number
  readonly record: string
  readonly base: number
  readonly body: OpBody
}
interface Waiting {
  readonly person: string
  readonly kind: DirectoryKind
  readonly rows: readonly PlannedRow[]
  readonly until: number
}

const MOST_LINES = 5_000
const MOST_TOLD = 200
const MOST_WAITING = 20
const LIFE_MS = 30 * 60_000
const GONE = '这个文件放得太久，已经清掉了。请重新选一次文件；已经写进去的不会重复。'
/** Lines between two turns of everybody else's requests. */
const LINES_PER_TURN = 100

export function createIntake(deps: PushDeps): DirectoryIntake {
  const waiting = new Map<string, Waiting>()

  function hold(held: Omit<Waiting, 'until'>): string {
    for (const [file, { until, person }] of waiting) if (until <= deps.now() || person === held.person) waiting.delete(file)
    const [oldest] = waiting.size >= MOST_WAITING ? [...waiting.keys()] : []
    if (oldest !== undefined) waiting.delete(oldest)
    const file = randomBytes(18).toString('base64url')
    waiting.set(file, { ...held, until: deps.now() + LIFE_MS })
    return file
  }

  return {
    async attempt(me, kind, bytes) {
      const type = must(own(deps.types, kind), kind)
      if (createMoves(me, type).length === 0) return { kind: 'notFound' }
      const book = openBook(bytes)
      if (book.kind === 'refused') return { kind: 'say', say: book.say }
      const sheet = book.value.openSheet(book.value.sheets[0] ?? '')
      if (sheet.kind === 'refused') return { kind: 'say', say: sheet.say }
      const config = await deps.configs.current(deps.db.sql, me.county)
      const table = tableOf(sheet.value, findHeader(sheet.value, targetsOf(type, config)))
      if (table.lines.length > MOST_LINES) return { kind: 'say', say: `一次最多 ${MOST_LINES.toLocaleString('en-US')} 行，这个表有 ${table.lines.length.toLocaleString('en-US')} 行，没有收。请拆成几个文件。` }
      const heads = headsOf(type, kind, config, table)
      if (!heads.targets.some(({ target }) => target.name === 'name')) return { kind: 'say', say: `没有找到“${type.fields.name?.label ?? '名称'}”一列。请先下载空表，照它的表头填。` }
      const hash = hashOfFile(bytes)
      const bench = await benchFor(deps, me, kind)
      const units = await readKinds(deps, deps.db.sql, me.county, ['unit'])
      const [bad, told, rows]: [RowSay[], RowSay[], PlannedRow[]] = [[], [], []]
      const changes = { added: 0, changed: 0, same: 0 }
      for (const [index, line] of table.lines.entries()) {
        if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await new Promise((resolve) => setImmediate(resolve))
        // Each line sees what the ones above it would do: a village may stand above its groups in one file.
        const desk: Desk = { kind, type, config: bench.config, today: bench.today, records: mine(bench.records, kind), units, idFor: (row) => recordId(hash, row) }
        const read = readLine(desk, heads, line, table.from1904)
        if (read.kind === 'bad') bad.push(...read.say)
        if (read.kind === 'same') changes.same += 1
        if (read.kind !== 'op') continue
        const base = bench.records.get(read.record)?.n ?? 0
        const op = opOf(kind, { row: line.row, record: read.record, base, body: read.body }, opId(hash, line.row, 0), 'trial', index + 1)
        const { outcome } = judge(bench, op, bench.config.n + 1)
        if (outcome.kind === 'rejected') {
          const { what } = refusalAdvice(outcome.refusal, type)
          bad.push({ row: line.row, say: `第 ${line.row} 行：${what}。` })
          continue
        }
        if (read.body.kind === 'create') changes.added += 1
        else changes.changed += 1
        told.push({ row: line.row, say: read.say })
        rows.push({ row: line.row, record: read.record, base, body: read.body })
      }
      const file = hold({ person: me.person, kind, rows })
      return { kind: 'answer', answer: { file, rows: table.lines.length, ...changes, badRows: new Set(bad.map(({ row }) => row)).size, bad: bad.slice(0, MOST_TOLD), told: told.slice(0, MOST_TOLD) } }
    },

    async write(me, kind, file) {
      const found = waiting.get(file)
      if (found === undefined || found.person !== me.person || found.kind !== kind || found.until <= deps.now()) return { kind: 'say', say: GONE }
      // Taken at once: a second tap finds nothing.
      waiting.delete(file)
      const type = must(own(deps.types, kind), kind)
      const device = `directory-${file.slice(0, 12).replace(/[^A-Za-z0-9]/g, '0')}${randomBytes(6).toString('hex')}`
      await noteOnTrail(deps, me.county, { actor: me.person, action: 'import', subject: me.county, detail: { kind, rows: found.rows.length } })
      const refused: RowSay[] = []
      let applied = 0
      for (let at = 0; at < found.rows.length; at += MAX_OPS_PER_PUSH) {
        const part = found.rows.slice(at, at + MAX_OPS_PER_PUSH)
        const ops = part.map((row, i) => opOf(kind, row, opId(device, row.row, 0), device, at + i + 1, new Date(deps.now()).toISOString()))
        const pushed = must(await push(deps, { me, devices: [device] }, { stream: me.county, ops, waiting: 0 }), 'the stream of a county')
        pushed.answer.results.forEach((result, i) => {
          const row = part[i]?.row ?? 0
          if (result.kind === 'applied') applied += 1
          else refused.push({ row, say: `第 ${row} 行：${result.kind === 'rejected' ? refusalAdvice(result.refusal, type).what : '没有写进去，请再导一次'}。` })
        })
      }
      return { kind: 'answer', answer: { applied, refused } }
    },
  }
}

async function benchFor(deps: PushDeps, me: Me, kind: DirectoryKind): Promise<Bench> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  const kept = await keptBy(deps, deps.db.sql, me, must(own(deps.types, kind), kind), config.places)
  const records = new Map<string, StoredRecord>(kept.map((record) => [record.id, record]))
  return { types: deps.types, config, stream: me.county, isCounty: true, me, today: dayAt(deps.now()), records, serials: new Map() }
}

function mine(records: ReadonlyMap<string, StoredRecord>, kind: string): ReadonlyMap<string, StoredRecord> {
  return new Map([...records].filter(([, record]) => record.kind === kind))
}

function opOf(kind: string, { record, base, body }: PlannedRow, id: string, device: string, seq: number, claimedAt = ''): Op {
  return { id, device, seq, schema: SCHEMA_VERSION, kind, record, base, body, claimedAt }
}
