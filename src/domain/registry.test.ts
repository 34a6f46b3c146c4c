import { apply } from '../core/apply'
import { EMPTY_CONFIG } from '../core/config'
import type { Fields, Where } from '../core/field'
import { own } from '../core/own'
import { fieldAt, optionsOf, type RecordType, type Rule, type SetBy } from '../core/recordType'
import { REGISTRY } from './registry'

const TYPES = Object.values(REGISTRY)
const named = TYPES.map((type) => [type.label, type] as const)
const township = named.filter(([, type]) => type.stream === 'township')

/** What is wrong with a reference to fields and codes, in words that name the place. */
function wrongInWhere(type: RecordType, where: Where | undefined, at: string): readonly string[] {
  return Object.entries(where ?? {}).flatMap(([name, codes]) => {
    const field = own(type.fields, name)
    if (field === undefined) return [`${at}: no field ${name}`]
    const known = field.kind === 'flag' ? ['', 'true', 'false']
      : field.kind === 'rows' ? ['', 'rows']
      : 'options' in field ? ['', ...Object.keys(field.options)]
      : null
    if (known === null) return [`${at}: ${name} has no codes`]
    return codes.filter((code) => !known.includes(code)).map((code) => `${at}: ${name} has no code ${code}`)
  })
}

function wrongNames(type: RecordType, names: readonly string[] | undefined, at: string): readonly string[] {
  return (names ?? []).filter((name) => own(type.fields, name) === undefined).map((name) => `${at}: no field ${name}`)
}

function wrongInFields(type: RecordType): readonly string[] {
  return Object.entries(type.fields).flatMap(([name, field]) => {
    const wrong = [...wrongInWhere(type, field.when, `${name}.when`)]
    if (field.kind === 'choice' && field.asOf !== undefined && own(type.fields, field.asOf)?.kind !== 'day') wrong.push(`${name}: asOf is no day`)
    if (field.kind === 'ref' && own(REGISTRY, field.to) === undefined) wrong.push(`${name}: no kind ${field.to}`)
    if (name === 'stage') wrong.push('stage is the name figures read the stage by')
    return wrong
  })
}

function wrongInMoves(type: RecordType): readonly string[] {
  return Object.entries(type.moves).flatMap(([name, move]) => {
    const stages = [...move.from, ...(move.to === 'same' ? [] : [move.to])]
    return [
      ...stages.filter((stage) => own(type.stages, stage) === undefined).map((stage) => `${name}: no stage ${stage}`),
      ...(move.from.length === 0 && move.to === 'same' ? [`${name}: creates into no stage`] : []),
      ...wrongInWhere(type, move.when, `${name}.when`),
      ...wrongNames(type, move.back === undefined ? [] : [move.back], `${name}.back`),
      ...wrongNames(type, [...move.asks, ...(move.needs ?? []), ...(move.gives ?? [])], name),
      ...(move.gives ?? []).filter((field) => own(type.fields, field)?.kind !== 'serial').map((field) => `${name}: ${field} is no serial`),
      ...move.asks.filter((field) => own(type.fields, field)?.kind === 'serial').map((field) => `${name}: asks the serial ${field}`),
      ...Object.entries(move.sets ?? {}).flatMap(([field, by]) => [
        ...wrongNames(type, [field, ...namedBy(by)], `${name}.sets`),
        ...(by.kind === 'today' && own(type.fields, field)?.kind !== 'day' ? [`${name}: ${field} is no day`] : []),
        ...(by.kind === 'value' ? wrongInWhere(type, typeof by.value === 'number' ? {} : { [field]: [String(by.value)] }, `${name}.sets`) : []),
      ]),
    ]
  })
}

function namedBy(by: SetBy): readonly string[] {
  switch (by.kind) {
    case 'copy':
      return [by.field]
    case 'workdays':
      return by.by === undefined ? [by.after] : [by.after, by.by]
    default:
      return []
  }
}

function wrongInRule(type: RecordType, rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'order':
      return wrongNames(type, [rule.first, rule.then], rule.say)
    case 'needs':
      return [...wrongInWhere(type, rule.when, rule.say), ...wrongNames(type, rule.fields, rule.say)]
    case 'excludes':
      return [...wrongInWhere(type, rule.when, rule.say), ...wrongInWhere(type, rule.not, rule.say)]
    case 'notFuture':
      return wrongNames(type, [rule.field], rule.say)
    case 'atMost':
      return wrongNames(type, [rule.field, rule.max], rule.say)
    case 'rowsOrder':
      return [...wrongNames(type, [rule.rows, rule.after], rule.say), ...(fieldAt(type, `${rule.rows}.${rule.cell}`)?.kind === 'day' ? [] : [`${rule.say}: no day ${rule.cell}`])]
    case 'rises':
      return [...wrongInWhere(type, { [rule.low]: rule.order, [rule.high]: rule.order }, rule.say)]
  }
}

