import { createSealer } from '../../src/client/seal'
import type { AttentionItem, WriteInput } from '../../src/client/client'
import { must } from '../../src/core/assert'
import type { OpBody, Patch, RowPatches, StoredRecord } from '../../src/core/op'
import type { Act } from './acts'
import { shown } from '../standin/bench'
import { journalKeyOf, type Entry } from './phoneFiles'
import { cellsOf, loseFiles, loseUnguarded, needsSignIn, type Cell, type Run, type Save } from './run'
import { count, signIn, type SimPhone } from './stage'

/** Does one act. What a phone confirms, and what its screen showed at that moment, is written down for the oracle. */
export async function perform(run: Run, act: Act): Promise<void> {
  const { stage } = run
  count(stage, act.do === 'evict' ? `evict ${act.what}` : act.do)
  switch (act.do) {
    case 'pass':
      return stage.world.pass(act.ms)
    case 'grant':
      return stage.county.grant(act.village === null ? null : must(stage.names.villages[act.village], 'a village'))
    case 'backup':
      await stage.county.backup()
      run.backup = { judged: new Map(stage.judged), homes: new Map(stage.homes) }
      return
    case 'restore':
      if (run.backup === null) return
      // It takes its time: no two restores begin at the same number.
      await stage.world.pass(1_000)
      await stage.county.restore()
      stage.judged = new Map(run.backup.judged)
      stage.homes = new Map(run.backup.homes)
      run.jumps.add(stage.world.now())
      return loseUnguarded(run)
    default:
      return performOn(run, must(stage.phones[act.who], 'a phone'), act)
  }
}

async function performOn(run: Run, phone: SimPhone, act: Extract<Act, { readonly who: number }>): Promise<void> {
  const { stage } = run
  const { world } = stage
  const { who } = act
  switch (act.do) {
    case 'create':
      return create(run, phone, act)
    case 'edit':
    case 'accept':
    case 'withdraw':
    case 'place':
    case 'hide': {
      const input = inputOf(run, phone, act)
      if (input !== null) await write(run, phone, input)
      return
    }
    case 'race': {
      stage.race = { who, run: () => void writeEdit(run, phone, act.record, act.field) }
      phone.client().syncNow()
      await world.settle()
      stage.race = null
      return
    }
    case 'draft': {
      const [key, text] = [`form-${(run.forms += 1)}`, `草稿${run.forms}`]
      if (phone.client().session.getState().kind !== 'signedIn') return
      const { faults, calls } = phone.disk
      const isTrue = faults.lieAt <= calls()
      phone.client().drafts.put(key, { summary: text })
      await world.pass(1_000)
      // A storage that is full or lies is noticed, and the draft kept in memory until the next try.
      if (faults.capacity === Infinity && (isTrue || faults.lieAt > calls())) must(run.drafts[who], 'drafts').set(key, text)
      return
    }
    case 'settle':
      return settle(run, phone, act.item, act.way)
    case 'network':
      phone.fates = act.fates
      return
    case 'restart':
      return void (await phone.restart())
    case 'sync':
      phone.client().syncNow()
      return world.settle()
    case 'signIn':
      return needsSignIn(phone) ? signIn(stage, phone) : undefined
    case 'signOut':
      void phone.client().signOut()
      return world.settle()
    case 'die':
      return die(run, phone, act)
    case 'background':
      return background(run, phone, act.ms)
    case 'evict':
      return evict(run, phone, act.what)
    case 'lie':
      phone.disk.faults.lieAt = phone.disk.calls() + act.call
      return
    case 'rot':
      return rot(run, phone, act.file)
    case 'quota':
      phone.disk.faults.capacity = act.room === null ? Infinity : act.room + [...phone.disk.texts.values()].reduce((sum, text) => sum + text.length, 0)
      return
    case 'copy':
      run.copies[who] = { files: new Map(phone.disk.texts), values: new Map(phone.values), saves: run.saves.length, rotten: run.rotten[who] ?? 0 }
      return
    case 'putBack':
      return putBack(run, phone)
    case 'clock':
      // Acknowledged ops are kept for seven days by the phone's own clock, and then they are safe nowhere but on the server.
      if (act.skew - phone.skew > WEEK) loseFiles(run, who, (save) => isJudged(run, save), () => false)
      phone.skew = act.skew
      return
    case 'version':
      phone.isOld = act.old
      return void (await phone.restart())
  }
}

const WEEK = 6 * 86_400_000

function isJudged({ stage }: Run, { cells }: Save): boolean {
  const wanted = new Set(cells.values())
  return [...stage.judged.values()].some(({ op }) => [...cellsOf(op.body).values()].some((cell) => wanted.has(cell)))
}

