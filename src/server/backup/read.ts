import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { createDigest, END_OF_ROWS, headOf, lineOf, VERSION, type Digest, type Head, type Manifest, type TableShape, type Tail } from './format'
import { BackupRefusal } from './refusal'
import { unseal, type Key } from './seal'

export type Part =
  | { readonly kind: 'head'; readonly head: Head }
  | { readonly kind: 'rows'; readonly table: TableShape; readonly rows: Buffer }
  | { readonly kind: 'tail'; readonly tail: Tail }

/** Reads the whole file and proves every digest in it; touches nothing else. Throws a BackupRefusal. */
export async function checkBackup(file: string, key: Key): Promise<Manifest> {
  const found: { head: Head | null; tail: Tail | null } = { head: null, tail: null }
  for await (const part of readParts(file, key)) {
    if (part.kind === 'head') found.head = part.head
    if (part.kind === 'tail') found.tail = part.tail
  }
  if (found.head === null || found.tail === null) throw damaged()
  return { head: found.head, tail: found.tail }
}

/** The parts in order; ends well only when the last digest stands and nothing follows it. */
export async function* readParts(file: string, key: Key): AsyncGenerator<Part> {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new BackupRefusal(`找不到备份文件 ${file}。`)
  const plain = createGunzip()
  pipeline(await unseal(createReadStream(file), key), plain, () => undefined)
  const reader = createReader()
  try {
    for await (const block of wholeLines(plain)) yield* reader.read(block)
  } catch (error) {
    if (error instanceof BackupRefusal) throw error
    // The cipher, the zip or the disk says that these are not the bytes that were written.
    throw damaged()
  } finally {
    plain.destroy()
  }
  if (!reader.isWhole()) throw damaged()
}

async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = all.lastIndexOf(10) + 1
    if (end > 0) yield all.subarray(0, end)
    rest = all.subarray(end)
  }
  if (rest.length > 0) throw damaged()
}

interface Reader {
  read(block: Buffer): Generator<Part>
  isWhole(): boolean
}

/** Head, then per table its line and rows, then the tail. */
function createReader(): Reader {
  const whole = createHash('sha256')
  const digests: Record<string, Digest> = {}
  let head: Head | null = null
  let tail: Tail | null = null
  let open: { readonly table: TableShape; readonly digest: ReturnType<typeof createDigest> } | null = null

  function* read(block: Buffer): Generator<Part> {
    for (let rest = block; rest.length > 0;) {
      const end = open === null ? rest.indexOf(10) + 1 : endOfRows(rest)
      const part = rest.subarray(0, end)
      rest = rest.subarray(end)
      if (open !== null) {
        whole.update(part)
        open.digest.add(part)
        if (part.length > 0) yield { kind: 'rows', table: open.table, rows: part }
        if (rest.length === 0) return
        digests[open.table.name] = open.digest.end()
        open = null
        whole.update(END_OF_ROWS)
        rest = rest.subarray(END_OF_ROWS.length)
      } else {
        const named = takeLine(part)
        if (named !== null) yield named
      }
    }
  }

  function takeLine(bytes: Buffer): Part | null {
    const text = bytes.toString('utf8')
    if (tail !== null) throw damaged()
    if (head === null) {
      head = headOf(text)
      if (head === null) throw damaged()
      // A later program may add what this one would silently leave out.
      if (head.version !== VERSION) throw new BackupRefusal('这份备份是更新版本的程序写的，这个版本读不了。请先升级程序；数据没有动。')
      whole.update(bytes)
      return { kind: 'head', head }
    }
    const line = lineOf(text)
    if (line === null) throw damaged()
    if (line.kind === 'tail') {
      tail = line.tail
      if (whole.digest('hex') !== tail.sha256 || !isSame(digests, tail.tables)) throw damaged()
      return line
    }
    const table = head.tables.find(({ name }) => name === line.name)
    if (table === undefined || digests[table.name] !== undefined) throw damaged()
    whole.update(bytes)
    open = { table, digest: createDigest() }
    return null
  }

  return { read, isWhole: () => tail !== null && head !== null && head.tables.length === Object.keys(digests).length }
}

/** Blocks begin with a line, so the end stands at the very beginning or after a line end. */
function endOfRows(block: Buffer): number {
  if (block.subarray(0, END_OF_ROWS.length).toString('latin1') === END_OF_ROWS) return 0
  const at = block.indexOf(`\n${END_OF_ROWS}`)
  return at < 0 ? block.length : at + 1
}

function isSame(found: Readonly<Record<string, Digest>>, told: Readonly<Record<string, Digest>>): boolean {
  const names = Object.keys(told)
  return names.length === Object.keys(found).length && names.every((name) => found[name]?.sha256 === told[name]?.sha256 && found[name]?.rows === told[name]?.rows)
}

function damaged(): BackupRefusal {
  return new BackupRefusal('这份备份不完整，或者内容被改动过（校验不符）。请换一份备份；数据没有动。')
}
