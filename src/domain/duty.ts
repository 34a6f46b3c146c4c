import type { Values } from '../core/field'

/**
 * Whether the police have to be told at once, of a dispute or a matter: harm to a minor (未成年人保护法 第十一条), domestic violence against
 * somebody without full capacity (反家庭暴力法 第十四条). Nothing is blocked by it: telling comes before writing.
 */
export function mustReport({ compartment, incapable }: Values): boolean {
  return compartment === 'minor' || (compartment === 'domestic' && incapable === true)
}

/** It has to be done, and no day of it is written down. */
export function owesReport(values: Values): boolean {
  return mustReport(values) && values.reportedToPoliceOn === undefined
}