function doubles(labels: readonly string[]): readonly string[] {
  return labels.filter((label, at) => labels.indexOf(label) !== at)
}

function labelsOf(fields: Fields): readonly string[] {
  return Object.values(fields).map((field) => field.label)
}

describe.each(named)('%s', (_label, type) => {
  test('names only fields, codes, stages and days that exist', () => {
    const wrong = [
      ...wrongInFields(type), ...wrongInMoves(type), ...(type.rules ?? []).flatMap((rule) => wrongInRule(type, rule)),
      ...wrongInWhere(type, type.protectedWhen, 'protectedWhen'), ...wrongNames(type, type.title, 'title'), ...wrongNames(type, [type.dated], 'dated'),
    ]
    expect(wrong).toEqual([])
    expect(own(type.fields, type.dated)?.kind).toBe('day')
    expect(own(type.fields, type.undated ?? type.dated)?.kind).toBe('day')
    if (type.placed !== null) expect(own(type.fields, type.placed)?.kind).toBe('place')
  })

  test('calls no two fields, options, stages or moves the same', () => {
    const fields = Object.values(type.fields)
    const inRows = fields.flatMap((field) => (field.kind === 'rows' ? [field.fields] : []))
    const optionLists = [...fields, ...inRows.flatMap((cells) => Object.values(cells))].flatMap((field) => ('options' in field ? [field.options] : []))
    expect(doubles(labelsOf(type.fields))).toEqual([])
    expect(inRows.flatMap((cells) => doubles(labelsOf(cells)))).toEqual([])
    expect(optionLists.flatMap((options) => doubles(Object.values(options).map((option) => option.label)))).toEqual([])
    expect(doubles(Object.values(type.stages).map((stage) => stage.label))).toEqual([])
    expect(doubles(Object.values(type.moves).map((move) => move.label))).toEqual([])
  })

  test('can reach every stage, and leave every stage where something is left to do', () => {
    const moves = Object.values(type.moves)
    const reached = moves.map((move) => move.to)
    const left = moves.filter((move) => move.to !== 'same').flatMap((move) => move.from)
    expect(Object.keys(type.stages).filter((stage) => !reached.includes(stage))).toEqual([])
    expect(Object.entries(type.stages).filter(([name, stage]) => stage.done !== true && !left.includes(name)).map(([name]) => name)).toEqual([])
  })
})

describe.each(township)('%s in a township', (_label, type) => {
  test('can be withdrawn with a reason from every stage that counts, and counts no more', () => {
    const withdraw = own(type.moves, 'withdraw')
    const counted = Object.entries(type.stages).filter(([, stage]) => stage.uncounted !== true).map(([name]) => name)
    expect([...(withdraw?.from ?? [])].sort()).toEqual(counted.sort())
    expect(withdraw?.needs).toEqual(['withdrawReason'])
    expect(own(type.stages, withdraw?.to ?? '')?.uncounted).toBe(true)
  })

  test('has a place, and a number in another system', () => {
    expect(type.placed).toBe('place')
    expect(wrongNames(type, ['externalSystem', 'externalNo', 'handler'], type.kind)).toEqual([])
  })
})

test('the key of every record type is its kind', () => {
  expect(Object.entries(REGISTRY).filter(([key, type]) => key !== type.kind)).toEqual([])
})

test('a county can add an option to a kind of material, and only a known one is kept', () => {
  const type = REGISTRY.outreach as RecordType
  const config = { ...EMPTY_CONFIG, options: { 'outreach.materials.what': { fan: { label: '扇子' } } } }
  expect(Object.keys(optionsOf(config, type, 'materials.what'))).toEqual(expect.arrayContaining(['banner', 'fan']))
  const outcomeOf = (what: string) => apply(REGISTRY, config, null, {
    id: '01900000-0000-7000-8000-000000000001', device: 'd', seq: 1, schema: 1, kind: 'outreach', record: '01900000-0000-7000-8000-000000000002', base: 0,
    claimedAt: '2026-03-05T08:00:00Z',
    body: {
      kind: 'create', move: 'record', set: { kind: 'campaign', place: '01900000-0000-7000-8000-000000000003' },
      rows: { materials: { r1: { set: { what, quantity: 30 } } } },
    },
  }, { n: 1, author: { person: 'p', roles: [], unit: null }, today: '2026-03-05' })
  expect(outcomeOf('fan').kind).toBe('applied')
  expect(outcomeOf('kite')).toEqual({ kind: 'rejected', refusal: { code: 'badValue', field: 'materials', problem: 'notAnOption' } })
})
