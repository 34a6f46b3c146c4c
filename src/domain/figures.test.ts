import fc from 'fast-check'
import { evaluate, evaluateBy, figureOf, type Countable, type Figure, type Measure } from '../core/figure'
import type { Field, Fields, PlainField, PlainValue, RowFields, Value, Values, Where } from '../core/field'
import { must } from '../core/assert'
import { own } from '../core/own'
import { addDays, type Period } from '../core/period'
import type { RecordType } from '../core/recordType'
import { dispute } from './dispute'
import { FIGURES, PARTITIONS, VILLAGE_SPLITS } from './figures'
import { flow, type CountedFigure } from './figures/named'
import { periodOf } from './figures/resolve'
import { matter } from './matter'
import { REGISTRY, TYPES } from './registry'

const COUNTED = Object.entries(FIGURES).flatMap(([name, named]) => (named.kind === 'counted' ? [[name, named] as const] : []))
const YEAR: Period = { from: '2023-01-01', to: '2023-12-31' }
const everywhere = () => true

function typeOf(figure: Figure): RecordType {
  return must(own(REGISTRY, figure.kind), figure.kind)
}

function countedFigure(name: string): CountedFigure {
  const named = must(own(FIGURES, name), name)
  if (named.kind !== 'counted') throw new Error(`${name} is a ratio`)
  return named
}

function isCodeOf(field: Field | undefined, code: string): boolean {
  if (field?.kind === 'flag') return ['', 'true', 'false'].includes(code)
  return code === '' || (field !== undefined && 'options' in field && own(field.options, code) !== undefined)
}

function wrongWhere(fields: Fields | RowFields, where: Where): readonly string[] {
  return Object.entries(where).flatMap(([name, codes]) => codes.filter((code) => !isCodeOf(own<Field>(fields, name), code)).map((code) => `${name}=${code}`))
}

function wrongMeasure(fields: Fields, measure: Measure): readonly string[] {
  if (measure.kind === 'count') return []
  if (measure.kind !== 'rows') {
    const kind = own(fields, measure.field)?.kind
    const isFine = measure.kind === 'sum' ? kind === 'count' || kind === 'money' : kind === 'ref' || kind === 'place'
    return isFine ? [] : [measure.field]
  }
  const rows = own(fields, measure.rows)
  if (rows?.kind !== 'rows') return [measure.rows]
  return [...wrongWhere(rows.fields, measure.where), ...(measure.sum === null || own(rows.fields, measure.sum)?.kind === 'count' ? [] : [measure.sum])]
}

describe('the dictionary', () => {
  test.each(COUNTED)('%s counts by fields, codes and days its records have', (_name, { figure }) => {
    const { fields } = typeOf(figure)
    const days = figure.over.kind === 'flow' ? [figure.over.date] : [figure.over.from, figure.over.until]
    expect(days.filter((name) => own(fields, name)?.kind !== 'day')).toEqual([])
    expect([...wrongWhere(fields, figure.where), ...wrongMeasure(fields, figure.measure)]).toEqual([])
  })

  test('says of every figure what it counts, in what unit, in one sentence without a full stop', () => {
    for (const [name, { label, unit, definition }] of Object.entries(FIGURES)) {
      expect([name, label === '' || unit === '' || definition.length < 6 || /。/.test(definition)]).toEqual([name, false])
    }
  })

  test('gives fen exactly where money is added up', () => {
    for (const [name, { figure, inFen }] of COUNTED) {
      const isMoney = figure.measure.kind === 'sum' && own(typeOf(figure).fields, figure.measure.field)?.kind === 'money'
      expect([name, inFen === true]).toEqual([name, isMoney])
    }
  })

  test('makes ratios of counted figures of one kind', () => {
    for (const [name, named] of Object.entries(FIGURES)) {
      if (named.kind !== 'ratio') continue
      expect([name, countedFigure(named.numerator).figure.kind]).toEqual([name, countedFigure(named.denominator).figure.kind])
    }
  })

  test('uses each name once, in the shape a template can read', () => {
    const names = [...Object.keys(FIGURES), ...Object.keys(PARTITIONS), ...Object.keys(VILLAGE_SPLITS)]
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    // 且 and 或 join conditions in a template, so no name may contain them.
    expect(names.filter((name) => !/^[\u4e00-\u9fff]+\.[\u4e00-\u9fff]+$/.test(name) || /[且或]/.test(name))).toEqual([])
  })
})

