import { isResultOnly } from './axis'
import { finding, type Finding } from './finding'
import { meets } from './interval'
import { last } from './last'
import type { Named, Sentence } from './passage'

/** All there is of the thing in the report's year: 全年受理…, 共受理…. */
const ALL_OF_IT = /全年|一年来|今年以来|累计|共|总计|合计/
/** Words after which a number is not the whole report's: another time, one place, a plan. */
const NARROWED = /季度|上半年|下半年|\d月|月份|上年|去年|同期|往年|历年|其中|[村组](?!级)|社区|网格(?!化)|片区|计划|力争|目标|预计|将|拟|争取|确保|每|[一二三四五六]是|分别|（|\(/
/** 召开会议 is said of many meetings; 受理纠纷 is one thing. */
const SHORTEST_LABEL = 6
const OF_ITS_OWN = /..(?:纠纷|矛盾|说事|案件|工单|信访)/

/** The same thing with different numbers anywhere in the text. */
export function checkRepeats(sentences: readonly Sentence[]): readonly Finding[] {
  const year = sentences.map((each) => /(20\d\d)年/.exec(each.text)?.[1] ?? null).find((each) => each !== null) ?? null
  const saidByThing = new Map<string, Said>()
  const findings: Finding[] = []
  for (const sentence of sentences) {
    for (const count of sentence.counts) {
      const ahead = sentence.text.slice(0, count.from - sentence.from)
      const thing = thingOf(count)
      if (thing === null || (yearIn(ahead) ?? year) !== year || count.from - sentence.from !== ahead.length) continue
      const now: Said = { count, isNarrowed: NARROWED.test(ahead), isAll: ALL_OF_IT.test(count.before) }
      const earlier = saidByThing.get(thing)
      if (earlier === undefined) saidByThing.set(thing, now)
      else findings.push(...compare(earlier, now))
    }
  }
  return findings
}

interface Said {
  readonly count: Named
  readonly isNarrowed: boolean
  readonly isAll: boolean
}

function compare(first: Said, second: Said): readonly Finding[] {
  const [a, b] = [first.count, second.count]
  const about = `“${a.label}”前面写${a.text}，后面写${b.text}`
  if (a.unitClass !== b.unitClass) return [finding('people-mixed', [b], `${about}，一个数人次、一个数人，请统一成一种，或者写明差别。`)]
  if (first.isNarrowed || second.isNarrowed || meets(a, b)) return []
  // What is said of the whole year cannot be smaller than another number of the same thing.
  const [less, more] = a.low < b.low ? [first, second] : [second, first]
  const certain = a.exact && b.exact && less.isAll && (more.isAll || !more.isNarrowed)
  return certain
    ? [finding('said-twice', [b], `${about}，同一件事有两个数，请核对。`)]
    : [finding('said-twice-doubtful', [b], `${about}，如果说的是同一件事，请核对。`)]
}

function thingOf({ label, after, unitClass }: Named): string | null {
  const isPeople = unitClass === 'people' || unitClass === 'attendance'
  if (([...label].length < SHORTEST_LABEL && !OF_ITS_OWN.test(label)) || isResultOnly(label)) return null
  return `${isPeople ? 'people' : unitClass} ${label} ${after}`
}

function yearIn(text: string): string | null {
  return last([...text.matchAll(/(20\d\d)年/g)])?.[1] ?? null
}
