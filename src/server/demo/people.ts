import type { IDENTITIES } from '../../domain/rosterCodes'
import type { Role } from '../../domain/roleTable'
import { namesFor } from './names'
import { branchId, DEMO_COUNTY, townId, villageId } from './places'
import { recordIdOf } from './story'
import { TOWNS, TOWN_KEYS, villagesOf, type Town, type TownKey } from './towns'

/** Somebody of the demo county. */
export interface DemoPerson {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly post: string
  /** Name of the unit within the township, or the county. */
  readonly unit: string | null
  readonly place: string
  readonly civilServant: boolean
  readonly town: TownKey | null
  /** A role and the places it is held at; empty for people who only stand in the roster. */
  readonly grants: readonly { readonly role: Role; readonly places: readonly string[] }[]
  readonly identities: readonly Identity[]
}

/** What somebody is in the roster. */
export interface Identity {
  readonly item: keyof typeof IDENTITIES
  readonly employment: 'fullTime' | 'partTime'
  readonly place: string
}

type Draft = Omit<DemoPerson, 'id' | 'name'>

export function personId(key: string): string {
  return recordIdOf('person', key)
}

/** In a fixed order: names depend on it. */
export function demoPeople(): readonly DemoPerson[] {
  const drafts = [...countyPeople(), ...TOWN_KEYS.flatMap((key) => townPeople(TOWNS[key]))]
  const nameByKey = namesFor(drafts.map((draft) => draft.key))
  return drafts.map((draft) => ({ ...draft, id: personId(draft.key), name: nameByKey.get(draft.key) ?? '' }))
}

function countyPeople(): readonly Draft[] {
  const rows = [
    ['管理员', '县信息中心', 'admin'], ['安全员', '县委办', 'security'], ['审计员', '县审计局', 'auditor'],
    ['司法局', '县司法局', 'countyJudicial'], ['综治中心', '县综治中心', 'countyCentre'], ['县领导', '县委办', 'leader'],
  ] as const
  return rows.map(([key, unit, role]) => ({
    key: `县/${key}`, post: key === '县领导' ? '副县长' : unit, unit, place: DEMO_COUNTY, civilServant: true, town: null, identities: [],
    grants: [{ role, places: [DEMO_COUNTY] }],
  }))
}

function townPeople(town: Town): readonly Draft[] {
  return [...officials(town), ...gridWorkers(town), ...mediators(town), ...othersOf(town)]
}

/** Those in the offices, one with an account in each. */
function officials(town: Town): readonly Draft[] {
  const home = townId(town.key)
  const official = (key: string, post: string, unit: string, role: Role, identities: readonly Identity['item'][] = []): Draft => ({
    key: `${town.key}/${key}`, post, unit, place: home, civilServant: true, town: town.key, grants: [{ role, places: [home] }],
    identities: identities.map((item) => ({ item, employment: 'fullTime', place: home })),
  })
  return [
    official('书记', town.name.endsWith('镇') ? '镇党委书记' : '乡党委书记', '党政办', 'leader', ['leader']),
    official('党政办', '党政办干事', '党政办', 'clerk'),
    official('综治中心', `${town.centre}干事`, town.centre, 'dispatcher'),
    official('司法所', '司法所所长', '司法所', 'judicial', town.key === '磙子营' ? ['certified'] : []),
    ...town.crew.stations.map((station) => official(station, station === '派出所' ? '派出所民警' : `${station}工作人员`, station, 'handler')),
  ]
}

/** Those with an account cover a run of neighbouring villages. */
function gridWorkers(town: Town): readonly Draft[] {
  return gridWorkerVillages(town).map((covered, index) => {
    const places = covered.map((village) => villageId(town.key, village))
    const home = places[0] ?? townId(town.key)
    const safety: readonly Identity[] = town.key === '赵庄' ? [{ item: 'safetyGridWorker', employment: 'fullTime', place: home }] : []
    return {
      key: gridWorkerKey(town.key, index), post: '网格员', unit: null, place: home, civilServant: false, town: town.key,
      grants: [{ role: 'gridWorker', places }], identities: [{ item: 'gridWorker', employment: 'fullTime', place: home }, ...safety],
    }
  })
}

export function gridWorkerKey(town: TownKey, index: number): string {
  return `${town}/网格员/${index + 1}`
}

export function gridWorkerVillages(town: Town): readonly (readonly string[])[] {
  const names = villagesOf(town).map((village) => village.name)
  const share = Math.ceil(names.length / town.crew.gridWorkers)
  return Array.from({ length: town.crew.gridWorkers }, (_, index) => names.slice(index * share, (index + 1) * share))
}

