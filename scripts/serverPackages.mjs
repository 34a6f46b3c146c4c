import { createRequire } from 'node:module'
import { join } from 'node:path'

/** What only a file, a backup or a password needs: each is imported by names, which are known when the server is built. */
const LATER = ['@e965/xlsx', '@zxcvbn-ts/language-common', 'age-encryption', 'docx', 'docxtemplater', 'hash-wasm', 'pizzip', 'qr', 'write-excel-file/node']

/** What checks every request comes as seven hundred small files, which cost half of a start: they stand in one, beside the program. */
const JOINED = ['typebox', 'typebox/compile', 'typebox/value']
const JOINT = `export * from 'typebox'\nexport { Compile } from 'typebox/compile'\nexport { Convert } from 'typebox/value'\n`

/** A plugin of esbuild: in place of a package that is needed later stands a module with the same names, which asks for it when one of them is first read. */
export function serverPackages() {
  const load = createRequire(import.meta.url)
  return {
    name: 'server-packages',
    setup(bundle) {
      bundle.onResolve({ filter: /^[^.]/ }, ({ path, kind, namespace }) => {
        if (JOINED.includes(path)) return { path: './typebox.js', external: true }
        if (!LATER.includes(path)) return undefined
        return kind === 'import-statement' && namespace === 'file' ? { path, namespace: 'later' } : { path, external: true }
      })
      bundle.onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => {
        const names = Object.keys(load(path)).filter(name => name !== 'default' && name !== '__esModule')
        return { contents: moduleOf(path, names), loader: 'js' }
      })
    },
  }
}

/** Without comments, which name the addresses their authors read. */
export function joinPackages(bundle, root, folder) {
  return bundle({
    absWorkingDir: root, stdin: { contents: JOINT, resolveDir: root }, outfile: join(folder, 'typebox.js'), bundle: true, minifyWhitespace: true, legalComments: 'none',
    platform: 'node', target: 'node20', format: 'cjs', logLevel: 'silent',
  })
}

/** A package without the mark of ES modules is its own default. */
function moduleOf(path, names) {
  return `let read
const all = () => (read ??= require(${JSON.stringify(path)}))
const give = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get })
Object.defineProperty(exports, '__esModule', { value: true })
give('default', () => (all().__esModule ? all().default : all()))
for (const name of ${JSON.stringify(names)}) give(name, () => all()[name])
`
}
