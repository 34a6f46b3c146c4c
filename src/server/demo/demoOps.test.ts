import { EMPTY_CONFIG, type Config } from '../../core/config'
import { must } from '../../core/assert'
import { blockText, type Document } from '../../core/document'
import { evaluate, evaluateBy, gatherPlaces } from '../../core/figure'
import type { Op, StoredRecord } from '../../core/op'
import { addDays, type Day } from '../../core/period'
import { parseTemplate } from '../../core/phrase/template'
import { typedNumbers } from '../../core/phrase/typedNumbers'
import { atLevel, isWithin } from '../../core/place'
import type { FiguresAnswer, FigureQuery, Me } from '../../core/protocol'
import { periodOfKey, type ReportPeriod } from '../../core/reportPeriod'
import { configOf } from '../../domain/config'
import { profileOf } from '../../domain/profile'
import { REGISTRY, SCHEMA_VERSION } from '../../domain/registry'
import { fillReport, planReport, questionsOf } from '../../domain/report'
import { wholeText } from '../../domain/template'
import { wrongColumns } from '../submission/columns'
import { judge, type Bench } from '../judge'
import { DEMO_ACCOUNTS, demoLogins } from './accounts'
import { deviceOf } from './courier'
import { demoOps } from './demoOps'
import { INSTALLER } from './directory'
import { demoPeople } from './people'
import { DEMO_COUNTY, townId } from './places'
import { drawFor } from './random'
import { countyBatches, townBatches } from './schedule'
import { recordIdOf, type DemoOp } from './story'
import { demoTemplates } from './templates/all'
import type { DemoTemplate } from './templates/template'
import { TOWNS, TOWN_KEYS, type TownKey } from './towns'

const TODAY: Day = '2026-11-21'
const ops = demoOps(TODAY)

interface World {
  readonly config: Config
  readonly recordsByStream: ReadonlyMap<string, readonly StoredRecord[]>
  readonly refusals: readonly string[]
}

/** Judged as the server judges, without a database. */
function judged(): World {
  const refusals: string[] = []
  const of = (stream: string): readonly DemoOp[] => ops.filter((op) => op.stream === stream)
  const county = judgeAll(DEMO_COUNTY, EMPTY_CONFIG, countyBatches(of(DEMO_COUNTY), 50).flatMap((batch) => batch.ops), refusals)
  const config = configOf(county.length, county)
  const towns = TOWN_KEYS.map((key) => {
    const list = townBatches(of(townId(key)), 50, TODAY).flatMap((batch) => batch.ops)
    return [townId(key), judgeAll(townId(key), config, list, refusals)] as const
  })
  return { config, refusals, recordsByStream: new Map([[DEMO_COUNTY, county], ...towns]) }
}

function judgeAll(stream: string, config: Config, list: readonly DemoOp[], refusals: string[]): readonly StoredRecord[] {
  const [records, serials] = [new Map<string, StoredRecord>(), new Map<string, number>()]
  const bench = { types: REGISTRY, config, stream, isCounty: stream === DEMO_COUNTY, today: TODAY, records, serials }
  list.forEach((demo, index) => {
    const op: Op = {
      id: demo.id, device: deviceOf(demo.author), seq: 1, schema: SCHEMA_VERSION, kind: demo.kind, record: demo.record,
      base: bench.records.get(demo.record)?.n ?? 0, body: demo.body, claimedAt: `${demo.day}T08:00:00Z`,
    }
    const own: Bench = { ...bench, me: meOf(demo.author, bench.config) }
    const { outcome } = judge(own, op, index + 1)
    bench.config = own.config
    const isClean = outcome.kind === 'applied' && outcome.conflicts.length === 0
    if (!isClean) refusals.push(`${demo.day} ${demo.kind} ${JSON.stringify(demo.body)}: ${JSON.stringify(outcome)}`)
  })
  return [...bench.records.values()]
}

const personById = new Map(demoPeople().map((person) => [person.id, person]))
const unitByPerson = new Map(ops.filter((op) => op.kind === 'person').map((op) => [op.record, op.body.set.unit]))

function meOf(id: string, config: Config): Me {
  const person = personById.get(id)
  const held = id === INSTALLER ? (['admin', 'security'] as const).map((role) => ({ role, places: [DEMO_COUNTY] })) : (person?.grants ?? [])
  const streamOf = (place: string): string => atLevel(config.places, place, 'township')?.id ?? DEMO_COUNTY
  const grants = held.flatMap(({ role, places }) => places.map((place) => ({ role, place, stream: streamOf(place) })))
  const unit = unitByPerson.get(id)
  const roles = [...new Set(held.map(({ role }) => role))]
  return { person: id, name: person?.name ?? '', county: DEMO_COUNTY, grants, roles, unit: typeof unit === 'string' ? unit : null }
}

const world = judged()

test('nothing anybody writes in the demo is refused or meets a conflict', () => {
  expect(world.refusals).toEqual([])
})

