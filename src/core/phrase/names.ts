import type { Fact, Facts, Item } from './fact'
import type { Part, Template } from './part'
import { problem, type Problem } from './problem'
import type { Reference } from './reference'
import { nearestName } from './suggest'

/**
 * Every name nobody knows, also in the branch of a 若 that is not printed. Inside a loop a name may be a field
 * of the items; with no item to look at it is given the benefit of the doubt unless it is a dotted path.
 */
export function checkNames(template: Template, facts: Facts, known: readonly string[]): readonly Problem[] {
  return template.parts.flatMap((part) => checkPart(part, [], facts, known))
}

/** The items of one loop around a part; null when the list itself is unknown. */
type Around = readonly Item[] | null

function checkPart(part: Part, around: readonly Around[], facts: Facts, known: readonly string[]): readonly Problem[] {
  if (part.kind === 'text') return []
  const unknown = part.references
    .filter((reference) => facts(reference) === undefined && !isField(reference, around))
    .map((reference) => noSuchName(reference, around.flatMap((items) => items ?? []), known))
  if (part.kind === 'when') {
    return [...unknown, ...[...part.then, ...part.otherwise].flatMap((each) => checkPart(each, around, facts, known))]
  }
  if (part.kind !== 'each') return unknown
  const items = part.list === null ? null : itemsFor(part.list, around, facts)
  return [...unknown, ...part.body.flatMap((each) => checkPart(each, [...around, items], facts, known))]
}

/** The field of a loop's item that the name means, if it has one. */
export function fieldOf(item: Item, reference: Reference): Fact | undefined {
  if (reference.narrow.length > 0 || !Object.prototype.hasOwnProperty.call(item, reference.name)) return undefined
  return item[reference.name]
}

export function noSuchName(reference: Reference, items: readonly Item[], known: readonly string[]): Problem {
  if (reference.narrow.length > 0 && known.includes(reference.name)) {
    const narrow = reference.key.slice(reference.name.length)
    return problem('unknown-narrowing', reference, `“${reference.name}”不能按“${narrow}”细分，请检查方括号里的字段和选项。`)
  }
  const fields = items.flatMap((item) => Object.keys(item))
  const nearest = nearestName(reference.name, [...new Set([...fields, ...known])])
  const hint = nearest === null ? '请从指标清单里选一个。' : `是不是“${nearest}”？`
  return problem('unknown-name', reference, `没有叫“${reference.name}”的指标，${hint}`)
}

function isField(reference: Reference, around: readonly Around[]): boolean {
  return around.some((items) => {
    if (items === null || items.length === 0) return reference.narrow.length === 0 && !reference.name.includes('.')
    return items.some((item) => fieldOf(item, reference) !== undefined)
  })
}

function itemsFor(list: Reference, around: readonly Around[], facts: Facts): Around {
  const fields = around.flatMap((items) => items ?? []).map((item) => fieldOf(item, list))
  const found = [...fields, facts(list)].flatMap((fact) => (fact?.kind === 'items' ? fact.items : []))
  return found.length > 0 ? found : null
}
