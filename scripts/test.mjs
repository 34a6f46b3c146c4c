// Everything that must hold, in the order in which it is cheapest to hear about a fault: `npm test`.
// `npm run test:full` runs the tests that need other programs or many minutes instead.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { root } from './targets.mjs'

const full = process.argv.includes('full')
const projects = full ? ['full', 'fullSystem'] : ['unit', 'ui', 'server', 'sim', 'system']
const results = join(root, 'dist', 'jest.json')

const types = { name: 'types', fault: 'TypeScript does not agree with itself; the lines above say where.', run: () => quietly(program('typescript', 'tsc'), ['--noEmit', '-p', '.']) }
const rules = { name: 'rules', fault: 'A house rule is broken; each message above says why the rule is there.', run: () => quietly(program('eslint', 'eslint'), ['.', '--max-warnings', '0']) }
const layers = { name: 'layers', fault: 'An import crosses a layer; .dependency-cruiser.cjs gives the reason for each rule.', run: () => quietly(program('dependency-cruiser', 'depcruise'), ['--config', '.dependency-cruiser.cjs', 'src']) }
const builds = ['weapp', 'h5', 'server'].map(target => ({
  name: `build ${target}`,
  fault: `The ${target} target could not be built.`,
  run: () => quietly(join(root, 'scripts', 'build.mjs'), [target, '--changed']),
}))
const browser = { name: 'browser', fault: 'There is no browser to look at the screens with.', run: async () => { process.env.CHROME_PATH = ensureBrowser() } }
const tests = { name: 'tests', fault: 'Tests failed; their names stand above.', run: jest }

const started = Date.now()
// One lane a core. Taro's builds share a cache, so they follow each other; all is heard before anything is reported.
await together(full ? [builds] : [[rules, layers], [...builds, types]])
for (const step of [browser, tests]) await take(step)

async function take(step) {
  if (await passes(step)) return
  if (step.name === tests.name) close()
  process.exit(1)
}

async function together(lanes) {
  const passed = await Promise.all(lanes.map(async steps => {
    const each = []
    for (const step of steps) each.push(await passes(step))
    return !each.includes(false)
  }))
  if (passed.includes(false)) process.exit(1)
}

async function passes({ name, fault, run }) {
  const began = Date.now()
  try {
    await run()
    process.stdout.write(`${name.padEnd(14)}${seconds(began)}\n`)
    return true
  } catch (problem) {
    if (problem.message !== '') process.stderr.write(`${problem.message}\n`)
    process.stdout.write(`${name.padEnd(14)}${seconds(began)}  failed\n${fault}\n`)
    return false
  }
}

process.stdout.write(`${'all'.padEnd(14)}${seconds(started)}\n`)
close()

async function jest() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  rmSync(results, { force: true })
  const code = await spawned(program('jest', 'jest'), ['--ci', '--maxWorkers=100%', '--json', `--outputFile=${results}`, ...(full ? ['--testTimeout=600000'] : []), '--selectProjects', ...projects], 'inherit')
  const { skipped, again } = counts()
  for (const name of again) process.stdout.write(`second try    ${name}\n`)
  if (skipped > 0) throw new Error(`${skipped} tests were skipped. A test that is not run proves nothing: run it or delete it.`)
  if (code !== 0) throw new Error('')
}

/** A file that could not even be loaded counts as one failure. */
function counts() {
  if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0, again: [] }
  const { testResults, numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = JSON.parse(readFileSync(results, 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests + numTodoTests, again: testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ invocations }) => invocations > 1).map(({ fullName }) => fullName)) }
}

function close() {
  const { passed, failed } = counts()
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
}

/** Heard only when it fails. */
async function quietly(script, words) {
  let said = ''
  const code = await spawned(script, words, 'pipe', text => { said += text })
  if (code !== 0) throw new Error(said.trimEnd())
}

function spawned(script, words, stdio, heard = () => undefined) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], { cwd: root, stdio: ['ignore', stdio, stdio] })
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', heard)
    child.on('error', reject).on('close', resolve)
  })
}

function program(name, binary) {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[binary])
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s`
}
