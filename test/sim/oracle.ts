import { must } from '../../src/core/assert'
import type { StoredRecord } from '../../src/core/op'
import { isWithin } from '../../src/core/place'
import type { FigureQuery } from '../../src/core/protocol'
import type { AttentionItem } from '../../src/client/client'
import { isProblem } from '../../src/client/online'
import type { StreamTruth } from './county'
import { ancestors, fold, type Folded } from './fold'
import { maySee, streamsOf } from './scope'
import { cellsOf, type Cell, type Run } from './run'
import type { SimPhone } from './stage'

/**
 * What must hold after a calm, said over values: what screens showed, what phones confirmed, what the server's ops say. The ops are
 * folded here by themselves, not by `apply`, and nothing is asked of the program's own books. Each broken law is one sentence.
 */
export async function faultsOf(run: Run): Promise<readonly string[]> {
  const { stage } = run
  const truths = await truthsOf(run)
  const all = [...truths.values()]
  const folded = new Map<string, Folded>()
  const faults = [...stage.faults]
  for (const [stream, truth] of truths) {
    const made = fold(run, truth)
    made.records.forEach((record, id) => folded.set(id, record))
    faults.push(...made.faults, ...numberFaults(run, stream, truth), ...recordFaults(truth, made.records))
  }
  faults.push(...saveFaults(run, all), ...toldFaults(run, all), ...refusalFaults(run, all), ...(await stage.county.auditFaults()))
  for (const phone of stage.phones) faults.push(...phoneFaults(run, phone, truths), ...draftFaults(run, phone), ...countFaults(run, phone, truths, folded))
  if (stage.county.counts) faults.push(...(await serverCountFaults(run, folded)))
  return faults
}

async function truthsOf({ stage }: Run): Promise<ReadonlyMap<string, StreamTruth>> {
  const { names, county } = stage
  return new Map([[names.town, await county.state(names.town)], [names.otherTown, await county.state(names.otherTown)]])
}

/** 1 … n without a gap but those of restores, and every op once. */
function numberFaults(run: Run, stream: string, { applied, n }: StreamTruth): readonly string[] {
  const faults: string[] = []
  let before = 0
  for (const { n: own } of applied) {
    if (own !== before + 1 && !(run.jumps.has(own - 1) && own > before)) faults.push(`${stream}: change ${own} follows ${before}`)
    before = own
  }
  if (n !== before && !run.jumps.has(n)) faults.push(`${stream} stands at ${n}, its last change is ${before}`)
  if (new Set(applied.map(({ op }) => op.id)).size !== applied.length) faults.push(`${stream}: an op took effect twice`)
  return faults
}

/** The server's records are what its ops say. */
function recordFaults({ records }: StreamTruth, folded: ReadonlyMap<string, Folded>): readonly string[] {
  const faults = records.length === folded.size ? [] : [`${records.length} records stand there, ops made ${folded.size}`]
  for (const record of records) {
    const made = folded.get(record.id)
    if (made === undefined) faults.push(`record ${record.id} came from no op`)
    else if (made.stage !== record.stage) faults.push(`record ${record.id} is ${record.stage} instead of ${made.stage}`)
    for (const [path, { value }] of made?.cells ?? []) {
      if (cellAt(record, path) !== value) faults.push(`record ${record.id}: ${path} is ${String(cellAt(record, path))}, and the last op said ${String(value)}`)
    }
  }
  const numbers = records.map(({ values }) => values.caseNo).filter((given) => given !== undefined)
  if (new Set(numbers).size !== numbers.length) faults.push('a case number was given twice')
  return faults
}

function cellAt({ values }: Pick<StoredRecord, 'values'>, path: string): unknown {
  const [name = '', row, cell = ''] = path.split('/')
  const value = values[name]
  if (row === undefined) return value ?? null
  return (value as Readonly<Record<string, { readonly values: Readonly<Record<string, unknown>> }>> | undefined)?.[row]?.values[cell] ?? null
}

