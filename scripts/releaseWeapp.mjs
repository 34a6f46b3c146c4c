// `npm run preview:weapp`, `npm run upload:weapp`: bundles scripts/release/main.ts and runs it on plain Node. The words: docs/release.md.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { isCurrent, root } from './targets.mjs'

const outfile = join(root, 'dist', `release-${process.pid}.cjs`)
await build({ absWorkingDir: root, entryPoints: ['scripts/release/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', logLevel: 'error' })
const child = spawn(process.execPath, [outfile, ...process.argv.slice(2)], {
  cwd: root, stdio: 'inherit', env: { ...process.env, RELEASE_ROOT: root, RELEASE_CURRENT: isCurrent('weapp') ? '1' : '0' },
})
child.on('close', code => {
  rmSync(outfile, { force: true })
  process.exitCode = code ?? 1
})
