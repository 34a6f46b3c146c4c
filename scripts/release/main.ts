import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type * as Ci from 'miniprogram-ci'
import { checkPackage } from '../../test/weapp/harness/checkPackage'
import { refusals, serversIn, wantedBy, type Facts, type Wanted } from './rules'

/**
 * `npm run preview:weapp`, `npm run upload:weapp`: looks at everything first and sends only what may go. docs/release.md tells the whole way.
 * Exit: 0 sent or in order, 2 refused before anything was sent, 1 WeChat refused it or did not answer.
 */
async function main(root: string, isCurrent: boolean): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  const wanted = wantedBy(process.argv.slice(2), process.env, version)
  if ('problem' in wanted) return refused([wanted.problem])
  const folder = wanted.folder ?? join(root, 'dist', 'weapp')
  const facts = factsOf(root, folder, wanted, isCurrent || wanted.folder !== null)
  const reasons = refusals(wanted, facts)
  if (reasons.length > 0) return refused(reasons)
  return send(root, folder, wanted)
}

function factsOf(root: string, folder: string, { key, server }: Wanted, isCurrent: boolean): Facts {
  const isBuilt = existsSync(join(folder, 'app.json'))
  const hosts = URL.canParse(server) ? [new URL(server).hostname] : []
  return {
    key: keyState(root, key), isBuilt, isCurrent, isDirty: isDirty(root),
    builtFor: isBuilt ? [...new Set(scripts(folder).flatMap(serversIn))] : [],
    findings: isBuilt ? checkPackage(folder, { hosts }).findings : [],
  }
}

function keyState(root: string, path: string): Facts['key'] {
  if (path === '') return 'missing'
  try {
    createPrivateKey(readFileSync(path))
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code?.startsWith('E') === true && !(problem as NodeJS.ErrnoException).code?.startsWith('ERR_') ? 'unreadable' : 'notKey'
  }
  const inside = relative(root, resolve(path))
  if (inside.startsWith('..') || isAbsolute(inside)) return 'good'
  return git(root, ['check-ignore', '-q', inside]) === null ? 'inTheOpen' : 'good'
}

function isDirty(root: string): boolean | null {
  const said = git(root, ['status', '--porcelain'])
  return said === null ? null : said !== ''
}

/** null: no git, or it says no. */
function git(root: string, words: readonly string[]): string | null {
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return null
  }
}

function scripts(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).filter((file) => file.endsWith('.js')).map((file) => readFileSync(join(folder, file), 'utf8'))
}

async function send(root: string, folder: string, { what, isCheck, key, appid, robot, version, desc }: Wanted): Promise<number> {
  // Loaded only when there is something to send; its named exports are none that an import would find.
  const ci = createRequire(join(root, 'package.json'))('miniprogram-ci') as typeof Ci
  const project = new ci.Project({ appid, type: 'miniProgram', projectPath: folder, privateKeyPath: key, ignores: ['**/*.map', '**/*.LICENSE.txt'] })
  const told = desc === '' ? [version, git(root, ['rev-parse', '--short', 'HEAD'])?.trim() ?? ''].join(' ').trim() : desc
  const sizes = Object.entries(checkPackage(folder).sizes).map(([part, bytes]) => `${part === '' ? '主包 main' : part} ${(bytes / 1024).toFixed(0)} KB`)
  process.stdout.write(`${appid}  ${version}  机器人 robot ${robot}  ${told}\n${sizes.join('\n')}\n`)
  if (isCheck) {
    process.stdout.write('都对，没有发。 / All in order; nothing was sent.\n')
    return 0
  }
  // Taro has compiled, prefixed and shortened already; doing it twice makes the package larger.
  const setting = { useProjectConfig: true, es6: false, es7: false, minify: false, autoPrefixWXSS: false }
  // Its own types disagree about what a project of its own has.
  const common = { project: project as Parameters<typeof ci.upload>[0]['project'], desc: told, setting, robot: Number(robot), onProgressUpdate: () => undefined }
  try {
    if (what === 'upload') await ci.upload({ ...common, version })
    else await ci.preview({ ...common, version, qrcodeFormat: 'image', qrcodeOutputDest: join(root, 'dist', 'preview.jpg') })
  } catch (problem) {
    process.stderr.write(`微信没有收下： / WeChat did not take it:\n${withoutKey(problem, key)}\n最常见：本机 IP 不在“IP 白名单”里，密钥换过，或者没有网络。 / Mostly: this machine's IP is not on the list, a renewed key, no network.\n`)
    return 1
  }
  process.stdout.write(what === 'upload'
    ? '传上去了。到微信公众平台“版本管理”提交审核。 / Uploaded; hand it in for review in the console.\n'
    : '预览码在 dist/preview.jpg，二十几分钟内有效。 / The code to scan is dist/preview.jpg, good for some 25 minutes.\n')
  return 0
}

/** Whatever a tool says of a key stays here. */
function withoutKey(problem: unknown, key: string): string {
  const said = problem instanceof Error ? problem.message : String(problem)
  return said.replace(/-----BEGIN[\s\S]*?-----END[^-]*-----/g, '…').split(readFileSync(key, 'utf8').trim()).join('…').slice(0, 2_000)
}

function refused(reasons: readonly string[]): number {
  process.stderr.write(`没有发： / Not sent:\n${reasons.map((reason) => `- ${reason}`).join('\n')}\n`)
  return 2
}

void main(process.env.RELEASE_ROOT ?? process.cwd(), process.env.RELEASE_CURRENT === '1').then((code) => {
  process.exitCode = code
})
