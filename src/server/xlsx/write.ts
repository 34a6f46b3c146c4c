import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/node'

/** A sheet whose rows are made when they are written. */
export interface PlannedSheet {
  readonly options: Omit<Sheet<never>, 'data'>
  readonly rows: number
  readonly rowAt: (row: number) => Row
}
export interface Font {
  readonly fontFamily: string
  readonly fontSize: number
}

/**
 * The bytes of the file. A large one takes seconds of computing and is written beside the server's own thread, its rows made and handed
 * over a few at a time: phones are answered meanwhile. Cells carry no `type`, which could not be handed over; it follows from the value.
 */
export async function writeXlsx(sheets: readonly PlannedSheet[], font: Font): Promise<Uint8Array> {
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0)
  if (rows > MOST_ROWS_AT_ONCE) return writeBeside(sheets, font)
  return writeXlsxFile(sheets.map((sheet) => ({ ...sheet.options, data: rowsOf(sheet, 0, sheet.rows) })), font).toBuffer()
}

const MOST_ROWS_AT_ONCE = 150
const MOST_MEMORY_MB = 768

const WRITER = `
const { parentPort, workerData: { library, options, font } } = require('node:worker_threads')
const sheets = options.map((each) => ({ ...each, data: [] }))
parentPort.on('message', (part) => {
  if (part !== null) return void sheets[part.sheet].data.push(...part.rows)
  require(library).default(sheets, font).toBuffer().then((bytes) => parentPort.postMessage(bytes))
})
`

async function writeBeside(sheets: readonly PlannedSheet[], font: Font): Promise<Uint8Array> {
  const workerData = { library: require.resolve('write-excel-file/node'), options: sheets.map(({ options }) => options), font }
  const worker = new Worker(WRITER, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } })
  const written = new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the writer of a table ended without one')))
  })
  try {
    await Promise.race([written, handOver(worker, sheets)])
    return await written
  } finally {
    await worker.terminate()
  }
}

async function handOver(worker: Worker, sheets: readonly PlannedSheet[]): Promise<void> {
  for (const [i, sheet] of sheets.entries()) {
    for (let from = 0; from < sheet.rows; from += MOST_ROWS_AT_ONCE) {
      worker.postMessage({ sheet: i, rows: rowsOf(sheet, from, Math.min(sheet.rows, from + MOST_ROWS_AT_ONCE)) })
      await turn()
    }
  }
  worker.postMessage(null)
}

function rowsOf(sheet: PlannedSheet, from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, i) => sheet.rowAt(from + i))
}
