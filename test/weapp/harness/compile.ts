import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import postcss from 'postcss'
import selectorParser from 'postcss-selector-parser'

/** One thing that is wrong with a package, as a value: `file` is relative to the package's folder. */
export interface Finding {
  readonly file: string
  readonly problem: string
}

export interface AppConfig {
  readonly pages: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[]
  readonly window?: Readonly<Record<string, unknown>>
  readonly tabBar?: { readonly list: readonly TabItem[] }
  readonly lazyCodeLoading?: string
  readonly themeLocation?: string
}

export interface TabItem {
  readonly pagePath: string
  readonly text: string
  readonly iconPath?: string
  readonly selectedIconPath?: string
}

export interface FileConfig {
  readonly component?: boolean
  readonly usingComponents?: Readonly<Record<string, string>>
}

/** `{ light: { name: value }, dark: … }`; a value of app.json that begins with @ names one of them. */
export type Theme = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What the browser side needs to run a package; paths have no extension, except those of scripts. */
export interface CompiledPackage {
  readonly app: AppConfig
  readonly theme: Theme | null
  readonly configs: Readonly<Record<string, FileConfig>>
  readonly scripts: Readonly<Record<string, string>>
  readonly styles: Readonly<Record<string, string>>
  /** JavaScript text of the compiled templates: an expression whose value is `{ [path]: generator }`. */
  readonly templates: string
}

/** Compiles a built package for the browser; what the host's compiler would refuse or warn about comes back as findings. */
export function compilePackage(dist: string): { readonly compiled: CompiledPackage; readonly findings: readonly Finding[] } {
  const files = listFiles(dist)
  const findings: Finding[] = []
  const text = (file: string): string => readFileSync(join(dist, file), 'utf8')
  const attempt = <T>(file: string, read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch (error) {
      findings.push({ file, problem: (error as Error).message })
      return otherwise
    }
  }
  const json = <T>(file: string, otherwise: T): T => attempt(file, () => JSON.parse(text(file)) as T, otherwise)
  const byStem = <T>(extension: string, read: (file: string) => T): Record<string, T> =>
    Object.fromEntries(files.filter(file => file.endsWith(extension)).map(file => [file.slice(0, -extension.length), read(file)]))

  const app = json<AppConfig>('app.json', { pages: [] })
  return {
    compiled: {
      app,
      theme: app.themeLocation === undefined ? null : json<Theme | null>(app.themeLocation, null),
      configs: byStem('.json', file => (file === 'app.json' ? {} : json<FileConfig>(file, {}))),
      scripts: Object.fromEntries(files.filter(file => file.endsWith('.js')).map(file => [file, text(file)])),
      styles: byStem('.wxss', file => attempt(file, () => toCss(file, text, findings), '')),
      templates: compileTemplates(files, text, findings),
    },
    findings,
  }
}

/** The package ready to run; findings are an error here. */
export function compiledOf(dist: string): CompiledPackage {
  const { compiled, findings } = compilePackage(dist)
  if (findings.length > 0) throw new Error(`The package does not compile:\n${findings.map(f => `${f.file}: ${f.problem}`).join('\n')}`)
  return compiled
}

/** All files below a folder, relative, with forward slashes, in a stable order. */
export function listFiles(dist: string, under = ''): string[] {
  return readdirSync(join(dist, under), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = posix.join(under, entry.name)
      return entry.isDirectory() ? listFiles(dist, path) : [path]
    })
}

/** Every page with the root of its sub-package; '' is the main package. */
export function pagesOf(app: AppConfig): { readonly route: string; readonly root: string }[] {
  const inMain = app.pages.map(route => ({ route, root: '' }))
  const inSub = (app.subPackages ?? []).flatMap(sub => {
    const root = sub.root.replace(/\/$/, '')
    return sub.pages.map(page => ({ route: posix.join(root, page), root }))
  })
  return [...inMain, ...inSub]
}

// The compiler reports even a missing end tag as a warning only, and Taro's templates compile without any, so each one counts.
function compileTemplates(files: readonly string[], text: (file: string) => string, findings: Finding[]): string {
  const group = new TmplGroup()
  const known = new Set(files)
  try {
    for (const file of files.filter(name => name.endsWith('.wxs'))) group.addScript(file.slice(0, -4), text(file))
    for (const file of files.filter(name => name.endsWith('.wxml'))) {
      const stem = file.slice(0, -5)
      const warnings = group.addTmpl(stem, text(file)) as { message?: string; startLine?: number }[]
      for (const warning of warnings) {
        findings.push({ file, problem: `line ${(warning.startLine ?? 0) + 1}: ${warning.message ?? String(warning)}` })
      }
      const wanted = [
        ...(group.getDirectDependencies(stem) as string[]).map(path => `${path}.wxml`),
        ...(group.getScriptDependencies(stem) as string[]).map(path => `${path}.wxs`),
      ]
      for (const path of wanted) if (!known.has(path)) findings.push({ file, problem: `refers to ${path}, which is missing` })
    }
    return group.getTmplGenObjectGroups()
  } finally {
    group.free()
  }
}

// 750 rpx are the width of the screen, so 7.5 rpx are 1 vw of the page's own frame.
function toCss(file: string, text: (file: string) => string, findings: Finding[], seen: readonly string[] = []): string {
  const root = postcss.parse(text(file), { from: file })
  root.walkAtRules('import', rule => {
    const target = posix.join(posix.dirname(file), rule.params.replace(/["';]/g, '').trim())
    if (seen.includes(target)) rule.remove()
    else rule.replaceWith(postcss.parse(toCss(target, text, findings, [...seen, file])))
  })
  root.walkDecls(declaration => {
    declaration.value = rpxToVw(declaration.value)
    const url = /url\(\s*["']?(?!data:|https?:)([^)"']+)/.exec(declaration.value)?.[1]
    if (url !== undefined) findings.push({ file, problem: `style sheets cannot use files of the package: ${url}` })
  })
  root.walkRules(rule => {
    const isKeyframe = rule.parent?.type === 'atrule' && (rule.parent as postcss.AtRule).name.endsWith('keyframes')
    if (!isKeyframe && !rule.selector.includes('wx-')) rule.selector = toTags.processSync(rule.selector)
  })
  return root.toString()
}

const rpxToVw = (value: string): string => value.replace(/(-?\d*\.?\d+)rpx\b/g, (_, amount: string) => `${Number(amount) / 7.5}vw`)

const toTags = selectorParser(selectors => {
  selectors.walkTags(tag => {
    tag.value = tag.value === 'page' ? 'body' : `wx-${tag.value}`
  })
})
