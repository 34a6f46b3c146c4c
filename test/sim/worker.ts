import { must } from '../../src/core/assert'
import { historyOf } from './acts'
import { CASES } from './cases'
import type { Server } from './county'
import { crashFaults } from './crash'
import { live, type Ended } from './history'
import { shortest } from './shrink'
import { standinServer } from './standinServer'

/** What a worker is told to do, and what it says to each. */
export type Task =
  | { readonly kind: 'seeds'; readonly on: Server['name']; readonly seeds: readonly number[]; readonly lines: boolean }
  | { readonly kind: 'cases'; readonly on: Server['name'] }
  | { readonly kind: 'shrink'; readonly on: Server['name']; readonly seed: number }
  | { readonly kind: 'crash'; readonly on: Server['name'] }
export type Said =
  | { readonly kind: 'ended'; readonly ended: readonly Ended[] }
  | { readonly kind: 'shrunk'; readonly acts: string }

/** A child of `main.ts`: PostgreSQL's address comes as its only argument, and is not needed for the stand-in. */
async function serve(): Promise<void> {
  const servers = new Map<Server['name'], Server>()
  async function serverOf(name: Server['name']): Promise<Server> {
    const server = servers.get(name) ?? (name === 'standin' ? standinServer() : await (await import('./postgresServer')).postgresServer(JSON.parse(must(process.argv[2], 'an address')) as never))
    servers.set(name, server)
    return server
  }

  async function perform(task: Task): Promise<Said> {
    const server = await serverOf(task.on)
    const ended: Ended[] = []
    switch (task.kind) {
      case 'seeds':
        for (const seed of task.seeds) ended.push(trimmed(await live(seed, historyOf(seed), server), task.lines))
        return { kind: 'ended', ended }
      case 'cases':
        for (const { name, seed, acts } of CASES) ended.push({ ...trimmed(await live(seed, acts, server), false), name })
        return { kind: 'ended', ended }
      case 'crash':
        return { kind: 'ended', ended: [await crashFaults(server)] }
      case 'shrink':
        return { kind: 'shrunk', acts: JSON.stringify(await shortest(task.seed, historyOf(task.seed), server)) }
    }
  }

  let last = Promise.resolve()
  process.on('message', (task: Task) => {
    last = last.then(async () => void process.send?.(await perform(task)))
  })
  process.on('disconnect', () => {
    void Promise.all([...servers.values()].map((server) => server.close())).then(() => process.exit(0))
  })
  process.send?.({ kind: 'ready' })
}

function trimmed(ended: Ended, lines: boolean): Ended {
  return lines ? ended : { ...ended, lines: [] }
}

// A program whose storage dies under it may leave a promise behind that nobody hears; the host logs it. Anything else is a bug.
process.on('unhandledRejection', (fault) => {
  if (!(fault instanceof Error && fault.message === 'the disk died')) throw fault
})
void serve()
