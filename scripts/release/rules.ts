import { own } from '../../src/core/own'
import type { Finding } from '../../test/weapp/harness/compile'

/** What a release is made with; flags go before the environment. */
export interface Wanted {
  readonly what: 'preview' | 'upload'
  /** Everything but the call to WeChat. */
  readonly isCheck: boolean
  readonly key: string
  readonly appid: string
  readonly robot: string
  readonly version: string
  readonly desc: string
  /** `TARO_APP_SERVER`, as the program was built with it. */
  readonly server: string
  /** Another folder than dist/weapp; only ever checked, never sent. */
  readonly folder: string | null
}

const FLAGS = { key: 'WEAPP_KEY', appid: 'WEAPP_APPID', robot: 'WEAPP_ROBOT', version: 'WEAPP_VERSION', desc: 'WEAPP_DESC', server: 'TARO_APP_SERVER', package: null } as const

/** `words`: after the name of the script. A word nobody knows is a problem, not a wish to be guessed. */
export function wantedBy(words: readonly string[], environment: Readonly<Record<string, string | undefined>>, version: string): Wanted | { readonly problem: string } {
  const [what, ...rest] = words
  if (what !== 'preview' && what !== 'upload') return { problem: '要说 preview 还是 upload。 / Say preview or upload.' }
  const given = new Map<string, string>()
  let isCheck = false
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? ''
    if (word === '--check') {
      isCheck = true
      continue
    }
    const [name = '', ...value] = word.replace(/^--/, '').split('=')
    if (!word.startsWith('--') || own(FLAGS, name) === undefined) return { problem: `不认识 ${word}。 / Unknown word ${word}.` }
    given.set(name, value.length > 0 ? value.join('=') : (rest[++i] ?? ''))
  }
  const of = (name: keyof typeof FLAGS): string => given.get(name) ?? environment[FLAGS[name] ?? ''] ?? ''
  const folder = of('package')
  if (folder !== '' && !isCheck) return { problem: '--package 只能和 --check 一起用：发出去的只有 dist/weapp。 / --package goes with --check only.' }
  return {
    what, isCheck, key: of('key'), appid: of('appid'), robot: of('robot') || '1', version: of('version') || version, desc: of('desc'), server: of('server'), folder: folder === '' ? null : folder,
  }
}

/** What was found before anything is sent. */
export interface Facts {
  readonly key: 'missing' | 'unreadable' | 'notKey' | 'inTheOpen' | 'good'
  /** Built from the sources as they stand. */
  readonly isCurrent: boolean
  readonly isBuilt: boolean
  /** Changes that stand in no commit; null without git. */
  readonly isDirty: boolean | null
  /** Addresses that stand in the built program as its server. */
  readonly builtFor: readonly string[]
  readonly findings: readonly Finding[]
}

/** Every reason not to send, in both languages; none: it may go. */
export function refusals({ what, appid, robot, version, desc, server }: Wanted, { key, isCurrent, isBuilt, isDirty, builtFor, findings }: Facts): readonly string[] {
  return [
    ...KEY[key],
    ...(appid === '' ? ['没有 AppID：设 WEAPP_APPID 或 --appid。 / No app id: set WEAPP_APPID or --appid.'] : /^wx[0-9a-f]{16}$/.test(appid) ? [] : [
      `AppID 不对（${appid}）：应是 wx 加十六位，在微信公众平台“开发设置”里；游客号发不了。 / Not an app id (${appid}): wx and 16 signs; a tourist's cannot be sent.`,
    ]),
    ...(/^([1-9]|[12]\d|30)$/.test(robot) ? [] : [`机器人号要 1 到 30（现在是 ${robot}）。 / The robot is a number from 1 to 30 (got ${robot}).`]),
    ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) && version.length <= 32 ? [] : [`版本号要像 1.2.3（现在是 ${version}）。 / The version reads like 1.2.3 (got ${version}).`]),
    ...(desc.length <= 200 ? [] : ['说明太长，最多 200 字。 / The description is longer than 200 signs.']),
    ...serverRefusals(server, builtFor, isBuilt),
    ...(isBuilt ? [] : ['还没有构建：先运行 npm run build:weapp。 / Not built: run npm run build:weapp first.']),
    ...(!isBuilt || isCurrent ? [] : ['构建比源码旧：先运行 npm run build:weapp。 / The build is older than the sources: run npm run build:weapp.']),
    ...(what === 'upload' && isDirty === true ? ['有改动没有提交，上传的版本以后对不上源码。 / There are changes in no commit; what is uploaded could not be found again.'] : []),
    ...findings.map(({ file, problem }) => `包里有问题：${file} ${problem} / In the package: ${file} ${problem}`),
  ]
}

const KEY: Readonly<Record<Facts['key'], readonly string[]>> = {
  good: [],
  missing: ['没有上传密钥：设 WEAPP_KEY 为密钥文件的路径（微信公众平台“开发设置”下载，不进仓库）。 / No key: set WEAPP_KEY to the path of the upload key.'],
  unreadable: ['密钥文件读不出来，请看路径和权限。 / The key file cannot be read: look at its path and permissions.'],
  notKey: ['这个文件不是私钥。 / That file is no private key.'],
  inTheOpen: ['密钥放在项目里、又没有被 git 忽略，会被提交上去。请移到项目外面。 / The key lies in the project and git does not ignore it: move it out.'],
}

/** WeChat takes a filed domain over TLS and nothing else: no address in numbers, no port, no path. */
export function serverRefusals(server: string, builtFor: readonly string[], isBuilt: boolean): readonly string[] {
  if (server === '') return ['没有说服务器在哪：设 TARO_APP_SERVER 再构建。 / No server: set TARO_APP_SERVER and build again.']
  const { protocol, hostname, port, pathname } = URL.canParse(server) ? new URL(server) : { protocol: '', hostname: '', port: '', pathname: '/' }
  if (protocol !== 'https:') return [`服务器地址要以 https:// 开头（现在是 ${server}）。 / The server's address begins with https:// (got ${server}).`]
  if (hostname === 'localhost' || hostname.includes(':') || /^[\d.]+$/.test(hostname) || !hostname.includes('.')) {
    return [`微信不接受 ${hostname}：要备案过的域名，不能是本机或 IP。 / WeChat does not take ${hostname}: a filed domain, no loopback and no IP.`]
  }
  if (port !== '' || pathname !== '/' || server.endsWith('/')) return ['服务器地址只写域名，不带端口、路径和末尾的斜杠。 / Only the domain: no port, no path, no slash at the end.']
  if (!isBuilt || (builtFor.length === 1 && builtFor[0] === server)) return []
  return [`构建时用的是别的服务器（${builtFor.join('、') || '没有找到'}），不是 ${server}：设好 TARO_APP_SERVER 再构建。 / Built for another server than ${server}: build again.`]
}

/** Addresses a built program holds as its server: what stands in its scripts beside the names that are never asked. */
export function serversIn(script: string): readonly string[] {
  const named = [...script.matchAll(/["'`](https?:\/\/[^"'`\s/]+)\/?["'`]/g)].map(([, address]) => address ?? '')
  return [...new Set(named)].filter((address) => !/^https?:\/\/(www\.w3\.org|servicewechat\.com|reactjs\.org|taro\.com)$/.test(address))
}
