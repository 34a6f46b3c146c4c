import { Worker } from 'node:worker_threads'
import writeXlsxFile, { type Sheet } from 'write-excel-file/node'

export type WrittenSheet = Sheet<never>
export interface Font {
  readonly fontFamily: string
  readonly fontSize: number
}

/**
 * The bytes of the file. A large one takes seconds of computing and is written beside the server's own thread, so that phones are answered
 * meanwhile. Cells carry no `type`, which could not be handed over: it follows from the value.
 */
export async function writeXlsx(sheets: WrittenSheet[], font: Font): Promise<Uint8Array> {
  const cells = sheets.reduce((sum, { data }) => sum + data.reduce((count, row) => count + row.length, 0), 0)
  return cells <= MOST_CELLS_AT_ONCE ? writeXlsxFile(sheets, font).toBuffer() : writeBeside(sheets, font)
}

const MOST_CELLS_AT_ONCE = 5_000
const MOST_MEMORY_MB = 768

const WRITER = `
const { parentPort, workerData: { library, sheets, font } } = require('node:worker_threads')
require(library).default(sheets, font).toBuffer().then((bytes) => parentPort.postMessage(bytes))
`

function writeBeside(sheets: WrittenSheet[], font: Font): Promise<Uint8Array> {
  const workerData = { library: require.resolve('write-excel-file/node'), sheets, font }
  return new Promise((resolve, reject) => {
    const worker = new Worker(WRITER, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the writer of a table ended without one')))
  })
}
