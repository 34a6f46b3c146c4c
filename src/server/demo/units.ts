import { DEMO_COUNTY, townId } from './places'
import { recordIdOf } from './story'
import { TOWNS, TOWN_KEYS, type Town, type TownKey } from './towns'

export interface DemoUnit {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly nature: 'office' | 'station' | 'committee' | 'other'
  readonly place: string
  readonly order: number
}

const COUNTY_UNITS = ['县委办', '县司法局', '县综治中心', '县审计局', '县信息中心', '县人民法院', '县人力资源和社会保障局', '县应急管理局', '县信访局'] as const
const OFFICES = ['党政办', '财政所', '便民服务中心'] as const
const STATIONS = ['司法所', '派出所', '自然资源所', '民政所', '农业服务中心', '市场监管所', '综合执法大队', '卫生院'] as const

/** A unit of a township, or of the county when no township is named. */
export function unitId(town: TownKey | null, name: string): string {
  return recordIdOf('unit', `${town ?? '县'}/${name}`)
}

export function demoUnits(): readonly DemoUnit[] {
  const county = COUNTY_UNITS.map((name, index) => ({
    id: unitId(null, name), key: `县/${name}`, name, nature: 'office' as const, place: DEMO_COUNTY, order: index + 1,
  }))
  return [...county, ...TOWN_KEYS.flatMap((key) => unitsOf(TOWNS[key]))]
}

function unitsOf(town: Town): readonly DemoUnit[] {
  const rows = [
    ...[town.centre, ...OFFICES].map((name) => ({ name, nature: 'office' as const })),
    ...STATIONS.map((name) => ({ name, nature: 'station' as const })),
    { name: '调委会', nature: 'committee' as const },
  ]
  return rows.map(({ name, nature }, index) => ({
    id: unitId(town.key, name), key: `${town.key}/${name}`, name: `${town.name}${name}`, nature, place: townId(town.key), order: index + 1,
  }))
}
