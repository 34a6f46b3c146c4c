import { gridWorkerKey, gridWorkerVillages, mediatorKey, personId } from './people'
import type { Town } from './towns'

/** Who does what in a township: ids of people. */
export interface Staff {
  readonly gridWorkerOf: (village: string) => string
  readonly mediatorOf: (village: string) => string
  readonly dispatcher: string
  readonly judicial: string
  readonly clerk: string
  readonly leader: string
  /** Units with an account of their own; `person` is the name's id. */
  readonly stations: readonly { readonly unit: string; readonly person: string }[]
}

export function staffOf(town: Town): Staff {
  const gridWorkerByVillage = new Map(gridWorkerVillages(town).flatMap((covered, index) => {
    const id = personId(gridWorkerKey(town.key, index))
    return covered.map((village) => [village, id] as const)
  }))
  const mediatorByVillage = new Map(town.branches.flatMap((branch) => branch.villages.map(({ name }, index) => {
    const key = branch.name === null ? mediatorKey(town.key, '乡镇', index % town.crew.mediators) : mediatorKey(town.key, branch.name, 0)
    return [name, personId(key)] as const
  })))
  const at = (key: string): string => personId(`${town.key}/${key}`)
  return {
    gridWorkerOf: (village) => gridWorkerByVillage.get(village) ?? at('网格员/1'),
    mediatorOf: (village) => mediatorByVillage.get(village) ?? at('司法所'),
    dispatcher: at('综治中心'), judicial: at('司法所'), clerk: at('党政办'), leader: at('书记'),
    stations: town.crew.stations.map((unit) => ({ unit, person: at(unit) })),
  }
}
