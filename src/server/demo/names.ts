import { drawFor } from './random'

/** Everybody in the demo county is invented. Some write their names with characters many programs get wrong. */
const FIXED: Readonly<Record<string, string>> = {
  '磙子营/网格员/1': '常𠮷祥',
  '磙子营/调解员/东片总支/1': '柳䶮',
  '赵庄/网格员/1': '娄喆',
  '木叶/网格员/1': '冉𬭎',
}

const SURNAMES = '常柳娄冉苗段祁辛屈路邢阎卞鲍翁焦茹靳蔺桑庞闵喻郝牛申屠丁温俞卓盛岳符简雷耿尚詹乐'
const FIRST = '春秋冬文建国新志永长福顺来庆金玉海大小秀桂明立振东海忠广德'
const SECOND = '山河生根林成喜旺全有才花英兰芳荣华娥梅莲凤枝勇军民田亮平安'

/** One name per key, no two alike; the order of the keys decides, so it has to stay. */
export function namesFor(keys: readonly string[]): ReadonlyMap<string, string> {
  const nameByKey = new Map<string, string>()
  const taken = new Set(Object.values(FIXED))
  for (const key of keys) {
    const fixed = FIXED[key]
    nameByKey.set(key, fixed ?? freshName(key, taken))
  }
  return nameByKey
}

function freshName(key: string, taken: Set<string>): string {
  const draw = drawFor(`姓名/${key}`)
  for (;;) {
    const name = letter(SURNAMES, draw.next()) + (draw.chance(0.25) ? '' : letter(FIRST, draw.next())) + letter(SECOND, draw.next())
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

/** A surname for somebody who came with a dispute. */
export function surnameFor(at: number): string {
  return letter(SURNAMES, at)
}

function letter(from: string, at: number): string {
  const letters = [...from]
  return letters[Math.floor(at * letters.length)] ?? '常'
}
