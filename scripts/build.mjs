// Builds the targets named: `node scripts/build.mjs weapp h5 server`. `--changed` leaves out what is still current.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'
import { fingerprint, isCurrent, markBuilt, root, targets } from './targets.mjs'

/** iOS 13 reads no more. */
const oldestSyntax = 2019
const builders = { weapp: () => taro('weapp'), h5, server }

/** One line about the result. Throws what the builder said when it fails. */
export async function build(name) {
  const taken = fingerprint(name)
  await builders[name]()
  markBuilt(name, taken)
  return `${name}: ${sizes(name)}`
}

/** The program, and the service worker that keeps exactly these files: its version is the hash of their names and contents. */
async function h5() {
  await taro('h5')
  const folder = join(root, 'dist', 'h5')
  const kept = files(folder).filter(path => !path.endsWith('.map'))
  const hash = createHash('sha256')
  for (const path of kept) hash.update(relative(folder, path)).update(readFileSync(path))
  const names = kept.map(path => `./${relative(folder, path).split('\\').join('/')}`)
  const worker = readFileSync(join(root, 'scripts', 'serviceWorker.js'), 'utf8')
  const version = hash.digest('hex').slice(0, 12)
  writeFileSync(join(folder, 'sw.js'), worker.replace('VERSION', version).replace("['FILES']", JSON.stringify(names)))
}

/** Taro draws a progress bar of many pages, so it is only heard when it fails. */
async function taro(type) {
  rmSync(join(root, 'dist', type), { recursive: true, force: true })
  const program = createRequire(import.meta.url).resolve('@tarojs/cli/bin/taro')
  const environment = { ...process.env, NODE_ENV: 'production', TARO_ENV: type }
  const child = spawn(process.execPath, [program, 'build', '--type', type], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => { said += text })
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(plain(said))
  mustReadOnOldPhones(type)
}

/** Packages are not transpiled unless config/index.ts names them; one that ships newer syntax leaves an old phone with a blank page. */
function mustReadOnOldPhones(type) {
  const folder = join(root, 'dist', type)
  for (const path of files(folder).filter(path => path.endsWith('.js'))) {
    const code = readFileSync(path, 'utf8')
    try {
      parse(code, { ecmaVersion: oldestSyntax, sourceType: 'script' })
    } catch ({ message, pos }) {
      const there = `…${code.slice(Math.max(0, pos - 60), pos + 60)}…`
      throw new Error(`${relative(root, path)} is newer than ES${oldestSyntax}: ${message}\n${there}\nAdd the package this comes from to publishedForNewerEngines in config/index.ts.`)
    }
  }
}

/** Packages stay outside: the host installs them, and native or optional ones cannot be bundled. What a start does not need is read when it is first used. */
async function server() {
  const { build: bundle } = await import('esbuild')
  const { joinPackages, serverPackages } = await import('./serverPackages.mjs')
  rmSync(join(root, 'dist', 'server'), { recursive: true, force: true })
  await bundle({
    absWorkingDir: root,
    entryPoints: ['src/server/main.ts'],
    outfile: 'dist/server/main.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    plugins: [serverPackages()],
    sourcemap: true,
    logLevel: 'silent',
  })
  await joinPackages(bundle, root, join('dist', 'server'))
}

function sizes(name) {
  const folder = join(root, 'dist', name)
  const all = files(folder)
  const bytes = paths => paths.reduce((sum, path) => sum + statSync(path).size, 0)
  if (name === 'server') return kilo(bytes(all.filter(path => path.endsWith('.js'))))
  if (name === 'h5') {
    const code = all.filter(path => /\.(js|css)$/.test(path))
    return `${kilo(code.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0))} of code, compressed`
  }
  const { subPackages = [] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  const parts = subPackages.map(({ root: part }) => part.replace(/\/$/, ''))
  const partOf = path => parts.find(part => relative(folder, path).split('\\').join('/').startsWith(`${part}/`))
  return [
    `main package ${kilo(bytes(all.filter(path => partOf(path) === undefined)))} of 2048 KB`,
    ...parts.map(part => `${part} ${kilo(bytes(all.filter(path => partOf(path) === part)))}`),
  ].join(', ')
}

function files(folder) {
  return readdirSync(folder, { recursive: true }).map(path => join(folder, path)).filter(path => statSync(path).isFile())
}

function kilo(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`
}

/** Without the colours, and from the verdict on: before it stand hundreds of lines of progress. */
function plain(text) {
  const lines = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').split('\n').filter(line => line.trim() !== '')
  return lines.slice(Math.max(0, lines.findLastIndex(line => line.startsWith('✖ Webpack')))).slice(-80).join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2).filter(word => word !== '--changed')
  const unknown = named.filter(name => !Object.hasOwn(targets, name))
  if (named.length === 0 || unknown.length > 0) {
    process.stderr.write(`Which target? ${Object.keys(targets).join(', ')}\n`)
    process.exit(2)
  }
  for (const name of named) {
    if (process.argv.includes('--changed') && isCurrent(name)) {
      process.stdout.write(`${name}: unchanged\n`)
      continue
    }
    try {
      process.stdout.write(`${await build(name)}\n`)
    } catch (problem) {
      process.stderr.write(`${name} could not be built:\n${problem.message}\n`)
      process.exit(1)
    }
  }
}
