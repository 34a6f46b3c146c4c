import { homesOf, townId } from './places'
import type { Draw } from './random'
import { staffOf, type Staff } from './staff'
import type { Scene } from './disputes'
import { TOWNS, type Town, type TownKey } from './towns'

/** A township ready to have things happen in it. */
export interface Ground {
  readonly town: Town
  readonly stream: string
  readonly staff: Staff
  readonly homes: ReturnType<typeof homesOf>
}

export function groundOf(key: TownKey): Ground {
  const town = TOWNS[key]
  return { town, stream: townId(key), staff: staffOf(town), homes: homesOf(town) }
}

export function sceneAt(ground: Ground, name: string, draw: Draw): Scene {
  const { village, place } = draw.pick(ground.homes)
  const { staff, stream, town } = ground
  return {
    town: town.key, stream, name: `${town.key}/${name}`, place,
    gridWorker: staff.gridWorkerOf(village), mediator: staff.mediatorOf(village), dispatcher: staff.dispatcher,
    police: staff.stations[0]?.person ?? staff.dispatcher,
  }
}