describe('partitions', () => {
  test.each(Object.entries(PARTITIONS))('%s splits something that adds up, by one choice', (_name, { whole, by }) => {
    const { figure } = countedFigure(whole)
    expect(['count', 'sum']).toContain(figure.measure.kind)
    expect(own(typeOf(figure).fields, by.field)?.kind).toBe('choice')
  })

  test('a part is its whole, narrowed by the field of the partition and nothing else', () => {
    for (const [name, part] of COUNTED) {
      if (part.partOf === undefined) continue
      const partition = must(own(PARTITIONS, part.partOf), `${name}: ${part.partOf}`)
      const { figure } = countedFigure(partition.whole)
      const { [partition.by.field]: codes, ...rest } = part.figure.where
      const { [partition.by.field]: _wholeCodes, ...wholeRest } = figure.where
      expect([name, codes === undefined]).toEqual([name, false])
      expect([name, rest, part.figure.over, part.figure.measure]).toEqual([name, wholeRest, figure.over, figure.measure])
    }
  })

  test.each(Object.entries(PARTITIONS))('%s: the parts add up to the whole, whatever was written', (_name, { whole, by }) => {
    const { figure } = countedFigure(whole)
    const type = typeOf(figure)
    fc.assert(fc.property(fc.array(recordsOf(type), { maxLength: 12 }), (records) => {
      const parts = evaluateBy(type, figure, YEAR, everywhere, by, records)
      expect(parts.reduce((sum, part) => sum + part.value, 0)).toBe(evaluate(type, figure, YEAR, everywhere, records))
    }), { numRuns: 60 })
  })
})

test('what is split by village adds up and lies somewhere', () => {
  for (const { whole } of Object.values(VILLAGE_SPLITS)) {
    const { figure } = countedFigure(whole)
    expect([figure.measure.kind === 'distinct', typeOf(figure).placed]).toEqual([false, 'place'])
  }
})

describe('disputes over time', () => {
  const value = (name: string, records: readonly Countable[], period = YEAR) => {
    const named = countedFigure(name)
    const asked = must(periodOf({ named, figure: named.figure, place: null, month: null }, period), name)
    return evaluate(TYPES.dispute, named.figure, asked, everywhere, records)
  }
  const lawful = recordsOf(dispute).map((record) => {
    const { acceptedOn, closedOn, ...values } = record.values as { readonly acceptedOn?: string; readonly closedOn?: string } & Values
    if (acceptedOn === undefined) return { ...record, values }
    const isEnded = closedOn !== undefined && closedOn >= acceptedOn
    return { ...record, values: { ...values, acceptedOn, ...(isEnded ? { closedOn } : {}) } }
  })

  test('上期结转 + 受理 = 调结 + 期末在办', () => {
    fc.assert(fc.property(fc.array(lawful, { maxLength: 15 }), (records) => {
      expect(value('纠纷.上年结转', records) + value('纠纷.受理', records)).toBe(value('纠纷.调结', records) + value('纠纷.期末在办', records))
    }))
  })

  test('what stood open at the end of a year is what the next begins with', () => {
    const next = { from: '2024-01-01', to: '2024-12-31' }
    fc.assert(fc.property(fc.array(lawful, { maxLength: 15 }), (records) => {
      expect(value('纠纷.上年结转', records, next)).toBe(value('纠纷.期末在办', records))
    }))
  })

  test('a dispute that ended after the period is 在办 in it, and counted as settled only later', () => {
    const late = { id: 'd', kind: 'dispute', stage: 'closed', values: { place: 'p', acceptedOn: '2023-12-20', closedOn: '2024-01-05', result: 'success', form: 'oral' } }
    expect([value('纠纷.受理', [late]), value('纠纷.在办', [late]), value('纠纷.受理已结', [late]), value('纠纷.成功', [late])]).toEqual([1, 1, 0, 0])
    expect([value('纠纷.期末在办', [late]), value('纠纷.成功', [late], { from: '2024-01-01', to: '2024-01-05' })]).toEqual([1, 1])
  })
})