/** Every save stands in an op the server judged or in 需核对, and none took effect more often than its author wanted. */
function saveFaults(run: Run, truths: readonly StreamTruth[]): readonly string[] {
  const effects = new Map<Cell, number>()
  for (const truth of truths) for (const [cell, times] of fold(run, truth).effects) effects.set(cell, (effects.get(cell) ?? 0) + times)
  const bodies = [...truths.flatMap(({ applied, refused }) => [...applied.map(({ op }) => op), ...refused]), ...attentionOf(run).map(({ op }) => op)]
  const known = new Set(bodies.flatMap(({ record, body }) => [...cellsOf(body)].map(([path, cell]) => `${record} ${path} ${cell}`)))
  const faults: string[] = []
  for (const { record, cells, lost, who } of run.saves) {
    for (const [path, cell] of cells) {
      if (lost === null && !known.has(`${record} ${path} ${cell}`)) faults.push(`lost: phone ${who} confirmed ${path} = ${cell} of ${record}`)
      const allowed = 1 + (run.again.get(cell) ?? 0)
      const times = effects.get(cell) ?? 0
      if (times > allowed) faults.push(`${path} = ${cell} of ${record} took effect ${times} times`)
    }
  }
  return faults
}

function attentionOf({ stage }: Run): readonly AttentionItem[] {
  return stage.phones.flatMap((phone) => phone.client().sync.getState().attention)
}

/** Whose value did not get through has been told so, with both values. */
function toldFaults(run: Run, truths: readonly StreamTruth[]): readonly string[] {
  const items = new Map(attentionOf(run).map((item) => [item.id, item]))
  const lost = lostCells(run)
  return truths.flatMap(({ applied }) => applied.flatMap(({ op, conflicts }) => {
    if (conflicts.length === 0 || run.settled.has(op.id) || run.forgotten.has(op.id) || [...cellsOf(op.body).values()].some((cell) => lost.has(cell))) return []
    const reason = items.get(op.id)?.reason
    if (reason?.kind !== 'conflict') return [`a conflict was not told: ${conflicts.map(({ path }) => path).join(', ')} of ${op.record}`]
    return JSON.stringify(sorted(reason.conflicts)) === JSON.stringify(sorted(conflicts)) ? [] : [`a conflict was told wrongly: ${JSON.stringify(reason.conflicts)} instead of ${JSON.stringify(conflicts)}`]
  }))
}

/** Of saves whose phone lost its files while they were on their way: nobody is there to be told. */
function lostCells({ saves }: Run): ReadonlySet<Cell> {
  return new Set(saves.filter(({ lost }) => lost === 'files').flatMap(({ cells }) => [...cells.values()]))
}

/** What the server refused stands in 需核对 until its author settles it, and nothing else stands there as refused. */
function refusalFaults(run: Run, truths: readonly StreamTruth[]): readonly string[] {
  const { stage } = run
  const items = attentionOf(run)
  const told = new Set([...items.map(({ id }) => id), ...run.settled, ...run.forgotten])
  const lost = lostCells(run)
  const later = new Set(truths.flatMap(({ applied }) => applied.flatMap(({ op }) => [...cellsOf(op.body).values()])))
  items.forEach(({ op }) => cellsOf(op.body).forEach((cell) => later.add(cell)))
  // Written once more behind other ops, it has come through or is told by that one.
  const isElsewhere = (cells: readonly Cell[]): boolean => cells.length > 0 && cells.every((cell) => later.has(cell) || run.givenUp.has(cell) || lost.has(cell))
  const untold = truths.flatMap(({ refused }) => refused).filter((op) => op.kind === 'dispute' && !told.has(op.id) && !isElsewhere([...cellsOf(op.body).values()]))
  const wrong = items.filter(({ id, reason }) => reason.kind !== 'conflict' && !stage.refusals.get(id)?.has(reason.kind === 'held' ? 'noRecord' : reason.refusal.code))
  const empty = items.filter(({ op, reason }) => reason.kind === 'refused' && reason.refusal.code === 'changedMeanwhile' && reason.refusal.conflicts.some(({ path, mine }) => mine !== op.body.set[path]))
  return [...empty.map(({ id }) => `the refusal of ${id} does not name its author's value`), ...untold.map((op) => `a refusal was not told: ${JSON.stringify(op.body)} of ${op.record}`), ...wrong.map(({ id, reason }) => `nobody refused ${id}, told as ${JSON.stringify(reason)}`)]
}

function sorted(conflicts: readonly { readonly path: string; readonly mine: unknown; readonly stored: unknown }[]): readonly unknown[] {
  return conflicts.map(({ path, mine, stored }) => [path, mine, stored]).sort()
}

