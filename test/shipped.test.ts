import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { REGISTRY } from '../src/domain/registry'

const root = join(__dirname, '..')
/** Without comments. */
const code = (path: string): string => read(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
/** Builders write Chinese as escapes. */
const read = (path: string): string => readFileSync(path, 'utf8').replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

function files(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path, wanted) : wanted.test(name) ? [path] : []
  })
}

const sources = files(join(root, 'src'), /\.(ts|tsx|scss|json|html)$/).filter((path) => !/\.test\.tsx?$/.test(path))
const built = ['weapp', 'h5', 'server'].flatMap((target) => files(join(root, 'dist', target), /\.(js|json|wxml|wxss|css|html)$/))

/** What the rules for government mini-programs forbid: to make people check in, to score and to rank them, to watch when and where they are. */
const FORBIDDEN = [/签到|打卡|积分|排名|排行|在线时长|步数|轨迹|点赞|达标率|末位|名次/, /leaderboard|\branking\b|online_?time|check_?ins?\b/i]
/** The demo's report templates speak of a county's place among counties, as reports do; the server's bundle holds them too. */
const SAID_OF_OURSELVES = ['不打卡、不排名、不计在线时间', '不排名']

test('no source and no shipped file knows check-ins, points, rankings or time online', () => {
  const found = [...sources.filter((path) => !path.includes('/demo/templates/')), ...built.filter((path) => !path.includes('/dist/server/'))].flatMap((path) => {
    const text = SAID_OF_OURSELVES.reduce((rest, said) => rest.split(said).join(''), read(path))
    return FORBIDDEN.flatMap((word) => (word.test(text) ? [`${relative(root, path)}: ${word.exec(text)?.[0] ?? ''}`] : []))
  })
  expect(found).toEqual([])
})

test('no record type counts or groups by a person, and no place is asked of the phone', () => {
  const kinds = Object.values(REGISTRY).flatMap((type) => Object.entries(type.fields).map(([name, field]) => `${type.kind}.${name}: ${field.kind}`))
  expect(kinds.filter((line) => /location|coordinate|latitude|stepCount|score|points/i.test(line))).toEqual([])
  const asked = [...sources, ...built].flatMap((path) => /getLocation|chooseLocation|startLocationUpdate|onLocationChange|navigator\.geolocation|getWeRunData/.exec(read(path)) === null ? [] : [relative(root, path)])
  expect(asked.filter((path) => !path.startsWith('dist/') || !/taro|vendors|comp/.test(path))).toEqual([])
})

/** Names of grammars and addresses that stand in messages of libraries; nothing is ever fetched from them. */
const NAMED_ONLY = [
  'www.w3.org', 'schemas.openxmlformats.org', 'schemas.microsoft.com', 'purl.org', 'purl.oclc.org', 'taro.com', 'stenciljs.com', 'reactjs.org', 'query-string.invalid', 'example.com', '127.0.0.1', 'localhost',
]
/** Asked by the server alone, where a county has set WeChat up; the second is what its sockets say they come from. */
const ASKED = ['api.weixin.qq.com', 'servicewechat.com']

test('what is shipped names no host but WeChat’s, and the phone not even that', () => {
  const hostsIn = (paths: readonly string[]): readonly string[] => [...new Set(paths.flatMap((path) => [...read(path).matchAll(/(?:https?|wss?):\/\/([A-Za-z0-9][A-Za-z0-9.-]*)/g)].map(([, host]) => host ?? '')))]
  const phone = hostsIn(built.filter((path) => !path.includes('/dist/server/')))
  const server = hostsIn(built.filter((path) => path.includes('/dist/server/')))
  expect(phone.filter((host) => !NAMED_ONLY.includes(host))).toEqual([])
  expect(server.filter((host) => !NAMED_ONLY.includes(host) && !ASKED.includes(host))).toEqual([])
})

test('S28: the server opens connections in one place only, and its address is written by whoever starts it', () => {
  const opening = sources.filter((path) => path.includes('/src/server/') && /(?<![.\w])fetch\b|\bhttps?\.(?:request|get)\(|\bnet\.connect\(|createConnection\(/.test(code(path)))
  expect(opening.map((path) => relative(root, path))).toEqual(['src/server/wechat/call.ts', 'src/server/wechat/wechat.ts'])
})

test('S36: no key, password or token stands in a source or a shipped file', () => {
  const secrets = [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, /AGE-SECRET-KEY-1[A-Z0-9]{20}/, /\b(?:appsecret|app_secret)['"]?\s*[:=]\s*['"][0-9a-f]{32}['"]/i, /postgres(?:ql)?:\/\/[^\s:'"$<{]+:[^\s@'"$<{用口]+@(?!127)/]
  const found = [...sources, ...built].flatMap((path) => secrets.flatMap((secret) => (secret.test(read(path)) ? [`${relative(root, path)} ${String(secret)}`] : [])))
  expect(found).toEqual([])
})

test('S37: every shipped package is described with its version; none runs a script at install or opens a connection that is not explained', () => {
  const { packages, wrong } = JSON.parse(execFileSync(process.execPath, [join(root, 'scripts', 'shipped.mjs'), '--json'], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })) as { readonly packages: readonly unknown[]; readonly wrong: readonly string[] }
  expect(packages.length).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})

test('S38: nothing is shipped that only helps whoever looks for a way in: no source maps, no test pages, no console of the host', () => {
  expect(files(join(root, 'dist', 'h5'), /\.map$/).concat(files(join(root, 'dist', 'weapp'), /\.map$/)).map((path) => relative(root, path))).toEqual([])
  expect(built.filter((path) => /vconsole|swagger-ui|eruda/i.test(read(path).slice(0, 2_000_000))).map((path) => relative(root, path))).toEqual([])
})

test('the container builds with commands that exist, and the compose file sets only what the server reads', () => {
  const { scripts } = JSON.parse(read(join(root, 'package.json'))) as { readonly scripts: Readonly<Record<string, string>> }
  const used = [...read(join(root, 'Dockerfile')).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '')
  expect(used.length).toBeGreaterThan(0)
  expect(used.filter((name) => scripts[name] === undefined)).toEqual([])
  const server = sources.filter((path) => path.includes('/src/server/')).map(read).join('\n')
  const compose = read(join(root, 'compose.yaml'))
  const named = [...(compose.split(/^ {2}database:/m)[0] ?? '').matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '')
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((name) => !server.includes(name.replace(/_FILE$/, '')))).toEqual([])
  // A password in a compose file is one that everybody who copies it has.
  expect(compose).not.toMatch(/PASSWORD: |postgres:\/\//)
})
