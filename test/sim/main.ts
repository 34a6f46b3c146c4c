import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleWorker } from './bundle'
import { inLanes, startChild, type Child } from './children'
import type { Server } from './county'
import type { Ended } from './history'
import { readOptions, type Options } from './options'
import { PLANTED, type Planted } from './planted'
import { withAddress } from './postgresAddress'
import { summaryOf, type Summary } from './summary'

/** `npm run sim`: bundles the simulator, runs it on all cores, says what came of it. Ends with 1 when a law was broken. */
async function main(): Promise<void> {
  const root = process.cwd()
  if (!existsSync(join(root, 'test', 'sim'))) throw new Error('run it in the root of the project')
  const options = readOptions(process.argv.slice(2))
  mkdirSync(join(root, 'dist', 'sim'), { recursive: true })
  const needsPostgres = options.on !== 'standin' || (options.what.kind === 'planted' && options.what.name !== 'standin')
  const summary = await withAddress(needsPostgres, root, (address) => run(root, options, address))
  const text = summaryOf(summary)
  process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : text)
  if (options.summary !== null) writeFileSync(options.summary, text)
  process.exitCode = summary.failures.length > 0 ? 1 : 0
}

async function run(root: string, options: Options, address: string | null): Promise<Summary> {
  const began = Date.now()
  const program = join(root, 'dist', 'sim', `worker-${process.pid}.cjs`)
  const made = { what: options.what, on: options.on, ended: [] as Ended[], failures: [] as Summary['failures'][number][], planted: [] as Summary['planted'][number][] }
  if (options.what.kind === 'planted') {
    const { name } = options.what
    await inLanes(options.workers, PLANTED.filter((one) => name === null || one.name.includes(name) || one.on === name || (name === DIFFERENT && one.alike === undefined)), async (planted) => {
      const found = await hunt(root, planted, address)
      made.planted.push(found)
      if (!options.json) process.stderr.write(`${found.caughtBy === null ? 'NOT CAUGHT' : 'caught'} after ${found.seeds}: ${found.name}\n`)
    })
    made.failures.push(...made.planted.filter(({ caughtBy }) => caughtBy === null).map(({ name: missed }) => ({ seed: 0, on: 'standin' as const, name: missed, faults: ['a planted fault was not caught'], shortest: null })))
  } else {
    await bundleWorker(root, program)
    const children = Array.from({ length: options.workers }, () => startChild(program, address))
    for (const on of options.on === 'both' ? (['standin', 'postgres'] as const) : [options.on]) await runOn(children, options, on, made)
    if (options.on === 'both') made.failures.push(...unlike(made.ended))
    children.forEach((child) => child.end())
    rmSync(program)
  }
  return { ...made, ms: Date.now() - began, at: new Date().toISOString() }
}

interface Made {
  readonly ended: (Ended & { readonly on?: Server['name'] })[]
  readonly failures: Summary['failures'][number][]
}

async function runOn(children: readonly Child[], options: Options, on: Server['name'], made: Made): Promise<void> {
  const { what } = options
  const take = async (said: Awaited<ReturnType<Child['perform']>>, child: Child): Promise<void> => {
    if (said.kind !== 'ended') return
    for (const one of said.ended) {
      made.ended.push({ ...one, on })
      if (options.trace) process.stdout.write(`${one.lines.join('\n')}\n${one.trace} ${one.outcome}\n`)
      if (one.faults.length === 0) continue
      const isShrinking = what.kind === 'seeds' && made.failures.length < MOST_SHRUNK
      const shrunk = isShrinking ? await child.perform({ kind: 'shrink', on, seed: one.seed }) : null
      made.failures.push({ seed: one.seed, on, name: one.name ?? null, faults: one.faults.slice(0, 10), shortest: shrunk?.kind === 'shrunk' ? shrunk.acts : null })
    }
  }
  if (what.kind === 'seeds') {
    await inLanes(children.length, chunks(what.from, what.to), async (seeds, lane) => {
      const child = children[lane] as Child
      await take(await child.perform({ kind: 'seeds', on, seeds, lines: options.trace }), child)
    })
  }
  const [first] = children
  if (first === undefined) return
  if (what.kind === 'crash') await take(await first.perform({ kind: 'crash', on }), first)
  if (what.kind !== 'crash') await take(await first.perform({ kind: 'cases', on }), first)
}

/** `--planted different`: without those that are much like another. */
const DIFFERENT = 'different'
const MOST_SHRUNK = 3
const CHUNK = 10

function chunks(from: number, to: number, size = CHUNK): readonly (readonly number[])[] {
  const seeds = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  return Array.from({ length: Math.ceil(seeds.length / size) }, (_, i) => seeds.slice(i * size, (i + 1) * size))
}

/** Seeds that did not come out alike on both servers. */
function unlike(ended: Made['ended']): Summary['failures'] {
  const inMemory = new Map(ended.filter(({ on }) => on === 'standin').map((one) => [`${one.name ?? one.seed}`, one]))
  return ended.filter(({ on }) => on === 'postgres').flatMap(({ seed, name, outcome, trace }) => {
    const other = inMemory.get(`${name ?? seed}`)
    if (other === undefined || (other.outcome === outcome && other.trace === trace)) return []
    return [{ seed, on: 'postgres' as const, name: name ?? null, faults: [`${other.trace === trace ? 'the outcome' : 'the course'} is another than on the stand-in`], shortest: null }]
  })
}

/** Runs seeds with one fault planted until a law is broken. */
async function hunt(root: string, planted: Planted, address: string | null): Promise<Summary['planted'][number]> {
  const program = join(root, 'dist', 'sim', `planted-${process.pid}-${PLANTED.indexOf(planted)}.cjs`)
  try {
    await bundleWorker(root, program, planted.edits)
  } catch (fault) {
    // What was to be replaced is no longer written like that.
    return { name: `${planted.name}: ${(fault as Error).message}`, seeds: 0, caughtBy: null }
  }
  const child = startChild(program, address)
  const on = planted.on === 'postgres' ? 'postgres' : 'standin'
  let seeds = 0
  let caughtBy: string | null = null
  // Most are caught by one of the first; what is lived through after that would be for nothing.
  const rest = on === 'postgres' ? chunks(3, MOST_POSTGRES, 4) : chunks(3, MOST_SEEDS)
  const tasks = [planted.seeds ?? [], [1], [2], ...rest].filter((some) => some.length > 0)
  const ask = async (some: readonly number[], server: Server['name']): Promise<readonly Ended[]> => {
    const said = await child.perform({ kind: 'seeds', on: server, seeds: some, lines: false })
    return said.kind === 'ended' ? said.ended : []
  }
  for (const some of tasks) {
    const ended: Made['ended'] = (await ask(some, on)).map((one) => ({ ...one, on }))
    // The server in memory is sound: whoever comes out otherwise is not.
    const others = on === 'standin' ? [] : unlike([...ended, ...(await ask(some, 'standin')).map((one) => ({ ...one, on: 'standin' as const }))])
    const faults = ended.map(({ seed, faults: own }) => own[0] ?? others.find((other) => other.seed === seed)?.faults[0])
    const failed = faults.findIndex((fault) => fault !== undefined)
    seeds += failed < 0 ? some.length : failed + 1
    if (failed < 0) continue
    caughtBy = `seed ${ended[failed]?.seed ?? 0}: ${(faults[failed] ?? '').slice(0, 160)}`
    break
  }
  child.end()
  rmSync(program)
  return { name: planted.name, seeds, caughtBy }
}

const MOST_SEEDS = 300
const MOST_POSTGRES = 60

void main()