describe('未发生', () => {
  const spans = fc.array(fc.record({ first: fc.integer({ min: -20, max: 45 }), days: fc.integer({ min: 0, max: 30 }) }), { maxLength: 6 })
  const month: Period = { from: '2023-03-01', to: '2023-03-31' }
  const confirmed = (from: string, to: string): Countable => ({ id: `${from} ${to}`, kind: 'confirmation', stage: 'recorded', values: { place: 'p', what: 'massIncident', none: true, from, to } })
  const count = (period: Period, records: readonly Countable[]) => evaluate(TYPES.confirmation, countedFigure('情况.确认').figure, period, everywhere, records)

  test('a period is confirmed by one paper or by several, and not with a day left out', () => {
    const quarters = [confirmed('2023-01-01', '2023-03-31'), confirmed('2023-04-01', '2023-06-30'), confirmed('2023-07-01', '2023-09-30'), confirmed('2023-10-01', '2023-12-31')]
    expect([count(YEAR, quarters), count(YEAR, quarters.slice(1)), count(month, quarters), count(YEAR, [confirmed('2022-01-01', '2024-12-31')])]).toEqual([4, 0, 1, 1])
    expect(count(YEAR, [confirmed('2023-12-01', '2023-12-31')])).toBe(0)
    expect(count(YEAR, [...quarters.slice(0, 3), confirmed('2023-10-02', '2023-12-31')])).toBe(0)
  })

  test('counts as the days themselves say', () => {
    fc.assert(fc.property(spans, (each) => {
      const records = each.map(({ first, days }) => confirmed(addDays(month.from, first), addDays(month.from, first + days)))
      const days = Array.from({ length: 31 }, (_, at) => addDays(month.from, at))
      const isCovered = days.every((day) => records.some(({ values }) => String(values.from) <= day && day <= String(values.to)))
      const reaching = records.filter(({ values }) => String(values.from) <= month.to && String(values.to) >= month.from)
      expect(count(month, records)).toBe(isCovered ? reaching.length : 0)
    }))
  })
})

test('a village without a begin counts, one that ended or begins later does not', () => {
  const village = (values: Values): Countable => ({ id: 'v', kind: 'place', stage: 'kept', values: { level: 'village', ...values } })
  const count = (values: Values) => evaluate(TYPES.place, countedFigure('村.个数').figure, YEAR, everywhere, [village(values)])
  expect([count({}), count({ from: '2023-12-31' }), count({ from: '2024-01-01' }), count({ until: '2023-12-30' }), count({ until: '2023-12-31' })]).toEqual([1, 1, 0, 0, 1])
})

test('a person with two identities is one head', () => {
  const entry = (id: string, item: string): Countable => ({ id, kind: 'roster', stage: 'recorded', values: { item, person: 'zhang', place: 'p' } })
  const both = [entry('a', 'mediator'), entry('b', 'lawWise')]
  const count = (name: string) => evaluate(TYPES.roster, countedFigure(name).figure, YEAR, everywhere, both)
  expect([count('名册.人数'), count('名册.人民调解员'), count('名册.法律明白人'), count('名册.专职调解员')]).toEqual([1, 1, 1, 0])
})

test('a figure by a name, a text or a day does not compile', () => {
  // @ts-expect-error what was told is personal
  figureOf(dispute, { summary: ['x'] }, flow('acceptedOn'))
  // @ts-expect-error a reason is free text
  figureOf(dispute, { withdrawReason: ['x'] }, flow('acceptedOn'))
  // @ts-expect-error people are not counted by
  figureOf(dispute, { handler: ['x'] }, flow('acceptedOn'))
  // @ts-expect-error parties are rows
  figureOf(dispute, { parties: ['rows'] }, flow('acceptedOn'))
  // @ts-expect-error no such field
  figureOf(matter, { nothing: ['x'] }, flow('receivedOn'))
  expect(figureOf(matter, { rating: ['satisfied'] }, flow('ratedOn')).where).toEqual({ rating: ['satisfied'] })
})

/** Records of a type with any values its fields can hold, in any stage, dated around the year. */
function recordsOf(type: RecordType): fc.Arbitrary<Countable> {
  const values = fc.record(
    Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, valueOf(field)])),
    { requiredKeys: type.placed === null ? [] : [type.placed] },
  ) as fc.Arbitrary<Values>
  return fc.record({ id: fc.uuid(), kind: fc.constant(type.kind), stage: fc.constantFrom(...Object.keys(type.stages)), values })
}

function valueOf(field: Field): fc.Arbitrary<Value> {
  if (field.kind === 'serial') return fc.constant('1号')
  if (field.kind !== 'rows') return plainOf(field)
  const row = fc.record({ values: fc.record(Object.fromEntries(Object.entries(field.fields).map(([cell, plain]) => [cell, plainOf(plain)]))) })
  return fc.dictionary(fc.stringMatching(/^[a-z]{3}$/), row, { maxKeys: 2 })
}

function plainOf(field: PlainField): fc.Arbitrary<PlainValue> {
  switch (field.kind) {
    case 'text':
      return fc.constant('文字')
    case 'count':
    case 'money':
      return fc.integer({ min: 0, max: 300 })
    case 'day':
      return fc.integer({ min: 0, max: 1000 }).map((days) => addDays('2022-06-01', days))
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...Object.keys(field.options))
    case 'choices':
      return fc.subarray(Object.keys(field.options))
    case 'place':
    case 'ref':
      return fc.constantFrom('a', 'b')
    case 'media':
      return fc.constant([])
  }
}