function mediators(town: Town): readonly Draft[] {
  const branched = town.branches.flatMap(({ name }) => (name === null ? [] : [{ label: name, place: branchId(town.key, name) }]))
  const seats = branched.length > 0 ? branched : Array.from({ length: town.crew.mediators }, () => ({ label: '乡镇', place: townId(town.key) }))
  return seats.map(({ label, place }, index) => ({
    key: mediatorKey(town.key, label, branched.length > 0 ? 0 : index), post: '人民调解员', unit: '调委会', place, civilServant: false, town: town.key,
    grants: [{ role: 'mediator', places: [place] }], identities: [{ item: 'mediator', employment: 'fullTime', place }],
  }))
}

export function mediatorKey(town: TownKey, seat: string, index: number): string {
  return `${town}/调解员/${seat}/${index + 1}`
}

interface Group {
  readonly label: string
  readonly post: string
  readonly count: number
  readonly is: readonly { readonly item: Identity['item']; readonly employment?: Identity['employment'] }[]
  /** At the township's seat instead of going round its villages. */
  readonly central?: true
}

/** Members of the roster without an account, so many that each printed number comes out. */
const OTHERS: Readonly<Record<TownKey, readonly Group[]>> = {
  磙子营: [
    { label: '村调解员', post: '村调解员', count: 44, is: [{ item: 'mediator' }] },
    { label: '执法人员', post: '执法人员', count: 6, is: [{ item: 'certified' }, { item: 'enforcer' }], central: true },
    { label: '班子成员', post: '班子成员', count: 8, is: [{ item: 'leader' }], central: true },
    { label: '法律顾问', post: '律师', count: 1, is: [{ item: 'counsel' }], central: true },
  ],
  木叶: [
    { label: '网格员', post: '专职网格员', count: 27, is: [{ item: 'gridWorker' }] },
    { label: '网格指导员', post: '网格指导员', count: 29, is: [{ item: 'gridGuide', employment: 'partTime' }] },
    { label: '村调解员', post: '村调解员', count: 8, is: [{ item: 'mediator', employment: 'partTime' }, { item: 'lawWise', employment: 'partTime' }] },
    { label: '法律顾问', post: '律师', count: 2, is: [{ item: 'counsel' }], central: true },
  ],
  赵庄: [
    { label: '网格长', post: '村党支部书记', count: 23, is: [{ item: 'gridHead', employment: 'partTime' }] },
    { label: '综治网格员', post: '综治网格员', count: 17, is: [{ item: 'gridWorker' }, { item: 'safetyGridWorker' }] },
    { label: '网格员', post: '网格员', count: 28, is: [{ item: 'gridWorker', employment: 'partTime' }] },
    { label: '法律明白人', post: '法律明白人', count: 20, is: [{ item: 'gridWorker', employment: 'partTime' }, { item: 'lawWise', employment: 'partTime' }] },
    { label: '村调解员', post: '村调解员', count: 20, is: [{ item: 'mediator', employment: 'partTime' }, { item: 'lawLiaison', employment: 'partTime' }] },
    { label: '法律联络员', post: '法律联络员', count: 4, is: [{ item: 'lawLiaison', employment: 'partTime' }], central: true },
    { label: '执法队员', post: '执法队员', count: 16, is: [{ item: 'enforcer' }], central: true },
    { label: '班子成员', post: '班子成员', count: 14, is: [{ item: 'leader' }], central: true },
    { label: '法律顾问', post: '律师', count: 2, is: [{ item: 'counsel' }], central: true },
  ],
  马楼: [
    { label: '村调解员', post: '村调解员', count: 17, is: [{ item: 'mediator', employment: 'partTime' }] },
    { label: '网格员', post: '网格员', count: 15, is: [{ item: 'gridWorker', employment: 'partTime' }] },
    { label: '法律顾问', post: '律师', count: 1, is: [{ item: 'counsel' }], central: true },
  ],
  前营: [
    { label: '村调解员', post: '村调解员', count: 24, is: [{ item: 'mediator', employment: 'partTime' }] },
    { label: '法律顾问', post: '律师', count: 2, is: [{ item: 'counsel' }], central: true },
  ],
}

function othersOf(town: Town): readonly Draft[] {
  const villages = villagesOf(town)
  return OTHERS[town.key].flatMap((group) => Array.from({ length: group.count }, (_, index) => {
    const village = villages[index % villages.length]
    const place = group.central === true || village === undefined ? townId(town.key) : villageId(town.key, village.name)
    return {
      key: `${town.key}/${group.label}/其他${index + 1}`, post: group.post, unit: null, place, civilServant: group.central === true && group.label !== '法律顾问',
      town: town.key, grants: [], identities: group.is.map(({ item, employment = 'fullTime' }) => ({ item, employment, place })),
    }
  }))
}
