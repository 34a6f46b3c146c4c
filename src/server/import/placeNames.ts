import { ancestry, within, type Place, type Places } from '../../core/place'

/** Places of a township by the names people write: full (东村一组), short (东村), without 村 (东), with what registers add (东村村委会). */
export type PlaceNames = (typed: string) => readonly Place[]

export function placeNames(places: Places, township: string): PlaceNames {
  const byName = new Map<string, Place[]>()
  const add = (name: string, place: Place): void => {
    const known = byName.get(name) ?? []
    if (!known.includes(place)) byName.set(name, [...known, place])
  }
  for (const id of within(places, township)) {
    const place = places.byId[id]
    if (place === undefined) continue
    // Every part of the way down may be written or left out: 磙子营乡东村一组, 东村一组, 一组.
    const path = ancestry(places, id).map(({ name }) => core(name))
    for (let from = 0; from < path.length; from += 1) add(path.slice(from).join(''), place)
    const [above, own] = [path[path.length - 3], path[path.length - 1]]
    if (above !== undefined && own !== undefined) add(`${above}${own}`, place)
    const nearest = path[path.length - 2]
    if (nearest !== undefined && own !== undefined) add(`${nearest}${own}`, place)
  }
  return (typed) => {
    const name = core(typed)
    const found = byName.get(name) ?? []
    const here = found.filter(({ until }) => until === null)
    return here.length > 0 ? here : found
  }
}

/** 东村村民委员会, 东村村, 东村 → 东; 第1组, 1组, 一组 → 一组. */
function core(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\s·.、,，\-—/]+/g, '').replace(/第?(\d{1,2})(?=村民小组|小组|组|队|网格)/g, (_all, digits: string) => chinese(Number(digits)))
  const group = plain.replace(/(村民小组|小组|生产队|队)$/, '组')
  const trimmed = group.replace(/(村民委员会|居民委员会|村委会|居委会|行政村|自然村|调委会)/g, '村').replace(/村+/g, '村').replace(/(社区|村)(?=.)/g, '').replace(/(社区|村)$/, '')
  return trimmed === '' ? group : trimmed
}

function chinese(number: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`}${digits[ones]}`
}
