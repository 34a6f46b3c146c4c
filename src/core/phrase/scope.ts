import type { Lookup, Result } from './evaluate'
import type { Facts, Item } from './fact'
import { fieldOf, noSuchName } from './names'
import { problem } from './problem'
import type { Reference } from './reference'

/** The item of a loop that is being filled; its fields are known by `key.field`, key being 名单#1, 名单#2 … */
export interface Scope {
  readonly key: string
  readonly item: Item
  readonly outer: Scope | null
}

/** A bare name is first looked for in the items of the loops around it, from the inside out. */
export function lookupIn(scope: Scope | null, facts: Facts, known: readonly string[]): Lookup {
  return (reference) => {
    for (let here = scope; here !== null; here = here.outer) {
      const fact = fieldOf(here.item, reference)
      if (fact !== undefined) return { ok: true, value: { key: `${here.key}.${reference.name}`, fact } }
    }
    const fact = facts(reference)
    if (fact !== undefined) return { ok: true, value: { key: reference.key, fact } }
    return { ok: false, problem: noSuchName(reference, scope === null ? [] : [scope.item], known) }
  }
}

export function itemsOf(list: Reference, lookup: Lookup): Result<{ readonly key: string; readonly items: readonly Item[] }> {
  const found = lookup(list)
  if (!found.ok) return found
  const { key, fact } = found.value
  if (fact.kind === 'items') return { ok: true, value: { key, items: fact.items } }
  return { ok: false, problem: problem('wrong-kind', list, `“${list.name}”不是可以逐条写的名单，“每”后面请换成名单。`) }
}
