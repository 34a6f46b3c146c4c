import type { Client, ShownRecord, WriteAnswer } from '../../client/client'
import { liveRows, type Rows, type Value, type Values } from '../../core/field'
import type { OpBody } from '../../core/op'
import type { Day } from '../../core/period'
import type { Draft } from '../../client/client'
import { draftOf, freshNumber, type DraftOf } from '../draftKey'
import { nextRowId } from '../formState'

/**
 * 转为纠纷: a matter that turns out to be a dispute is written down as one, filled from what was told, and the matter then says so. Two
 * ops of one phone, the dispute's first: a matter never names a dispute that nobody wrote.
 */
export function disputeFrom(matter: Pick<ShownRecord, 'id' | 'values'>, today: Day, device: string): Values {
  const { place, summary, receivedOn, source, people, compartment, incapable } = matter.values
  const told = { place, summary, compartment, incapable, reportedOn: receivedOn, source: SOURCES[String(source)] ?? 'applied', parties: partiesOf(people, today, device) }
  return { ...known(told), fromMatter: matter.id }
}

/** What goes along although no question of the form asks for it. */
export const CARRIED: readonly string[] = ['fromMatter', 'reportedOn', 'source', 'compartment', 'incapable']

/** Who came to tell has asked for it; other ways of hearing of it are named. */
const SOURCES: Readonly<Record<string, string>> = { gridWorker: 'proactive', reception: 'petition', hotline: 'otherOrgan' }

function partiesOf(people: Value | undefined, today: Day, device: string): Rows | undefined {
  let parties: Rows = {}
  for (const [, { values: { name, phone } }] of liveRows(people)) {
    parties = { ...parties, [nextRowId(parties, today, device)]: { values: known({ name, phone, side: 'applicant' }) } }
  }
  return Object.keys(parties).length === 0 ? undefined : parties
}

function known<V>(values: Readonly<Record<string, V | undefined>>): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, V] => entry[1] !== undefined))
}

/** The second op. `resolvedOn`: the day from which the matter is settled as a matter, and lives on as a dispute. */
export function link(client: Pick<Client, 'write'>, matter: Pick<ShownRecord, 'id' | 'stream' | 'n'>, dispute: string, resolvedOn: Day): Promise<WriteAnswer> {
  const body: OpBody = { kind: 'move', move: 'becomeDispute', set: { becameDispute: dispute, resolvedOn } }
  return client.write({ kind: 'matter', record: matter.id, stream: matter.stream, base: matter.n, body })
}

/** The form of a matter's dispute: the one begun before, or a new one. */
export function draftFrom(drafts: readonly Draft[], matter: string, from: number): DraftOf {
  const begun = drafts.filter(({ values }) => values.fromMatter === matter).map(({ key }) => draftOf(key)).find((draft) => draft !== null)
  const at = (n: number): DraftOf => ({ page: 'edit', kind: 'dispute', move: null, id: null, stream: null, n })
  return begun ?? at(freshNumber(drafts, at, from))
}
