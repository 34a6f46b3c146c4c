import PizZip from 'pizzip'
import { must } from '../../core/assert'

const STYLES = 'xl/styles.xml'
const ORDER = ['b', 'i', 'strike', 'u', 'sz', 'color', 'name', 'family', 'scheme']

/** The writer names a font before its size; the schema, and what holds to it, wants them in this order. All else stays packed as it is. */
export function strictFonts(bytes: Uint8Array): Uint8Array {
  const zip = new PizZip(bytes)
  const styles = must(zip.file(STYLES), 'the styles of a table').asText()
  zip.file(STYLES, styles.replace(/<font>(.*?)<\/font>/g, (_, parts: string) => `<font>${inOrder(parts)}</font>`))
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' })
}

function inOrder(parts: string): string {
  const place = (part: string): number => ORDER.indexOf(/^<(\w+)/.exec(part)?.[1] ?? '')
  return (parts.match(/<[^>]+\/>/g) ?? []).sort((a, b) => place(a) - place(b)).join('')
}
