import { createHash } from 'node:crypto'
import { PROTOCOL_VERSION } from '../src/core/protocol'
import { REGISTRY, SCHEMA_VERSION } from '../src/domain/registry'
import * as wire from '../src/server/http/wire'

/**
 * Old programs live for ever, and every stored op was written under a schema. Whoever changes a record type or the wire meets
 * one of these tests, bumps the version, adds a line of history (docs/protocol.md) and puts the new hash here. Fields and options
 * are added or retired, never renamed or retyped.
 */
const PINS = {
  schema: { version: 1, hash: 'd72c7bdf68b3e434' },
  wire: { version: 1, hash: '12b2b376bb46f625' },
} as const

test('the record types are those of SCHEMA_VERSION', () => {
  expect({ version: SCHEMA_VERSION, hash: hashOf(REGISTRY) }).toEqual(PINS.schema)
})

test('the requests on the wire are those of PROTOCOL_VERSION', () => {
  expect({ version: PROTOCOL_VERSION, hash: hashOf(wire) }).toEqual(PINS.wire)
})

/** Over what is data: keys sorted, functions (defaults) by their presence only. */
function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(canonical(value))).digest('hex').slice(0, 16)
}

function canonical(value: unknown): unknown {
  if (typeof value === 'function') return 'function'
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]))
}
