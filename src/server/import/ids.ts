import { createHash } from 'node:crypto'
import { uuidText } from '../../core/id'

/** Ids follow from the batch and the row: a request that broke off is simply made again, and writes nothing twice. */
export function recordId(batch: string, row: number): string {
  return idOf(`${batch}/${row}`)
}

export function opId(batch: string, row: number, step: number): string {
  return idOf(`${batch}/${row}/${step}`)
}

/** Every batch speaks for itself, in its own order, like a phone: an unfinished one holds up nobody. */
export function deviceOf(batch: string): string {
  return `import-${batch}`
}

function idOf(name: string): string {
  const bytes = createHash('sha256').update(`import/${name}`).digest().subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return uuidText(bytes)
}
