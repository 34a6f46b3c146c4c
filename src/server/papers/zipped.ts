import PizZip from 'pizzip'

/** The earliest time a zip entry can have: the same files make the same bytes. */
const EPOCH = new Date(1980, 0, 1)

/** A zip of these files in this order. `stored`: they are packed already, as pictures are. */
export function zipped(files: Iterable<readonly [name: string, content: Uint8Array | string]>, how: 'packed' | 'stored' = 'packed'): Uint8Array {
  const zip = new PizZip()
  for (const [name, content] of files) zip.file(name, content, { date: EPOCH, createFolders: false, ...(typeof content === 'string' ? {} : { binary: true }) })
  return zip.generate({ type: 'uint8array', compression: how === 'stored' ? 'STORE' : 'DEFLATE' })
}
