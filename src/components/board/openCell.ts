import type { At, FigureQuery } from '../../core/protocol'
import { open } from '../routes'

/** The register with exactly the records a figure counted: now, or as it counted them at that moment. */
export function openQuery(stream: string, query: FigureQuery, at: At | null = null): void {
  open('records', { stream, q: JSON.stringify({ ...query, by: null }), ...(at === null ? {} : { at: atText(at) }) })
}

/** As an address carries it. */
export function atText({ town, county }: At): string {
  return `${town}.${county}`
}

export function atFrom(text: string | undefined): At | null {
  const [, town, county] = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '') ?? []
  return town === undefined || county === undefined ? null : { town: Number(town), county: Number(county) }
}
