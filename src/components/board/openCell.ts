import type { FigureQuery } from '../../core/protocol'
import { open } from '../routes'

/** The register with exactly the records a figure counted. */
export function openQuery(stream: string, query: FigureQuery): void {
  open('records', { stream, q: JSON.stringify({ ...query, by: null }) })
}
