import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** One text of a source file replaced by another while bundling; the file itself stays as it is. */
export interface Edit {
  /** From the root of the project. */
  readonly file: string
  /** Stands there exactly once; else the bundle fails, so that an entry that has grown stale is heard of. */
  readonly find: string
  readonly replace: string
}

/** Small sizes, so that what needs many ops in the field happens with few here, and sign-ins that cost no tenth of a second. */
const TUNING: readonly Edit[] = [
  { file: 'src/core/protocol.ts', find: 'MAX_OPS_PER_PUSH = 50', replace: 'MAX_OPS_PER_PUSH = 4' },
  { file: 'src/core/protocol.ts', find: 'MAX_RECORDS_PER_PULL = 250', replace: 'MAX_RECORDS_PER_PULL = 8' },
  { file: 'src/client/batch.ts', find: 'FILL_STEP = 40', replace: 'FILL_STEP = 3' },
  { file: 'src/server/account/password.ts', find: 'memorySize: 19 * 1024, iterations: 2', replace: 'memorySize: 8, iterations: 1' },
]

/** The simulator as one program for plain Node, with the client and the server inside; packages stay outside. */
export async function bundleWorker(root: string, outfile: string, planted: readonly Edit[] = []): Promise<void> {
  await build({
    absWorkingDir: root, entryPoints: ['test/sim/worker.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external',
    alias: { '@noble/ciphers/salsa.js': './test/sim/cipher.ts' }, plugins: [edited(root, [...TUNING, ...planted])], logLevel: 'silent',
  })
}

function edited(root: string, edits: readonly Edit[]): Plugin {
  return {
    name: 'edited',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(root, path).split('\\').join('/')
        const own = edits.filter((edit) => edit.file === file)
        return own.length === 0 ? undefined : { contents: own.reduce(edit, readFileSync(join(root, file), 'utf8')), loader: 'ts' }
      })
    },
  }
}

function edit(text: string, { file, find, replace }: Edit): string {
  const times = text.split(find).length - 1
  if (times !== 1) throw new Error(`${file} has ${times} times: ${find}`)
  return text.split(find).join(replace)
}