test('what the county hands over names only columns there are', () => {
  const profiles = must(world.recordsByStream.get(DEMO_COUNTY), 'the county').filter(({ kind }) => kind === 'profile').map(({ id, values }) => profileOf(id, values))
  expect(profiles.map((profile) => [profile.name, profile.columns.length, wrongColumns(must(REGISTRY[profile.kind], profile.kind), world.config, profile)]))
    .toEqual([['省平台矛盾纠纷导入表', 12, []]])
})

test('it stays small enough to be ready within a minute', () => {
  expect(ops.length).toBeLessThan(13_000)
})

test('ids are the same in every run, none twice, and a later day only adds', () => {
  const ids = ops.map((op) => op.id)
  expect(new Set(ids).size).toBe(ids.length)
  const earlier = demoOps(addDays(TODAY, -3)).map((op) => JSON.stringify(op))
  const later = new Set(ops.map((op) => JSON.stringify(op)))
  expect(earlier.filter((op) => !later.has(op))).toEqual([])
  expect(earlier.length).toBeLessThan(later.size)
})

test.each(['2026-01-08', '2026-10-05', TODAY])('on %s what happened to a record is sent in the order in which it happened', (today) => {
  const lastByRecord = new Map<string, number>()
  const place = new Map(ops.map((op, index) => [op.id, index]))
  const sent = TOWN_KEYS.flatMap((key) => townBatches(ops.filter((op) => op.stream === townId(key) && op.day <= today), 50, today)).flatMap((batch) => batch.ops)
  const early = sent.filter((op) => {
    const [last, here] = [lastByRecord.get(op.record) ?? -1, place.get(op.id)!]
    lastByRecord.set(op.record, here)
    return here < last
  })
  expect(early).toEqual([])
})

test('the county keeps its fixed id, everybody a phone of their own', () => {
  expect(DEMO_COUNTY).toBe(recordIdOf('place', '县'))
  const devices = demoLogins().map(({ person }) => deviceOf(person.id))
  expect(new Set(devices).size).toBe(devices.length)
})

test('everybody shown on the sign-in page has a login of their own and plain words behind it', () => {
  expect(new Set(DEMO_ACCOUNTS.map((account) => account.login)).size).toBe(DEMO_ACCOUNTS.length)
  expect(DEMO_ACCOUNTS.filter(({ label }) => !/^(演示县|.+[乡镇]) \S+ \S+$/.test(label))).toEqual([])
  expect(DEMO_ACCOUNTS.length).toBe(7 + 4 * 4 + 6)
})

describe('磙子营 today', () => {
  const disputes = (world.recordsByStream.get(townId('磙子营')) ?? []).filter((record) => record.kind === 'dispute')
  const matters = (world.recordsByStream.get(townId('磙子营')) ?? []).filter((record) => record.kind === 'matter')
  const thisYear = disputes.filter(({ values }) => String(values.acceptedOn).startsWith('2026'))
  const open = disputes.filter(({ stage }) => ['registered', 'accepted', 'mediating'].includes(stage))
  const dueWithin = (days: number): number => open.filter(({ values }) => String(values.dueOn) >= TODAY && String(values.dueOn) <= addDays(TODAY, days)).length

  test('has some hundreds of disputes this year, of today and yesterday too', () => {
    expect(thisYear.length).toBeGreaterThan(480)
    expect(thisYear.length).toBeLessThan(620)
    expect(thisYear.filter(({ values }) => values.acceptedOn === TODAY).length).toBeGreaterThan(0)
    expect(thisYear.filter(({ values }) => values.acceptedOn === addDays(TODAY, -1)).length).toBeGreaterThan(0)
  })

  test('has some that wait for a higher level, for another authority, for the court, and some that had to be told to the police', () => {
    const some = (fits: (record: StoredRecord) => boolean): boolean => disputes.some(fits)
    expect(['branch', 'township'].map((level) => some(({ values }) => values.levelClosed === level && values.levelAccepted === 'village'))).toEqual([true, true])
    expect(some(({ values }) => values.courtConfirmation === 'confirmed')).toBe(true)
    expect(some(({ values }) => values.redFlag === true && values.reportedTo !== undefined)).toBe(true)
    expect(some(({ values }) => values.extendedTo !== undefined)).toBe(true)
    expect(some(({ values }) => JSON.stringify(values.sessions ?? {}).includes('goesOn'))).toBe(true)
  })

  test('has about twenty in hand, some due within a week and some beyond the month', () => {
    expect(open.length).toBeGreaterThan(12)
    expect(open.length).toBeLessThan(32)
    expect(dueWithin(7)).toBeGreaterThan(0)
    expect(open.filter(({ values }) => String(values.dueOn) < TODAY).length).toBeGreaterThan(0)
  })

  test('knows every result and every stage of a dispute', () => {
    expect(new Set(thisYear.flatMap(({ values }) => values.result ?? []))).toEqual(new Set(['success', 'failed', 'refused', 'dropped', 'transferred']))
    expect(Object.keys(REGISTRY.dispute!.stages).filter((stage) => !disputes.some((record) => record.stage === stage))).toEqual([])
  })

  test('has matters in every stage of their way', () => {
    const onTheWay = Object.keys(REGISTRY.matter!.stages).filter((stage) => stage !== 'merged')
    expect(onTheWay.filter((stage) => !matters.some((record) => record.stage === stage))).toEqual([])
  })
})

