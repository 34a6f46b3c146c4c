import { recordIdOf } from './story'
import { TOWNS, TOWN_KEYS, villagesOf, type Town, type TownKey, type Village } from './towns'

/** A place of the demo county, in administrative order. */
export interface DemoPlace {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly level: 'county' | 'township' | 'branch' | 'village' | 'group' | 'microGrid'
  readonly parent: string | null
  readonly order: number
}

/** Fixed for ever: a demo database knows its county by it. */
export const DEMO_COUNTY = '017dd36b-d800-756a-a2f4-de864144b5be'
export const COUNTY_NAME = '演示县'

export function townId(town: TownKey): string {
  return placeId(town)
}

export function villageId(town: TownKey, village: string): string {
  return placeId(`${town}/${village}`)
}

export function groupId(town: TownKey, village: string, group: string): string {
  return placeId(`${town}/${village}/${group}`)
}

export function branchId(town: TownKey, branch: string): string {
  return placeId(`${town}/${branch}`)
}

function placeId(key: string): string {
  return recordIdOf('place', key)
}

/** Every place, each after the one it lies in. */
export function demoPlaces(): readonly DemoPlace[] {
  return [
    { id: DEMO_COUNTY, key: '县', name: COUNTY_NAME, level: 'county', parent: null, order: 1 },
    ...TOWN_KEYS.flatMap((key, index) => placesOfTown(TOWNS[key], index + 1)),
  ]
}

function placesOfTown(town: Town, order: number): readonly DemoPlace[] {
  const { key } = town
  const branches = town.branches.flatMap((branch, index) => (branch.name === null ? [] : [
    at(`${key}/${branch.name}`, branch.name, 'branch', townId(key), index + 1),
  ]))
  const villages = town.branches.flatMap((branch) => branch.villages.flatMap((village, index) => [
    at(`${key}/${village.name}`, village.name, 'village', branch.name === null ? townId(key) : branchId(key, branch.name), index + 1),
    ...groupsOf(key, village),
  ]))
  // 镇村两级网格: the township's own grid beside one in every village.
  const own = key === '赵庄' ? [at(`${key}/镇级网格`, '镇级网格', 'group', townId(key), 90)] : []
  return [at(key, town.name, 'township', DEMO_COUNTY, order), ...branches, ...villages, ...own]
}

function groupsOf(town: TownKey, village: Village): readonly DemoPlace[] {
  return village.groups.flatMap((group, index) => {
    const key = `${town}/${village.name}/${group}`
    const micro = at(`${key}/微网格`, `${village.name.slice(0, -1)}${group.replace('网格', '')}微网格`, 'microGrid', placeId(key), 1)
    return [at(key, group, 'group', villageId(town, village.name), index + 1), ...(town === '木叶' ? [micro] : [])]
  })
}

function at(key: string, name: string, level: DemoPlace['level'], parent: string, order: number): DemoPlace {
  return { id: placeId(key), key, name, level, parent, order }
}

/** Where in a township something happens: a group of a village, larger villages more often. */
export function homesOf(town: Town): readonly { readonly village: string; readonly place: string }[] {
  return villagesOf(town).flatMap((village) => village.groups.map((group) => ({ village: village.name, place: groupId(town.key, village.name, group) })))
}
