import { must } from '../../src/core/assert'
import type { Act } from './acts'
import type { Server } from './county'
import type { Ended } from './history'
import { faultsOf, screenFaults } from './oracle'
import { perform } from './perform'
import { calm, needsSignIn, startRun, type Run } from './run'
import { signIn, type SimPhone } from './stage'

/**
 * Not at random but everywhere: the phone dies at every storage call of a save, a push, a pull, a start and a first sign-in, with
 * nothing, half or all of the dying write on the disk, where a rename replaces and where it refuses to; and on PostgreSQL the
 * server dies before every statement of a push.
 */
export async function crashFaults(server: Server): Promise<Ended> {
  const tally: Record<string, number> = {}
  const faults = server.name === 'standin' ? await phoneDeaths(server, tally) : await serverDeaths(server, tally)
  return { seed: 0, name: 'crash points', faults, trace: '', outcome: '', lines: [], tally }
}

interface Scene {
  readonly name: string
  readonly before: readonly Act[]
  /** What it dies in; nothing of it is waited for. */
  readonly dies: (run: Run, phone: SimPhone) => void
}

const create = (who: number): Act => ({ do: 'create', who, village: 0, secret: false, draft: false })
const edit = (who: number, record: number, field: number): Act => ({ do: 'edit', who, record, field })
const offline = (who: number): Act => ({ do: 'network', who, fates: ['lost'] })
const sync = (who: number): Act => ({ do: 'sync', who })

const MEET: readonly Act[] = [create(0), create(1), sync(0), sync(1)]
const UNSENT: readonly Act[] = [offline(0), create(0), edit(0, 1, 0), edit(0, 0, 2)]

const SCENES: readonly Scene[] = [
  { name: 'save', before: [...MEET, offline(0), create(0)], dies: (run) => void perform(run, edit(0, 0, 1)) },
  { name: 'push', before: [...MEET, ...UNSENT, edit(1, 1, 0), sync(1)], dies: (run, phone) => { phone.fates = []; void perform(run, sync(0)) } },
  { name: 'pull', before: [...MEET, offline(0), create(1), edit(1, 0, 0), edit(1, 1, 3), sync(1)], dies: (run, phone) => { phone.fates = []; void perform(run, sync(0)) } },
  { name: 'start', before: [...MEET, ...UNSENT], dies: (_run, phone) => void phone.restart() },
  { name: 'sign-in', before: [...MEET, { do: 'evict', who: 0, what: 'values' }], dies: (run, phone) => { phone.fates = []; void signIn(run.stage, phone) } },
]

const PHONES = 2

async function phoneDeaths(server: Server, tally: Record<string, number>): Promise<readonly string[]> {
  const disks = [0, 0.5, 1].flatMap((tear) => [true, false].map((renameReplaces) => ({ tear, renameReplaces })))
  const faults: string[] = []
  for (const scene of SCENES) for (const disk of disks) faults.push(...(await deathsIn(server, scene, disk, tally)))
  return faults
}

interface DyingDisk {
  /** How much of the dying write stays. */
  readonly tear: number
  readonly renameReplaces: boolean
}

async function deathsIn(server: Server, scene: Scene, { tear, renameReplaces }: DyingDisk, tally: Record<string, number>): Promise<readonly string[]> {
  const faults: string[] = []
  for (let call = 1, isReached = true; isReached && faults.length < 5; call += 1) {
    const run = await startRun(FIRST_SEED + call, server, [], PHONES)
    const phone = must(run.stage.phones[0], 'a phone')
    const at = `${scene.name}, dying at call ${call} with ${tear} of the write, rename ${renameReplaces ? 'replaces' : 'refuses'}`
    phone.disk.faults.renameReplaces = renameReplaces
    for (const act of scene.before) await perform(run, act)
    isReached = await dieAt(run, phone, call, tear, scene)
    tally[`deaths in a ${scene.name}`] = (tally[`deaths in a ${scene.name}`] ?? 0) + 1
    faults.push(...(await after(run)).map((fault) => `${at}: ${fault}`))
  }
  return faults
}

const FIRST_SEED = 9_000_000

async function dieAt(run: Run, phone: SimPhone, call: number, tear: number, scene: Scene): Promise<boolean> {
  const { faults } = phone.disk
  const last = phone.disk.calls() + call
  faults.dieAt = last
  faults.tear = tear
  scene.dies(run, phone)
  await run.stage.world.pass(1_000)
  const isReached = phone.disk.calls() >= last
  phone.kill()
  faults.dieAt = Infinity
  await phone.restart()
  return isReached
}

async function after(run: Run): Promise<readonly string[]> {
  for (const phone of run.stage.phones) if (needsSignIn(phone)) await signIn(run.stage, phone)
  const shown = screenFaults(run)
  await calm(run)
  return [...shown, ...(await faultsOf(run))]
}

async function serverDeaths(server: Server, tally: Record<string, number>): Promise<readonly string[]> {
  const faults: string[] = []
  for (let statement = 1; ; statement += 1) {
    const run = await startRun(FIRST_SEED + statement, server, [], PHONES)
    const phone = must(run.stage.phones[0], 'a phone')
    const { county, names } = run.stage
    for (const act of [...MEET, ...UNSENT]) await perform(run, act)
    const before = (await county.state(names.town)).applied.length
    county.dieAt(statement)
    phone.fates = ['dies']
    await perform(run, sync(0))
    const applied = (await county.state(names.town)).applied.length - before
    const isWhole = applied === 0 || applied === UNSENT.length - 1
    tally['deaths of the server in a push'] = statement
    if (!isWhole) faults.push(`dying before statement ${statement} left ${applied} ops of a batch`)
    faults.push(...(await after(run)).map((fault) => `dying before statement ${statement}: ${fault}`))
    if (applied > 0 || faults.length > 20) return faults
  }
}
