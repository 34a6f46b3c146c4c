import type { Patch } from '../../core/op'
import { demoPeople } from './people'
import { branchId, townId, villageId } from './places'
import { groundOf } from './scenes'
import type { Story } from './story'
import { TOWNS, TOWN_KEYS, villagesOf, type Town, type TownKey } from './towns'

/** Everybody's identities and the places the reports count, in the township's roster. */
export function rosterStories(): readonly Story[] {
  const people = demoPeople()
  return TOWN_KEYS.flatMap((key) => {
    const town = TOWNS[key]
    const identities = people.filter((person) => person.town === key).flatMap((person) => person.identities.map((identity, index) => ({
      name: `${person.key}/${index}`, values: { ...identity, person: person.id },
    })))
    const entries = [...identities, ...venuesOf(town), ...(TITLES[key] ?? []).flatMap((title) => titled(town, title))]
    const { staff, stream } = groundOf(key)
    return entries.map(({ name, values }): Story => ({
      stream, kind: 'roster', name: `${key}/${name}`, steps: [{ by: staff.clerk, on: '2022-01-04', move: 'record', set: { from: '2022-01-01', ...values } }],
    }))
  })
}

interface Entry {
  readonly name: string
  readonly values: Patch
}

interface Venue {
  readonly item: string
  /** What stands behind the place's name. */
  readonly name: string
  readonly at: 'township' | 'branch' | 'village'
}

const VENUES: Readonly<Record<TownKey, readonly Venue[]>> = {
  磙子营: [
    { item: 'reasonCourt', name: '说理庭', at: 'township' }, { item: 'reasonHall', name: '说理堂', at: 'branch' },
    { item: 'reasonRoom', name: '说理室', at: 'village' }, { item: 'committee', name: '调委会', at: 'village' },
  ],
  木叶: [
    { item: 'mattersOffice', name: '群众说事处', at: 'township' }, { item: 'mattersStation', name: '群众说事站', at: 'village' },
    { item: 'lawSite', name: '普法阵地', at: 'village' }, { item: 'committee', name: '调委会', at: 'village' },
  ],
  赵庄: [
    { item: 'eldersHouse', name: '乡贤说事屋', at: 'township' }, { item: 'petitionRoom', name: '信访接待室', at: 'township' }, { item: 'committee', name: '调委会', at: 'village' },
  ],
  马楼: [{ item: 'committee', name: '调委会', at: 'village' }],
  前营: [{ item: 'committee', name: '调委会', at: 'village' }],
}

const HIGHER_LEVELS = ['nation', 'province', 'province', 'city', 'city', 'city']

/** 民主法治示范村 by level and other things of single villages. */
const TITLES: Readonly<Partial<Record<TownKey, readonly { readonly village: number; readonly values: Patch }[]>>> = {
  赵庄: [
    ...Array.from({ length: 22 }, (_, village) => ({ village, values: { item: 'modelVillage', level: HIGHER_LEVELS[village] ?? 'county' } })),
    { village: 0, values: { item: 'lawSquare', name: '法治广场' } },
    { village: 1, values: { item: 'lawCorridor', name: '法治长廊' } },
    { village: 1, values: { item: 'supervision', name: '基层法律监督联络站', from: '2023-06-15' } },
  ],
}

function venuesOf(town: Town): readonly Entry[] {
  return VENUES[town.key].flatMap(({ item, name, at }) => {
    const seats = at === 'township' ? [{ label: town.name, place: townId(town.key) }]
      : at === 'branch' ? town.branches.map((branch) => ({ label: branch.name ?? town.name, place: branchId(town.key, branch.name ?? '') }))
      : villagesOf(town).map((village) => ({ label: village.name, place: villageId(town.key, village.name) }))
    return seats.map(({ label, place }) => ({ name: `${item}/${label}`, values: { item, name: `${label}${name}`, place } }))
  })
}

function titled(town: Town, { village, values }: { readonly village: number; readonly values: Patch }): readonly Entry[] {
  const at = villagesOf(town)[village]
  if (at === undefined) return []
  const name = typeof values.name === 'string' ? values.name : '民主法治示范村'
  return [{ name: `${String(values.item)}/${at.name}`, values: { ...values, name: `${at.name}${name}`, place: villageId(town.key, at.name) } }]
}
