// `npm run bench -- <name>`: bundles bench/<name>.ts and runs it on plain Node, beside the built server. Words after the name go to it.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { build } from './build.mjs'
import { isCurrent, root } from './targets.mjs'

const [name = '', ...words] = process.argv.slice(2)
const entry = join(root, 'bench', `${name}.ts`)
if (!/^\w+$/.test(name) || !existsSync(entry)) {
  const names = readdirSync(join(root, 'bench')).filter(file => file.endsWith('.ts')).map(file => file.slice(0, -3))
  process.stderr.write(`Which benchmark? ${names.join(', ')}\n`)
  process.exit(2)
}

if (!isCurrent('server')) await build('server')
const outfile = join(root, 'dist', 'bench', `${name}.js`)
await bundle({ absWorkingDir: root, entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'error', external: ['playwright-core'] })
const child = spawn(process.execPath, [outfile, ...words], { cwd: root, stdio: 'inherit' })
child.on('exit', code => process.exit(code ?? 1))