async function create(run: Run, phone: SimPhone, act: Extract<Act, { readonly do: 'create' }>): Promise<void> {
  const place = must(run.stage.names.villages[act.village], 'a village')
  const set: Patch = { type: 'neighbour', place, people: next(run), ...(act.secret ? { compartment: 'domestic' } : {}) }
  const draft = act.draft ? `new-${(run.forms += 1)}` : null
  if (draft !== null && phone.client().session.getState().kind === 'signedIn') {
    phone.client().drafts.put(draft, { people: 1 })
    await run.stage.world.pass(700)
  }
  const body: OpBody = { kind: 'create', move: 'register', set, rows: { parties: { p1: { set: { name: `当事人${next(run)}` } } } } }
  const isSaved = await write(run, phone, { kind: 'dispute', record: null, body, ...(draft === null ? {} : { draft }) })
  if (isSaved && draft !== null) must(run.used[act.who], 'used forms').add(draft)
}

function inputOf(run: Run, phone: SimPhone, act: Extract<Act, { readonly record: number }>): WriteInput | null {
  const id = run.ids[act.record % Math.max(1, run.ids.length)]
  if (id === undefined || shown(phone.client(), id) === undefined) return null
  const edit = (set: Patch, rows?: RowPatches): WriteInput => ({ kind: 'dispute', record: id, body: { kind: 'edit', set, ...(rows === undefined ? {} : { rows }) } })
  switch (act.do) {
    case 'edit':
    case 'race':
      return [
        () => edit({ people: next(run) }), () => edit({ households: next(run) }), () => edit({ summary: `第${next(run)}稿` }),
        () => edit({}, { parties: { p1: { set: { name: `当事人${next(run)}` } } } }), () => edit({ amount: next(run) }),
      ][act.field]?.() ?? null
    case 'place':
      return edit({ place: must(run.stage.names.villages[act.village], 'a village'), people: next(run) })
    case 'hide':
      return edit({ compartment: act.hidden ? 'domestic' : null, households: next(run) })
    case 'accept':
      return { kind: 'dispute', record: id, body: { kind: 'move', move: 'accept', set: { amount: next(run) } } }
    case 'withdraw':
      return { kind: 'dispute', record: id, body: { kind: 'move', move: 'withdraw', set: { withdrawReason: `重复${next(run)}` } } }
  }
}

async function writeEdit(run: Run, phone: SimPhone, record: number, field: number): Promise<void> {
  const input = inputOf(run, phone, { do: 'edit', who: phone.who, record, field })
  if (input !== null) await write(run, phone, input)
}

/** Resolves when the phone has answered; whether it said saved. */
async function write(run: Run, phone: SimPhone, input: WriteInput): Promise<boolean> {
  const before = input.record === null ? undefined : shown(phone.client(), input.record)
  const cells = cellsOf(input.body)
  for (const [path, value] of cells) saw(run, value, valueAt(before, path))
  const answer = await phone.client().write(input)
  count(run.stage, `write ${answer.kind}`)
  if (answer.kind !== 'saved') return false
  if (input.record === null) run.ids.push(answer.record)
  run.saves.push({ who: phone.who, record: answer.record, cells, lost: null, isUnguarded: false })
  return true
}

async function settle(run: Run, phone: SimPhone, index: number, way: 'mine' | 'stored' | 'discard'): Promise<void> {
  const { attention } = phone.client().sync.getState()
  const item = attention[index % Math.max(1, attention.length)]
  if (item === undefined) return
  const before = shown(phone.client(), item.op.record)
  const answer = await phone.client().settle(item, way === 'discard' ? { discard: '不要了' } : way)
  if (answer !== null && answer.kind !== 'saved') return
  run.settled.add(item.id)
  if (way !== 'mine') cellsOf(item.op.body).forEach((cell) => run.givenUp.add(cell))
  if (way === 'mine') takeMine(run, item, before)
  else if (item.reason.kind !== 'conflict') drop(run, item)
}

/** Written once more by its author, who has now seen what stands there; with a creation everything that hung on it. */
function takeMine(run: Run, { op, reason }: AttentionItem, before: StoredRecord | undefined): void {
  const cells = reason.kind === 'conflict' ? new Map(reason.conflicts.map(({ path, mine, stored }) => [path, [mine, stored] as const])) : new Map([...cellsOf(op.body)].map(([path, value]) => [path, [value, valueAt(before, path)] as const]))
  for (const [value, stored] of cells.values()) if (isCell(value)) saw(run, value, isCell(stored) ? stored : undefined)
  const all = op.body.kind === 'create' ? run.saves.filter(({ record }) => record === op.record).flatMap((save) => [...save.cells.values()]) : [...cells.values()].map(([value]) => value).filter(isCell)
  for (const value of all) run.again.set(value, (run.again.get(value) ?? 0) + 1)
}

