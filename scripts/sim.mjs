// `npm run sim`: the simulator of test/sim. Its words: docs/simulator.md.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './targets.mjs'

const outfile = join(root, 'dist', 'sim', `main-${process.pid}.cjs`)
await build({ absWorkingDir: root, entryPoints: ['test/sim/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', logLevel: 'error' })
const child = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
child.on('close', code => {
  rmSync(outfile, { force: true })
  process.exitCode = code ?? 1
})
