import { addDays, daysBetween, type Day } from '../../core/period'
import { answeredMatter, endedMatter, handledMatter, type LoopPlan, type MatterPlan, type MatterSource } from './matters'
import { MATTER_TALES, QUARREL_TALE, type MatterTale } from './matterTales'
import { drawFor, type Draw } from './random'
import { groundOf, sceneAt, type Ground } from './scenes'
import type { Scene } from './disputes'
import { recordOf, type Story } from './story'
import type { TownKey } from './towns'

/** What villagers brought up in one complete year, all of it ended within the year. */
interface MatterYear {
  readonly town: TownKey
  readonly year: number
  readonly sources: Readonly<Partial<Record<MatterSource, number>>>
  /** One in how many goes the whole way round; the others are answered on the spot. */
  readonly handledEvery: number
}

export const MATTER_YEARS: readonly MatterYear[] = [
  { town: '磙子营', year: 2022, handledEvery: 8, sources: { office: 12, station: 14, gridWorker: 10 } },
  { town: '磙子营', year: 2023, handledEvery: 5, sources: { office: 18, station: 24, gridWorker: 22, hotline: 6 } },
  { town: '木叶', year: 2023, handledEvery: 8, sources: { office: 16, station: 31, gridWorker: 9 } },
  { town: '赵庄', year: 2022, handledEvery: 12, sources: { council: 14, response: 11, elders: 9, reception: 8 } },
  // 154 through four channels, received and settled within the year.
  { town: '赵庄', year: 2023, handledEvery: 8, sources: { council: 52, response: 41, elders: 37, reception: 24 } },
  { town: '马楼', year: 2024, handledEvery: 6, sources: { visitDown: 9, gridWorker: 12, reception: 5 } },
  { town: '前营', year: 2023, handledEvery: 6, sources: { gridWorker: 15, reception: 9 } },
]

const TURNS: readonly LoopPlan['turn'][] = ['plain', 'urged', 'plain', 'extended', 'sentBack', 'plain', 'dissatisfied', 'plain', 'unrated']

export function storiesOfMatters(plan: MatterYear): readonly Story[] {
  const ground = groundOf(plan.town)
  const draw = drawFor(`说事/${plan.town}/${plan.year}`)
  const sources = Object.entries(plan.sources).flatMap(([source, count]) => Array.from({ length: count }, () => source as MatterSource))
  return sources.map((source, index) => {
    const scene = sceneAt(ground, `${plan.year}/${index + 1}`, draw)
    const isHandled = index % plan.handledEvery === 0
    const said = spoken(scene, dayOf(plan.year, draw, 40), source, isHandled ? heavyTale(ground, draw) : quickTale(draw), draw)
    if (!isHandled) return answeredMatter(scene, said, draw)
    const turn = TURNS[(index / plan.handledEvery) % TURNS.length] ?? 'plain'
    return handledMatter(ground, scene, { ...said, pace: draw.int(1, 3), turn }, draw)
  })
}

/** What ended otherwise on a live day: as a dispute of its own, elsewhere, or not at all. */
export function strayMatter(ground: Ground, scene: Scene, on: Day, source: MatterSource, dispute: Story | null, draw: Draw): Story {
  if (dispute !== null) return endedMatter(scene, spoken(scene, on, source, QUARREL_TALE, draw), { dispute: recordOf(dispute) }, draw)
  return endedMatter(scene, spoken(scene, on, source, heavyTale(ground, draw), draw), draw.chance(0.6) ? 'referred' : 'withdrawn', draw)
}

export function spoken(scene: Scene, on: Day, source: MatterSource, tale: MatterTale, draw: Draw): MatterPlan {
  const isByGridWorker = source === 'gridWorker' || source === 'station' || draw.chance(0.25)
  return { on, source, tale, by: isByGridWorker ? scene.gridWorker : scene.dispatcher }
}

export function quickTale(draw: Draw): MatterTale {
  return draw.pick(MATTER_TALES.filter((tale) => tale.unit === null))
}

/** Something one of the township's units can do. */
export function heavyTale(ground: Ground, draw: Draw): MatterTale {
  const units = ground.staff.stations.map((station) => station.unit)
  return draw.pick(MATTER_TALES.filter((tale) => tale.unit !== null && units.includes(tale.unit)))
}

function dayOf(year: number, draw: Draw, before: number): Day {
  return addDays(`${year}-01-04`, draw.int(0, daysBetween(`${year}-01-04`, `${year}-12-28`) - before))
}