/**
 * At any moment: a screen does not go back behind what its person had saved, unless that was refused, met a conflict, or was left for
 * what stands there. Compared by what had been seen when each value was written; not while a phone reads anew what it had lost.
 */
export function screenFaults(run: Run): readonly string[] {
  return run.stage.phones.flatMap((phone) => {
    const client = phone.client()
    if (isReadingAnew(run, phone)) return []
    const open = new Set(client.sync.getState().attention.flatMap(({ op }) => [...cellsOf(op.body).values()]))
    return run.saves.flatMap(({ who, record, cells, lost, isUnguarded }) => {
      const shown = who === phone.who && lost === null && !isUnguarded ? client.view.getState().records.get(record) : undefined
      // On a record that was closed meanwhile it can't be shown; its refusal will say so.
      if (shown === undefined || shown.stage === 'withdrawn') return []
      return [...cells].flatMap(([path, cell]) => {
        const value = cellAt(shown, path)
        const isOlder = value !== cell && !open.has(cell) && !run.givenUp.has(cell) && (value === null || ancestors(run, cell).has(value)) && !ancestors(run, value).has(cell)
        return isOlder ? [`phone ${who} shows ${path} = ${String(value)} of ${record} again, after ${cell} was saved`] : []
      })
    })
  })
}

/** It has lost what was downloaded, reads it page by page, and says so: older versions come before newer ones. */
function isReadingAnew({ reached }: Run, phone: SimPhone): boolean {
  const behind = phone.client().sync.getState().streams.filter(({ stream, upTo }) => {
    const before = reached.get(`${phone.who} ${stream}`) ?? 0
    reached.set(`${phone.who} ${stream}`, Math.max(before, upTo))
    return upTo < before
  })
  return behind.length > 0
}

/** The phone shows what the server has in its person's scope, and says that it is complete. */
function phoneFaults(run: Run, phone: SimPhone, truths: ReadonlyMap<string, StreamTruth>): readonly string[] {
  const { stage } = run
  const name = `phone ${phone.who}`
  const session = phone.client().session.getState()
  if (session.kind !== 'signedIn' || session.expired) return [`${name} is not signed in`]
  const { status, waiting, unreadable, streams, attention } = phone.client().sync.getState()
  const faults: string[] = []
  if (status !== 'idle' || waiting !== 0) faults.push(`${name} is ${status} with ${waiting} waiting`)
  if (unreadable !== run.rotten[phone.who]) faults.push(`${name} counts ${unreadable} spoilt files instead of ${run.rotten[phone.who] ?? 0}`)
  const expected = [...streamsOf(stage, phone.named)].sort()
  if (JSON.stringify(streams.map(({ stream }) => stream).sort()) !== JSON.stringify(expected)) faults.push(`${name} holds other streams than its person may`)
  for (const { stream, upTo, complete } of streams) {
    const n = truths.get(stream)?.n
    if (!complete || (n !== undefined && upTo !== n)) faults.push(`${name} has ${stream} up to ${upTo} of ${n ?? 0}${complete ? '' : ', with gaps'}`)
  }
  if (Object.keys(phone.client().view.getState().config.places.byId).length !== 6) faults.push(`${name} does not know all places`)
  const truth = [...truths].flatMap(([stream, { records }]) => records.filter((record) => maySee(stage, phone.named, stream, record)))
  const open = new Set(attention.filter(({ reason }) => reason.kind !== 'conflict').map(({ op }) => op.record))
  const visible = new Set(truth.map(({ id }) => id))
  // What was refused is shown as it was typed until it is settled; the server may not have it, or no longer for this person.
  const here = disputesOn(phone).filter(({ id }) => visible.has(id) || !open.has(id))
  return [...faults, ...differences(name, here.map(essence), truth.map(essence))]
}

function disputesOn(phone: SimPhone): readonly (StoredRecord & { readonly stream: string })[] {
  return [...phone.client().view.getState().records.values()].filter(({ kind }) => kind === 'dispute')
}

/** The parts that the server decides. */
function essence({ id, stage, values, n, createdBy }: StoredRecord): readonly [string, string] {
  return [id, JSON.stringify([stage, n, createdBy, Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))])]
}

