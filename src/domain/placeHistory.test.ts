import * as fc from 'fast-check'
import { apply } from '../core/apply'
import type { Config } from '../core/config'
import { EMPTY_CONFIG } from '../core/config'
import type { StoredRecord } from '../core/op'
import { addDays, type Day } from '../core/period'
import { ancestry, atLevel, childrenOf, placesOf, treeOn, within, type Places } from '../core/place'
import type { Me } from '../core/protocol'
import { placeOf } from './config'
import { leftOver, merging, moving, renaming, splitting, twins, type PlaceOp } from './placeHistory'
import { planProblem } from './placePlan'
import { REGISTRY } from './registry'

const TODAY = '2026-11-21'
const id = (tail: string): string => `00000000-0000-4000-8000-0000000000${tail}`
const [COUNTY, TOWN, EAST, WEST] = [id('c0'), id('a0'), id('e0'), id('f0')] as const
const GROUPS = [id('e1'), id('e2'), id('f1'), id('f2')] as const
const ADMIN: Me = { person: id('ad'), name: '管', county: COUNTY, unit: null, roles: ['admin'], grants: [{ role: 'admin', place: COUNTY, stream: COUNTY }] }

function kept(record: string, name: string, level: string, parent: string | null, order = 1): StoredRecord {
  return { id: record, kind: 'place', stage: 'kept', values: { name, level, order, ...(parent === null ? {} : { parent }) }, written: [], n: 1, createdBy: '' }
}

/** A county as its ops left it. */
interface World { readonly records: ReadonlyMap<string, StoredRecord>; readonly places: Places }
function begun(): World {
  const records = [
    kept(COUNTY, '某县', 'county', null), kept(TOWN, '某乡', 'township', COUNTY), kept(EAST, '东村', 'village', TOWN, 1), kept(WEST, '西村', 'village', TOWN, 2),
    kept(GROUPS[0], '一组', 'group', EAST), kept(GROUPS[1], '二组', 'group', EAST, 2), kept(GROUPS[2], '一组', 'group', WEST), kept(GROUPS[3], '二组', 'group', WEST, 2),
  ]
  return worldOf(new Map(records.map((record) => [record.id, record])))
}
function worldOf(records: ReadonlyMap<string, StoredRecord>): World {
  return { records, places: placesOf([...records.values()].map(placeOf)) }
}

const configOf = ({ places }: World): Config => ({ ...EMPTY_CONFIG, places })
const problem = (world: World, ops: readonly PlaceOp[]): string | null => planProblem(configOf(world), ADMIN, TODAY, (record) => world.records.get(record) ?? null, ops)

function after(world: World, ops: readonly PlaceOp[]): World {
  const records = new Map(world.records)
  for (const { record, body } of ops) {
    const before = records.get(record) ?? null
    const outcome = apply(REGISTRY, configOf(world), before, { id: record, device: 'd', seq: 1, schema: 1, kind: 'place', record, base: before?.n ?? 0, body, claimedAt: '' }, { n: (before?.n ?? 0) + 1, author: { person: ADMIN.person, roles: [], unit: null }, today: TODAY })
    if (outcome.kind === 'rejected') throw new Error(JSON.stringify(outcome.refusal))
    records.set(record, outcome.record)
  }
  return worldOf(records)
}

const namesOn = ({ places }: World, on: Day): readonly string[] => GROUPS.map((group) => ancestry(treeOn(places, on), group).map(({ name }) => name).join('/'))
const placeIn = ({ places }: World, record: string) => places.byId[record] ?? (() => { throw new Error(record) })()

test('a rename and a move on one day are one step back to what was before both', () => {
  const before = begun()
  const named = after(before, renaming(placeIn(before, GROUPS[0]), '新组', '2026-03-01'))
  const world = after(named, moving(placeIn(named, GROUPS[0]), WEST, '2026-03-01'))
  expect(namesOn(world, '2026-02-28')).toEqual(namesOn(before, TODAY))
  expect(namesOn(world, '2026-03-01')[0]).toBe('某县/某乡/西村/新组')
  expect(placeIn(world, GROUPS[0]).former).toHaveLength(1)
})

test('a merger tells which names would stand twice, and a split what still goes with nobody', () => {
  const { places } = begun()
  expect(twins([...childrenOf(places, EAST), ...childrenOf(places, WEST)])).toEqual(['一组', '二组'])
  expect(leftOver(places, EAST, [{ id: id('91'), name: '北', takes: [GROUPS[0]] }], TODAY).map(({ id: each }) => each)).toEqual([GROUPS[1]])
})

test('a plan that breaks in its middle is refused as a whole, before any of it is written', () => {
  const world = begun()
  const ops = merging(world.places, { given: [EAST], into: { kind: 'kept', id: WEST }, from: '2026-03-01' })
  expect(problem(world, ops)).toBeNull()
  const ended = after(world, merging(world.places, { given: [WEST], into: { kind: 'new', id: id('91'), name: '新村' }, from: '2026-02-01' }))
  expect(problem(ended, ops)).toMatch(/已经撤并/)
  expect(problem(world, merging(world.places, { given: [TOWN], into: { kind: 'new', id: id('91'), name: '新乡' }, from: '2026-03-01' }))).not.toBeNull()
})

const anyChange = fc.record({ what: fc.constantFrom('rename', 'move', 'merge', 'split'), at: fc.nat(30), other: fc.nat(30), days: fc.integer({ min: 1, max: 60 }) })

test('whatever is renamed, moved, merged and split, no day before it is told otherwise, no circle comes about and nothing leaves its township', () => {
  fc.assert(fc.property(fc.array(anyChange, { maxLength: 12 }), (changes) => {
    let world = begun()
    let [from, made]: [Day, number] = ['2024-01-01', 0]
    const told: { readonly on: Day; readonly names: readonly string[] }[] = []
    for (const { what, at, other, days } of changes) {
      from = addDays(from, days)
      const all = Object.values(world.places.byId).filter(({ level, until }) => until === null && (level === 'village' || level === 'group'))
      const [place, second] = [all[at % all.length], all[other % all.length]]
      if (place === undefined || second === undefined) continue
      const fresh = (): string => id(String(made++).padStart(2, '0')).replace(/^0/, '1')
      const ops = what === 'rename' ? renaming(place, `名${made++}`, from) : what === 'move' ? moving(place, second.id, from)
        : what === 'merge' ? merging(world.places, { given: [place.id], into: { kind: 'kept', id: second.id }, from })
        : splitting(world.places, place, [{ id: fresh(), name: `甲${made}`, takes: childrenOf(world.places, place.id, from).map(({ id: each }) => each) }, { id: fresh(), name: `乙${made}`, takes: [] }], from)
      if (problem(world, ops) !== null) continue
      told.push({ on: addDays(from, -1), names: namesOn(world, addDays(from, -1)) })
      world = after(world, ops)
    }
    for (const { on, names } of told) expect(namesOn(world, on)).toEqual(names)
    for (const { id: each, level } of Object.values(world.places.byId)) {
      expect(ancestry(world.places, each)[0]?.id).toBe(COUNTY)
      if (level !== 'county') expect(atLevel(world.places, each, 'township')?.id).toBe(TOWN)
    }
    expect(new Set(within(world.places, COUNTY)).size).toBe(Object.keys(world.places.byId).length)
  }), { numRuns: 30 })
})
