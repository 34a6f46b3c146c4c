import type { PlainValue } from './field'
import { isId, isRowId } from './id'
import type { Conflict, Op, OpBody, Patch, Refusal, RowPatch, RowPatches } from './op'
import { hasOwn } from './own'

/**
 * The one door for ops from outside. Builds the op anew from what it knows, so nothing unknown (deep nesting, `__proto__`,
 * extra keys) comes further; null when it is not an op. What the values mean is judged by `apply`.
 */
export function decodeOp(raw: unknown): Op | null {
  const op = objectOf(raw)
  if (op === null) return null
  const body = decodeBody(op.body)
  const { id, device, seq, schema, kind, record, base, claimedAt } = op
  if (body === null || !isId(id) || !isId(record)) return null
  if (!isWord(device) || !isWord(kind) || !isCount(seq) || !isCount(schema) || schema > LARGEST_SCHEMA || !isCount(base)) return null
  if (typeof claimedAt !== 'string' || !MOMENT.test(claimedAt) || Number.isNaN(Date.parse(claimedAt))) return null
  return { id, device, seq, schema, kind, record, base, body, claimedAt }
}

const LARGEST_SCHEMA = 2 ** 31 - 1
/** As phones write it, with whatever year their clock has. `Date.parse` alone takes any words in brackets for part of a time. */
const MOMENT = /^([+-]\d\d)?\d{4}-\d\d-\d\dT[\d:.]{5,18}(Z|[+-]\d\d:\d\d)$/

/** Id and place of something that is no op, as far as it has them: enough to refuse it without blocking the next. */
export function decodeOpHead(raw: unknown): Pick<Op, 'id' | 'device' | 'seq'> | null {
  const op = objectOf(raw)
  if (op === null || !isId(op.id) || !isWord(op.device) || !isCount(op.seq)) return null
  return { id: op.id, device: op.device, seq: op.seq }
}

/** Why a phone says its op did not go through; anything it may not say, or that is not whole, is `notAllowed`. */
export function decodeRefusal(raw: unknown): Refusal {
  const refusal = objectOf(raw) ?? {}
  const { code, conflicts, stage, fields } = refusal
  switch (code) {
    case 'noRecord':
    case 'recordExists':
    case 'unknownMove':
    case 'wrongStream':
    case 'outOfScope':
    case 'unknownPlace':
    case 'tooLarge':
    case 'deviceRevoked':
      return { code }
    case 'stageMoved':
    case 'stageClosed':
      return isWord(stage) ? { code, stage } : { code: 'notAllowed' }
    case 'missing':
      return Array.isArray(fields) && fields.length > 0 && fields.every(isWord) ? { code, fields } : { code: 'notAllowed' }
    case 'changedMeanwhile':
      return { code, conflicts: Array.isArray(conflicts) ? conflicts.flatMap(decodeConflict) : [] }
    default:
      return { code: 'notAllowed' }
  }
}

function decodeConflict(raw: unknown): readonly Conflict[] {
  const { path, mine, stored } = objectOf(raw) ?? {}
  const [plainMine, plainStored] = [decodePlain(mine), decodePlain(stored)]
  const isPath = typeof path === 'string' && path.length <= 200 && path.split('/').every(isWord)
  return isPath && plainMine !== undefined && plainStored !== undefined ? [{ path, mine: plainMine, stored: plainStored }] : []
}

function decodeBody(raw: unknown): OpBody | null {
  const body = objectOf(raw)
  if (body === null) return null
  const set = decodePatch(body.set)
  const rows = body.rows === undefined ? undefined : decodeRowPatches(body.rows)
  if (set === null || rows === null) return null
  const content = rows === undefined ? { set } : { set, rows }
  if (body.kind === 'edit') return { kind: 'edit', ...content }
  if (!isWord(body.move)) return null
  if (body.kind === 'create') return { kind: 'create', move: body.move, ...content }
  return body.kind === 'move' ? { kind: 'move', move: body.move, ...content } : null
}

function decodePatch(raw: unknown): Patch | null {
  const source = objectOf(raw)
  if (source === null) return null
  const patch: Record<string, PlainValue | null> = {}
  for (const [name, value] of Object.entries(source)) {
    const plain = decodePlain(value)
    if (!isWord(name) || plain === undefined) return null
    patch[name] = plain
  }
  return patch
}

function decodeRowPatches(raw: unknown): RowPatches | null {
  const source = objectOf(raw)
  if (source === null) return null
  const patches: Record<string, Record<string, RowPatch>> = {}
  for (const [name, rows] of Object.entries(source)) {
    const rowSource = objectOf(rows)
    if (!isWord(name) || rowSource === null) return null
    const decoded: Record<string, RowPatch> = {}
    for (const [id, row] of Object.entries(rowSource)) {
      const patch = decodeRow(row)
      if (!isRowId(id) || patch === null) return null
      decoded[id] = patch
    }
    patches[name] = decoded
  }
  return patches
}

function decodeRow(raw: unknown): RowPatch | null {
  const row = objectOf(raw)
  if (row === null) return null
  const set = row.set === undefined ? undefined : decodePatch(row.set)
  if (set === null) return null
  return { ...(set === undefined ? {} : { set }), ...(row.retire === true ? { retire: true as const } : {}) }
}

function decodePlain(value: unknown): PlainValue | null | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (!Array.isArray(value)) return undefined
  const texts = value.filter((item): item is string => typeof item === 'string')
  return texts.length === value.length ? texts : undefined
}

function objectOf(raw: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null
  return hasOwn(raw, '__proto__') ? null : (raw as Readonly<Record<string, unknown>>)
}

/** Codes, names and devices: short, and without anything that could be mistaken for a path or markup. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
