// `npm start` (demo), `npm run serve` (county) and the commands for backups: builds what is missing or out of date, then becomes the server.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isBuilt, isCurrent, root, targets } from './targets.mjs'

const [named, ...words] = process.argv.slice(2)
const commands = ['backup', 'restore', 'backup-key', 'audit-verify', 'audit-anchor', 'audit-prune', 'keys', 'rollup', 'db-distribute']
const isCommand = commands.includes(named)
const given = isCommand ? [named, ...words] : [named === 'county' ? 'county' : 'demo']
const load = createRequire(import.meta.url)

if (!atLeast(process.versions.node, [20, 19])) {
  stop(`需要 Node 20.19 或更新的版本，现在是 ${process.versions.node}。请升级 Node 后再运行。`)
}
if (!isThere('fastify')) stop('还没有安装依赖，请先在这个目录运行 npm ci，再运行这条命令。')

for (const target of isCommand ? ['server'] : ['h5', 'server']) await prepare(target, target === 'h5' ? '网页' : '服务端')

process.chdir(root)
process.setSourceMapsEnabled(true)
const main = join(root, targets.server.result)
process.argv.splice(1, process.argv.length - 1, main, ...given)
load(main)

/** A county's machine has no build tools; it runs what was brought to it, whatever the times of its files say. */
async function prepare(target, called) {
  if (isCurrent(target)) return
  const tools = isThere('@tarojs/cli/package.json') && isThere('esbuild')
  if (!tools && isBuilt(target)) return
  if (!tools) stop(`${called}还没有构建，这台机器也没有构建工具。请在开发机运行 npm run build，把 dist 目录一并带过来；或在这里运行 npm ci。`)
  process.stdout.write(`正在构建${called}（只在第一次或程序有改动时需要）……\n`)
  const { build } = await import('./build.mjs')
  try {
    await build(target)
  } catch (problem) {
    stop(`${called}没有构建成功，数据没有受影响：\n${problem.message}`)
  }
}

function isThere(name) {
  try {
    load.resolve(name)
    return true
  } catch {
    return false
  }
}

function atLeast(version, [major, minor]) {
  const [given = 0, below = 0] = version.split('.').map(Number)
  return given > major || (given === major && below >= minor)
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
