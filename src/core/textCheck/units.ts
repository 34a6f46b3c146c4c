/** Units of one class count the same kind of thing, so that numbers of them may be added and compared. */
const CLASSES = {
  dispute: ['起', '件', '宗', '例', '桩'],
  occasion: ['场次', '批次', '场', '次', '期', '批'],
  people: ['人', '名', '位'],
  attendance: ['人次', '人（次）', '人(次)'],
  paper: ['份', '册', '本', '张'],
  strip: ['条', '幅', '块', '面'],
  piece: ['个'],
  item: ['项'],
  household: ['户', '户次'],
  house: ['家', '家次'],
  site: ['处', '所', '座'],
  article: ['篇'],
  team: ['支'],
  money: ['元'],
  land: ['亩'],
  vehicle: ['辆', '台'],
} as const

export type UnitClass = keyof typeof CLASSES

const CLASS_BY_UNIT: ReadonlyMap<string, UnitClass> = new Map(
  (Object.keys(CLASSES) as UnitClass[]).flatMap((key) => CLASSES[key].map((unit) => [unit, key] as const)),
)

/** Longest first, for a pattern that must not read 人次 as 人. */
export const UNIT_PATTERN = [...CLASS_BY_UNIT.keys()].sort((a, b) => b.length - a.length).map((unit) => unit.replace(/[()]/g, '\\$&')).join('|')

export function classOf(unit: string): UnitClass | null {
  return CLASS_BY_UNIT.get(unit) ?? null
}

/** Money and land may have decimals; half a person or half a dispute is a slip. */
export function isWholeOnly(unitClass: UnitClass): boolean {
  return unitClass !== 'money' && unitClass !== 'land'
}
