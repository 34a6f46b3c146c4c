// What is built from what, and whether it is still current. A stamp keeps the fingerprint of the sources a target was built from.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const shared = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs', 'scripts/serviceWorker.js', 'src/core', 'src/domain']
const screens = [...shared, 'babel.config.js', 'config', 'project.config.json', 'src']

/** `result` is the file that exists when the target has been built. */
export const targets = {
  weapp: { from: screens, without: 'src/server', result: 'dist/weapp/app.json' },
  h5: { from: screens, without: 'src/server', result: 'dist/h5/index.html' },
  server: { from: [...shared, 'src/server'], without: null, result: 'dist/server/main.js' },
}

export function isBuilt(name) {
  return existsSync(join(root, targets[name].result))
}

export function isCurrent(name) {
  return isBuilt(name) && existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === fingerprint(name)
}

/** `taken` is the fingerprint from before the build: what changed meanwhile is built the next time. */
export function markBuilt(name, taken) {
  mkdirSync(dirname(stamp(name)), { recursive: true })
  writeFileSync(stamp(name), taken)
}

/** Of names, sizes and times, not contents: one look at the folder, and a file that went back to an older one counts as changed. */
export function fingerprint(name) {
  const { from, without } = targets[name]
  const hash = createHash('sha256')
  for (const path of new Set(from.flatMap(path => files(path)))) {
    if (/\.test\.tsx?$/.test(path) || (without !== null && path.startsWith(`${without}/`))) continue
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function files(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full).sort().flatMap(name => files(`${path}/${name}`))
}

function stamp(name) {
  return join(root, 'dist', 'stamps', name)
}
