import { createHash } from 'node:crypto'
import { closeSync, createWriteStream, fsyncSync, openSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { assert } from '../../core/assert'
import type { Registry } from '../../core/recordType'
import { SCHEMA_VERSION } from '../../domain/registry'
import { tableOf } from '../columns'
import type { Db, Sql } from '../db'
import { createDigest, END_OF_ROWS, FORMAT, tableLine, VERSION, type Digest, type Head, type Manifest, type StreamMark, type Tail } from './format'
import { printKeyring, type Keyring } from '../vault/keyring'
import { seal, type Lock } from './seal'
import { copyOut, setForCopying, tablesOf } from './tables'

export interface Source {
  readonly db: Db
  readonly types: Registry
  /** As they are this moment. */
  readonly keys: () => Keyring
  readonly now: () => number
}

/** Writes everything, as it stood at one moment, to a new file; the server goes on meanwhile. A failure leaves no file. */
export async function writeBackup(source: Source, file: string, lock: Lock): Promise<Manifest> {
  const before = source.keys()
  try {
    return await source.db.begin(async (tx) => {
      await tx`set transaction isolation level repeatable read, read only`
      await setForCopying(tx)
      const head = await headNow(tx, source, before)
      const tail = { now: null as Tail | null }
      const gzip = createGzip()
      const zipped = pipeline(Readable.from(contents(tx, source.types, head, (made) => { tail.now = made })), gzip)
      const sealed = await seal(gzip, lock)
      await Promise.all([zipped, pipeline(sealed, createWriteStream(file, { flags: 'wx', mode: 0o600 }))])
      sync(file)
      assert(tail.now !== null, 'a file that is written to its end has a tail')
      return { head, tail: tail.now }
    })
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}

async function headNow(tx: Sql, { keys, now }: Source, before: Keyring): Promise<Head> {
  const named = await tx<{ name: string; value: string }[]>`select name, value from installation`
  const valueOf = (name: string): string => named.find((row) => row.name === name)?.value ?? ''
  // Taken beside a rotation: the moment lies between the two readings, and may hold envelopes of a version that only one of them has.
  const after = keys()
  const gone = before.versions.filter(({ version }) => !after.versions.some((each) => each.version === version))
  const all: Keyring = { root: after.root, versions: [...gone, ...after.versions].sort((a, b) => a.version - b.version) }
  const migrations = await tx<{ id: string }[]>`select id from migration order by id collate "C"`
  return {
    format: FORMAT, version: VERSION, at: new Date(now()).toISOString(), mode: valueOf('mode') === 'demo' ? 'demo' : 'county', county: valueOf('county'),
    schema: SCHEMA_VERSION, migrations: migrations.map(({ id }) => id), masterKey: printKeyring(all), tables: await tablesOf(tx),
  }
}

async function* contents(tx: Sql, types: Registry, head: Head, onTail: (tail: Tail) => void): AsyncGenerator<Buffer> {
  const whole = createHash('sha256')
  const passed = (bytes: Buffer | string): Buffer => {
    const buffer = Buffer.from(bytes as Buffer)
    whole.update(buffer)
    return buffer
  }
  yield passed(`${JSON.stringify(head)}\n`)
  const tables: Record<string, Digest> = {}
  for (const table of head.tables) {
    yield passed(tableLine(table.name))
    const digest = createDigest()
    for await (const rows of copyOut(tx, table)) {
      digest.add(rows)
      yield passed(rows)
    }
    yield passed(END_OF_ROWS)
    tables[table.name] = digest.end()
  }
  const tail: Tail = { tables, streams: await streamMarks(tx), records: await recordsNow(tx, types, head), sha256: whole.digest('hex') }
  yield Buffer.from(`${JSON.stringify({ tail })}\n`)
  onTail(tail)
}

export async function streamMarks(tx: Sql): Promise<readonly StreamMark[]> {
  return tx<StreamMark[]>`select stream, kind, n, audit_n as "auditN", epoch from stream order by stream`
}

async function recordsNow(tx: Sql, types: Registry, head: Head): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const type of Object.values(types)) {
    if (!head.tables.some(({ name }) => name === tableOf(type))) continue
    const [row] = await tx<{ count: number }[]>`select count(*) as count from ${tx(tableOf(type))} where until is null`
    counts[type.kind] = row?.count ?? 0
  }
  return counts
}

function sync(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
