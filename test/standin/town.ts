import type { Values } from '../../src/core/field'
import type { StoredRecord } from '../../src/core/op'
import type { Me } from '../../src/core/protocol'
import { createStandin, type Standin } from './server'

/** A county with two townships, three villages, and people who work there. */
export const COUNTY = id('c0')
export const TOWN = id('a0')
export const OTHER_TOWN = id('b0')
export const VILLAGE = id('a1')
export const NEXT_VILLAGE = id('a2')
export const FAR_VILLAGE = id('b1')

/** A fixed id: `tail` stands in all of its groups' ends. */
export function id(tail: string): string {
  return `00000000-0000-4000-8000-0000000000${tail}`
}

export const ZHANG = person('d1', '张某', 'mediator', TOWN)
export const WANG = person('d2', '王某', 'mediator', TOWN)
export const LI = person('d3', '李某', 'gridWorker', VILLAGE)
export const CLERK = person('d4', '周某', 'clerk', TOWN)
/** Of the county, for all its townships. */
export const JUSTICE: Me = { ...person('d5', '孙某', 'countyJudicial', COUNTY), grants: [{ role: 'countyJudicial', place: COUNTY, stream: COUNTY }] }
/** Administers the county. */
export const QIN: Me = { ...person('d6', '秦某', 'admin', COUNTY), grants: [{ role: 'admin', place: COUNTY, stream: COUNTY }] }

export function createTown(now: () => number): Standin {
  const people = [['zhang', ZHANG], ['wang', WANG], ['li', LI], ['zhou', CLERK], ['sun', JUSTICE], ['qin', QIN]] as const
  const standin = createStandin(COUNTY, [TOWN, OTHER_TOWN], new Map(people.map(([login, me]) => [login, { password: 'demo', me }])), now)
  for (const [place, name, level, parent] of PLACES) standin.put(COUNTY, kept('place', place, { name, level, order: 1, ...(parent === null ? {} : { parent }) }))
  for (const me of [ZHANG, WANG, LI, CLERK]) standin.put(COUNTY, kept('person', me.person, { name: me.name }))
  return standin
}

const PLACES = [
  [COUNTY, '某县', 'county', null], [TOWN, '磙子营乡', 'township', COUNTY], [OTHER_TOWN, '邻乡', 'township', COUNTY],
  [VILLAGE, '前村', 'village', TOWN], [NEXT_VILLAGE, '后村', 'village', TOWN], [FAR_VILLAGE, '远村', 'village', OTHER_TOWN],
] as const

function person(tail: string, name: string, role: string, place: string): Me {
  return { person: id(tail), name, county: COUNTY, unit: null, roles: [role], grants: [{ role, place, stream: TOWN }] }
}

export function kept(kind: string, record: string, values: Values): StoredRecord {
  return { id: record, kind, stage: 'kept', values, written: [], n: 0, createdBy: '' }
}