function differences(name: string, here: readonly (readonly [string, string])[], truth: readonly (readonly [string, string])[]): readonly string[] {
  const [shown, true_] = [new Map(here), new Map(truth)]
  const wrong = truth.filter(([id, text]) => shown.get(id) !== text).map(([id, text]) => `${name} shows ${id} as ${shown.get(id) ?? 'nothing'} instead of ${text}`)
  return [...wrong, ...here.filter(([id]) => !true_.has(id)).map(([id, text]) => `${name} shows ${id}, which is not there or out of scope: ${text}`)]
}

/** A form that was left is there; one that was saved is not. */
function draftFaults(run: Run, phone: SimPhone): readonly string[] {
  const held = new Map(phone.client().drafts.list().map(({ key, values }) => [key, values.summary]))
  const left = [...must(run.drafts[phone.who], 'drafts')].filter(([key, text]) => held.get(key) !== text).map(([key]) => `phone ${phone.who} lost the draft ${key}`)
  return [...left, ...[...must(run.used[phone.who], 'used forms')].filter((key) => held.has(key)).map((key) => `phone ${phone.who} kept the draft ${key} of a saved form`)]
}

const PERIOD = { from: '2000-01-01', to: '2060-12-31' }
const COUNTED: FigureQuery['figure'] = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'reportedOn' }, measure: { kind: 'count' } }
const FIGURES: readonly FigureQuery['figure'][] = [COUNTED, { ...COUNTED, measure: { kind: 'sum', field: 'people' } }, { ...COUNTED, where: { stage: ['accepted'] } }]

function queriesOf(place: string): readonly FigureQuery[] {
  return FIGURES.map((figure) => ({ figure, period: PERIOD, place, by: null }))
}

/** All, people in them, accepted ones: counted here from the ops' own words. */
function recount(records: Iterable<Folded>): readonly number[] {
  const counted = [...records].filter(({ stage }) => stage !== 'withdrawn')
  const people = counted.reduce((sum, { cells }) => sum + Number(cells.get('people')?.value ?? 0), 0)
  return [counted.length, people, counted.filter(({ stage }) => stage === 'accepted').length]
}

function countFaults(run: Run, phone: SimPhone, truths: ReadonlyMap<string, StreamTruth>, folded: ReadonlyMap<string, Folded>): readonly string[] {
  const { stage } = run
  const client = phone.client()
  return streamsOf(stage, phone.named).filter((stream) => stream !== stage.names.county).flatMap((stream) => {
    const { records } = must(truths.get(stream), 'a township')
    const held = records.filter((record) => maySee(stage, phone.named, stream, record)).map(({ id }) => must(folded.get(id), 'a folded record'))
    // What was refused counts on its author's phone as long as it is shown there; filed in a township its place is not of, nowhere.
    const { places } = client.view.getState().config
    const isOf = ({ values }: StoredRecord): boolean => typeof values.place === 'string' && isWithin(places, values.place, stream)
    const own = disputesOn(phone).filter((record) => record.stream === stream && isOf(record) && !records.some(({ id, ...rest }) => id === record.id && maySee(stage, phone.named, stream, { id, ...rest })))
    const typed = own.map(({ stage: at, values }): Folded => ({ stage: at, cells: new Map([['people', { value: Number(values.people ?? 0), device: '' }]]) }))
    const expected = recount([...held, ...typed])
    const told = client.count({ stream, queries: queriesOf(stream), at: null }).results.map(({ value }) => value)
    return JSON.stringify(told) === JSON.stringify(expected) ? [] : [`phone ${phone.who} counts ${told.join(', ')} instead of ${expected.join(', ')}`]
  })
}

async function serverCountFaults({ stage }: Run, folded: ReadonlyMap<string, Folded>): Promise<readonly string[]> {
  const { names, phones, world } = stage
  const faults: string[] = []
  for (const place of [names.town, names.villages[0]]) {
    const asked = must(phones[0], 'a phone').client().online.figures({ stream: names.town, queries: queriesOf(place), at: null })
    await world.settle()
    const answer = await asked
    const expected = recount([...folded.values()].filter(({ cells }) => place === names.town ? cells.get('place')?.value !== names.villages[2] : cells.get('place')?.value === place))
    const told = isProblem(answer) ? [answer.code] : answer.results.map(({ value }) => value)
    if (JSON.stringify(told) !== JSON.stringify(expected)) faults.push(`the server counts ${told.join(', ')} instead of ${expected.join(', ')}`)
  }
  return faults
}