describe('report texts', () => {
  type Records = (stream: string) => readonly StoredRecord[]
  const all: Records = (stream) => world.recordsByStream.get(stream) ?? []
  const ask = (town: TownKey, query: FigureQuery, recordsOf: Records): FiguresAnswer['results'][number] => {
    const type = REGISTRY[query.figure.kind]!
    const records = recordsOf(type.stream === 'county' ? DEMO_COUNTY : townId(town))
    const root = query.place ?? townId(town)
    const inPlace = (place: string): boolean => isWithin(world.config.places, place, root)
    const groups = query.by === null ? [] : evaluateBy(type, query.figure, query.period, inPlace, query.by, records)
    const isGathered = query.by?.kind === 'place' && query.by.level !== null
    return {
      value: evaluate(type, query.figure, query.period, inPlace, records),
      groups: isGathered ? gatherPlaces(groups, world.config.places, must(query.by.level, 'a level'), root) : groups,
    }
  }
  const filledFor = (town: TownKey, text: string, { period, label }: ReportPeriod, recordsOf: Records = all) => {
    const plan = planReport(text, { place: townId(town), placeName: TOWNS[town].name, label, period }, world.config)
    return fillReport(plan, questionsOf(plan).map((query) => ask(town, query, recordsOf)))
  }
  const textOf = (template: DemoTemplate): string => wholeText({ ...template, chapters: template.chapters.map((chapter) => ({ text: chapter })) })
  const keysOf = ({ span, year }: DemoTemplate): readonly string[] => {
    const keys = { year: [String(year ?? 2026)], half: ['2026-H1'], quarter: ['2026-Q3'], month: ['2026-10'], week: ['W2026-11-09'] }
    return keys[span]
  }

  const templates = demoTemplates().map((template) => [template.name, template] as const)
  test.each(templates)('%s can be read, names only figures there are, and types no number by hand', (_name, template) => {
    const parsed = parseTemplate(textOf(template))
    expect(parsed.problems.map((problem) => problem.message)).toEqual([])
    expect(typedNumbers(parsed.template).map((problem) => problem.message)).toEqual([])
    const towns = template.place === null ? TOWN_KEYS : TOWN_KEYS.filter((key) => townId(key) === template.place)
    for (const town of towns) {
      for (const key of keysOf(template)) {
        const filled = filledFor(town, textOf(template), must(periodOfKey(key), key))
        expect([key, ...filled.problems.map((problem) => problem.message)]).toEqual([key])
        expect(oddities(filled.document)).toEqual([])
      }
    }
  })

  const standing = demoTemplates().filter(({ place }) => place === null).map((template) => [template.name, template] as const)
  test.each(standing)('%s reads well of nothing, of a few records and of all there are', (_name, template) => {
    const draw = drawFor('report texts')
    const period = must(periodOfKey(must(keysOf(template)[0], 'a key')), 'a period')
    for (const share of [0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.1, 0.4]) {
      const some = new Map(TOWN_KEYS.map((key) => [townId(key), all(townId(key)).filter(() => draw.chance(share))]))
      const filled = filledFor('磙子营', textOf(template), period, (stream) => some.get(stream) ?? all(stream))
      expect([share, ...filled.problems.map((problem) => problem.message)]).toEqual([share])
      expect([share, ...oddities(filled.document)]).toEqual([share])
    }
  })
})

/** What no clerk would sign: holes, torn punctuation, a nought that says nothing, a heading with nothing under it. */
function oddities({ blocks }: Document): readonly string[] {
  const texts = blocks.map(blockText)
  const torn = texts.filter((text) => /【？|[，、；：]{2}|[，、；：]。|。。|^[，、；。]|看，。|(?<![\d.])0(?:件|次|场|份|人|元)|\{|\}/.test(text))
  const endless = texts.filter((text, at) => blocks[at]?.kind === 'paragraph' && !/[。：]$/.test(text))
  const bare = blocks.flatMap((block, at) => (block.kind === 'heading' && block.level === 1 && ['heading', 'signature', undefined].includes(levelOne(blocks[at + 1])) ? [texts[at] ?? ''] : []))
  return [...torn, ...endless, ...bare]
}

function levelOne(block: Document['blocks'][number] | undefined): string | undefined {
  return block?.kind === 'heading' && block.level > 1 ? 'text' : block?.kind
}