function drop(run: Run, { op }: AttentionItem): void {
  const dropped = new Set(cellsOf(op.body).values())
  for (const save of run.saves) if ([...save.cells.values()].some((cell) => dropped.has(cell))) save.lost = 'dropped'
}

/** In the middle of a save, which may never answer, and of whatever else goes on. */
async function die(run: Run, phone: SimPhone, act: Extract<Act, { readonly do: 'die' }>): Promise<void> {
  const { faults } = phone.disk
  faults.dieAt = phone.disk.calls() + act.call
  faults.tear = act.tear
  void writeEdit(run, phone, act.call, act.field)
  await run.stage.world.pass(5_000)
  phone.kill()
  faults.dieAt = Infinity
  await phone.restart()
}

/** Five seconds after it left the front the program stands still; after half an hour it is gone. */
async function background({ stage }: Run, phone: SimPhone, ms: number): Promise<void> {
  const isKilled = ms >= 30 * 60_000
  // So long a time passes for all phones at once, in everybody's pocket.
  const pocketed = isKilled ? stage.phones : [phone]
  pocketed.forEach((one) => one.show(false))
  await stage.world.pass(Math.min(ms, 5_000))
  if (ms > 5_000) {
    pocketed.forEach((one) => one.freeze())
    await stage.world.pass(ms - 5_000)
  }
  for (const one of pocketed) {
    if (isKilled) await one.restart()
    else {
      one.thaw()
      one.show(true)
    }
  }
}

async function evict(run: Run, phone: SimPhone, what: Extract<Act, { readonly do: 'evict' }>['what']): Promise<void> {
  const { who } = phone
  phone.kill()
  if (what === 'values' || what === 'all') phone.values.clear()
  if (what === 'replica') phone.disk.evict((name) => name.startsWith('replica/'))
  if (what === 'some') phone.disk.evict((name) => name.startsWith('replica/') && /[02468]$/.test(name))
  if (what === 'files' || what === 'all') {
    phone.disk.evict(() => true)
    loseFiles(run, who, () => true, ({ device }) => run.stage.devices[who]?.has(device) === true)
    run.drafts[who]?.clear()
    run.rotten[who] = 0
  }
  await phone.restart()
}

/** One op's file is spoilt. */
async function rot(run: Run, phone: SimPhone, index: number): Promise<void> {
  const names = [...phone.disk.texts.keys()].filter((name) => name.startsWith('ops/'))
  const [name, key] = [names[index % Math.max(1, names.length)], journalKeyOf(phone)]
  const opened = name === undefined || key === null ? null : createSealer(key, run.stage.world.random).open(name, phone.disk.texts.get(name) ?? '')
  if (name === undefined || opened?.kind !== 'text') return
  const { op } = JSON.parse(opened.text) as Entry
  const spoilt = new Set(cellsOf(op.body).values())
  phone.kill()
  phone.disk.texts.set(name, 'SSB1.')
  loseFiles(run, phone.who, ({ cells }) => [...cells.values()].some((cell) => spoilt.has(cell)), ({ id }) => id === op.id)
  run.forgotten.add(op.id)
  // Between a save and the dropping of its draft only the op says that the form was saved.
  run.used[phone.who]?.clear()
  run.rotten[phone.who] = (run.rotten[phone.who] ?? 0) + 1
  await phone.restart()
}

/** The phone is restored from an old copy of itself: what it did since is only safe where the server has it. */
async function putBack(run: Run, phone: SimPhone): Promise<void> {
  const { who } = phone
  const copy = run.copies[who]
  if (copy === undefined) return
  const since = new Set(run.saves.slice(copy.saves))
  phone.kill()
  phone.disk.texts.clear()
  copy.files.forEach((text, name) => phone.disk.texts.set(name, text))
  phone.values.clear()
  copy.values.forEach((value, key) => phone.values.set(key, value))
  loseFiles(run, who, (save) => since.has(save), ({ device }) => run.stage.devices[who]?.has(device) === true)
  run.drafts[who]?.clear()
  run.used[who]?.clear()
  run.rotten[who] = copy.rotten
  await phone.restart()
}

function next(run: Run): number {
  return (run.values += 1)
}

function saw(run: Run, value: Cell, before: Cell | undefined): void {
  run.seen.set(value, (run.seen.get(value) ?? new Set()).add(before))
}

function valueAt(record: Pick<StoredRecord, 'values'> | undefined, path: string): Cell | undefined {
  const [name = '', row, cell = ''] = path.split('/')
  const value = record?.values[name]
  const found = row === undefined ? value : (value as Readonly<Record<string, { readonly values: Readonly<Record<string, unknown>> }>> | undefined)?.[row]?.values[cell]
  return isCell(found) ? found : undefined
}

function isCell(value: unknown): value is Cell {
  return typeof value === 'string' || typeof value === 'number'
}
