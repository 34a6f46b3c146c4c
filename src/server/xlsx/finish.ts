import PizZip from 'pizzip'
import { must } from '../../core/assert'

/** A sheet and the row of its head, from 1. */
export interface HeadRow {
  readonly sheet: string
  readonly row: number
}

const STYLES = 'xl/styles.xml'
const WORKBOOK = 'xl/workbook.xml'

/**
 * What the writer leaves to be done: fonts in the order of the schema, which strict readers hold to, and the head of each table on every
 * printed page. Only these two parts are packed anew.
 */
export function finishXlsx(bytes: Uint8Array, heads: readonly HeadRow[]): Uint8Array {
  const zip = new PizZip(bytes)
  const change = (path: string, by: (xml: string) => string): void => void zip.file(path, by(must(zip.file(path), path).asText()))
  change(STYLES, (xml) => xml.replace(/<font>(.*?)<\/font>/g, (_, parts: string) => `<font>${inOrder(parts)}</font>`))
  change(WORKBOOK, (xml) => xml.replace('<definedNames/>', () => `<definedNames>${heads.map(printedHead).join('')}</definedNames>`))
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' })
}

const FONT_ORDER = ['b', 'i', 'strike', 'u', 'sz', 'color', 'name', 'family', 'scheme']

function inOrder(parts: string): string {
  const place = (part: string): number => FONT_ORDER.indexOf(/^<(\w+)/.exec(part)?.[1] ?? '')
  return (parts.match(/<[^>]+\/>/g) ?? []).sort((a, b) => place(a) - place(b)).join('')
}

/** A superior's name for its sheet may hold any sign. */
function printedHead({ sheet, row }: HeadRow, at: number): string {
  const quoted = sheet.replace(/'/g, "''").replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${quoted}'!$${row}:$${row}</definedName>`
}
