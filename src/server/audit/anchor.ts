import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CODE_ALPHABET } from '../../core/codeWire'
import { isId } from '../../core/id'
import { dayAt, type Day } from '../../core/period'
import { CHAINS, type ChainName } from '../../domain/trailWords'
import { trailMac, type TrailVault } from '../audit'
import type { Db } from '../db'
import { codeOf as faultOf } from '../errorCode'
import { writeDurably } from '../postgres/folder'

/** The last line of a chain at the moment of an anchor. */
export interface Head {
  readonly stream: string
  readonly chain: ChainName
  readonly a: number
  /** Hexadecimal. */
  readonly hash: string
}

export interface Anchor {
  readonly file: string
  readonly at: string
  /** Short enough to be written down by hand: whoever changes the file changes it. */
  readonly code: string
  readonly heads: readonly Head[]
}

export type AnchorRead = { readonly kind: 'anchor'; readonly anchor: Anchor } | { readonly kind: 'wrong'; readonly file: string }

/** The last lines of all chains in one snapshot. */
export async function headsOf(db: Db, county: string): Promise<readonly Head[]> {
  return db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const heads: Head[] = []
    for (const chain of Object.keys(CHAINS) as ChainName[]) {
      const rows = await tx<{ stream: string; a: number; hash: Buffer }[]>`
        select s.stream, l.a, l.hash from stream s
        cross join lateral (select t.a, t.hash from ${tx(chain)} t where t.stream = s.stream order by t.a desc limit 1) l
        where s.county = ${county} order by s.stream`
      heads.push(...rows.map(({ stream, a, hash }) => ({ stream, chain, a, hash: hash.toString('hex') })))
    }
    return heads
  })
}

/** Written into `folder`, never over another. `daily` is named by its day, one on demand by its moment; null: the day has one already. */
export function writeAnchor(folder: string, vault: TrailVault, now: number, heads: readonly Head[], daily: boolean): Anchor | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = new Date(now).toISOString()
  const file = `${dayAt(now)}${daily ? '' : `-${at.slice(11, 23).replace(/\D/g, '')}`}.txt`
  if (existsSync(join(folder, file))) return null
  const text = [TITLE, `at ${at}`, ...heads.map(({ stream, chain, a, hash }) => `${stream} ${chain} ${a} ${hash}`)].join('\n')
  const mac = macOf(vault, text)
  try {
    writeDurably(join(folder, file), `${text}\nmac ${mac.toString('hex')}\n`, 0o600)
  } catch (error) {
    // Another process was quicker in the same folder.
    if (faultOf(error) === 'EEXIST') return null
    throw error
  }
  return { file, at, code: codeOf(mac), heads }
}

const TITLE = 'shuoshibu anchor 1'

/** By name, which is by day. */
export function readAnchors(folder: string, vault: TrailVault): readonly AnchorRead[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name.endsWith('.txt')).sort().map((file) => readAnchor(file, readFileSync(join(folder, file), 'utf8'), vault))
}

function readAnchor(file: string, written: string, vault: TrailVault): AnchorRead {
  const lines = written.replaceAll('\r\n', '\n').trimEnd().split('\n')
  const text = lines.slice(0, -1).join('\n')
  const mac = macOf(vault, text)
  const [title, at] = lines
  if (title !== TITLE || lines.at(-1) !== `mac ${mac.toString('hex')}`) return { kind: 'wrong', file }
  const heads = lines.slice(2, -1).flatMap((line): Head[] => {
    const [stream, chain, a, hash] = line.split(' ')
    return isId(stream) && (chain === 'audit' || chain === 'reading') && hash !== undefined ? [{ stream, chain, a: Number(a), hash }] : []
  })
  return { kind: 'anchor', anchor: { file, at: (at ?? '').replace(/^at /, ''), code: codeOf(mac), heads } }
}

export function dayOfAnchor({ at }: Anchor): Day {
  return dayAt(Date.parse(at))
}

function macOf(vault: TrailVault, text: string): Buffer {
  return trailMac(vault)('anchor\n', text)
}

/** 16 signs: 31^16 > 2^79. */
function codeOf(mac: Buffer): string {
  let left = BigInt(`0x${mac.toString('hex')}`)
  const base = BigInt(CODE_ALPHABET.length)
  let code = ''
  for (let i = 0; i < 16; i += 1) {
    code += CODE_ALPHABET[Number(left % base)] ?? ''
    left /= base
  }
  return (code.match(/.{4}/g) ?? []).join('-')
}
