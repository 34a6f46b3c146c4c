// `npm run pictures -- --at <address>`: bundles test/screens/pictures.ts and runs it on plain Node. The words are explained there.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { root } from './targets.mjs'

const outfile = join(root, 'dist', 'pictures.js')
await bundle({ absWorkingDir: root, entryPoints: [join(root, 'test', 'screens', 'pictures.ts')], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', logLevel: 'error' })
spawn(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).on('exit', code => process.exit(code ?? 1))
