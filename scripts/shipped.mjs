// `npm run check:shipped`: what is shipped, looked at: every package of the server and of the phone, with its licence, its install scripts and
// whether its code opens connections. Ends with 1 when something is not as docs/dependencies.md allows. `--json` for tests.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './targets.mjs'

const LICENCES = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', '(MIT OR GPL-3.0-or-later)', '(MIT OR GPL-3.0)', '(MIT OR Apache-2.0)', '(MIT AND Zlib)', 'MIT-0', 'Unlicense', 'PostgreSQL', 'CC0-1.0']
const CALLS = /\b(?:https?|net|tls|dgram|http2|dns)\.(?:request|get|connect|createConnection|createSocket|lookup|resolve)\(|(?<![.\w])fetch\(|new WebSocket\(|XMLHttpRequest/

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
const described = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8')
const direct = Object.keys(lock[''].dependencies ?? {})
const phone = phonePackages()

const packages = Object.entries(lock)
  .filter(([path, { dev }]) => path.startsWith('node_modules/') && (dev !== true || phone.includes(nameOf(path))))
  .map(([path, { version, license, hasInstallScript, os, dev }]) => {
    const name = nameOf(path)
    return { name, version, licence: license ?? licenceOf(path), installs: hasInstallScript === true, isForeign: os !== undefined && !existsSync(join(root, path)), where: dev === true ? 'phone' : 'server', isDirect: path === `node_modules/${name}` && (direct.includes(name) || phone.includes(name)), calls: calls(join(root, path)) }
  })

const wrong = packages.flatMap(({ name, version, licence, installs, isDirect, calls: files }) => [
  ...(LICENCES.includes(licence) ? [] : [`${name}: 许可证 ${licence} 不在允许之列`]),
  ...(installs && !mentions('install', name) ? [`${name}: 带安装脚本，docs/dependencies.md 没有说明`] : []),
  ...(isDirect && !described.includes(`| ${name} | ${version} |`) ? [`${name} ${version}: docs/dependencies.md 里没有这一版`] : []),
  ...(files.length > 0 && !mentions('network', name) ? [`${name}: 会打开网络连接（${files[0]}），docs/dependencies.md 没有说明`] : []),
])

if (process.argv.includes('--json')) process.stdout.write(JSON.stringify({ packages, wrong }))
else {
  for (const { name, version, licence, where, installs, calls: files } of packages) process.stdout.write(`${where.padEnd(7)}${`${name}@${version}`.padEnd(52)}${licence.padEnd(16)}${installs ? ' 安装脚本' : ''}${files.length > 0 ? ' 网络' : ''}\n`)
  process.stdout.write(`\n${packages.length} packages\n${known()}\n${wrong.join('\n')}\n`)
  process.exitCode = wrong.length > 0 ? 1 : 0
}

/** Known faults, where the registry answers that question; many mirrors do not. */
function known() {
  try {
    const { metadata } = JSON.parse(execFileSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return `npm audit: ${JSON.stringify(metadata.vulnerabilities)}`
  } catch (problem) {
    const told = problem.stdout ?? ''
    return told.includes('vulnerabilities') ? `npm audit: ${told}` : 'npm audit: 软件源不回答，换一个源再查'
  }
}

/** A line of the section, as `- name`. */
function mentions(section, name) {
  const text = described.split(/^## /m).find(part => part.startsWith(section)) ?? ''
  return text.split('\n').some(line => line.startsWith(`- ${name} `) || line.startsWith(`- ${name}:`))
}

/** What the sources outside the server import by name: the phone's programs carry it inside. */
function phonePackages() {
  const names = new Set()
  for (const path of sources(join(root, 'src'))) {
    if (path.includes('/src/server/') || /\.test\.tsx?$/.test(path)) continue
    for (const [, from] of readFileSync(path, 'utf8').matchAll(/from '([^'.][^']*)'/g)) names.add(from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0])
  }
  return [...names]
}

function sources(folder) {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : []
  })
}

function calls(folder) {
  if (!existsSync(folder)) return []
  return scripts(folder).filter(path => CALLS.test(readFileSync(path, 'utf8'))).map(path => path.slice(folder.length + 1))
}

function scripts(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return ['node_modules', 'test', 'tests', 'benchmark', 'benchmarks', 'examples', 'docs', 'native', 'cf', 'cjs-test'].includes(entry.name) ? [] : scripts(path)
    return /\.[cm]?js$/.test(entry.name) && !/\.(?:test|spec|min)\.|^(?:example|test|bench)s?\./.test(entry.name) ? [path] : []
  })
}

function licenceOf(path) {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return 'unknown'
  const { license } = JSON.parse(readFileSync(file, 'utf8'))
  return typeof license === 'string' ? license : 'unknown'
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
