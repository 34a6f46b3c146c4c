// Finds Chromium and a Chinese font for the tests that draw, and installs them where that is possible: `node scripts/browser.mjs`.
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const packages = ['chromium', 'fonts-noto-cjk']
const byHand = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap(folder => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]),
]

/** The path of a Chromium that can draw Chinese. Throws a sentence that says what to run when there is none. */
export function ensureBrowser() {
  const given = process.env.CHROME_PATH
  if (given !== undefined && !existsSync(given)) throw new Error(`CHROME_PATH names ${given}, but there is no such file. Correct it, or unset it.`)
  if (missing(given).length > 0) install(missing(given))
  const left = missing(given)
  if (left.length > 0) throw new Error(`${left.join(' and ')} could not be found after the installation. Set CHROME_PATH, or run: ${byHand}`)
  return given ?? findBrowser()
}

function missing(given) {
  return [...(given ?? findBrowser() ? [] : ['Chromium']), ...(hasChineseFont() ? [] : ['A Chinese font'])]
}

function findBrowser() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)))
  return [...onPath, ...places].find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Windows and macOS bring one; on Linux a page without one shows boxes, and a test of what is seen means nothing. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

function install(what) {
  const possible = process.getuid?.() === 0 && (process.env.PATH ?? '').split(delimiter).some(folder => isProgram(join(folder, 'apt-get')))
  if (!possible) {
    throw new Error(`${what.join(' and ')} is missing, and this account cannot install it. Run as root: ${byHand}\nOr set CHROME_PATH to an installed Chromium or Chrome.`)
  }
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  execFileSync('apt-get', ['update', '-qq'], quiet)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(`${ensureBrowser()}\n`)
  } catch (problem) {
    process.stderr.write(`${problem.message}\n`)
    process.exitCode = 1
  }
}
