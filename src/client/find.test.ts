import fc from 'fast-check'
import { EMPTY_CONFIG } from '../core/config'
import { initialsOf } from '../core/pinyin/initials'
import { placesOf } from '../core/place'
import { REGISTRY } from '../domain/registry'
import { createFind, type RecordsQuery } from './find'
import type { ShownRecord, ViewState } from './state'
import { NOTHING_SHOWN } from './view'

const place = (id: string, name: string, parent: string | null) => ({ id, name, level: 'village', parent, order: 0, from: null, until: null })
const config = { ...EMPTY_CONFIG, places: placesOf([place('town', '甲乡', null), place('bridge', '石桥村', 'town'), place('group', '三组', 'bridge'), place('other', '柳林村', 'town')]) }

function shown(id: string, values: ShownRecord['values'], stage = 'accepted'): ShownRecord {
  return { id, kind: 'dispute', stage, values, written: [], n: 1, createdBy: 'p', stream: 'town', sync: 'uploaded', receipt: null, enteredAt: null }
}
const party = (name: string) => ({ p1: { values: { name } } })
const RECORDS = [
  shown('a', { place: 'group', type: 'land', reportedOn: '2026-03-01', acceptedOn: '2026-03-01', parties: party('李某某'), caseNo: '甲调〔2026〕12号', summary: '地边石头挪了' }),
  shown('b', { place: 'other', type: 'neighbour', acceptedOn: '2026-05-01', parties: party('单老五'), caseNo: '甲调〔2026〕112号', difficulty: 'hard', handler: 'p' }),
  shown('c', { place: 'other', type: 'neighbour', acceptedOn: '2025-05-01', parties: party('王'), caseNo: '甲调〔2025〕12号' }, 'mediating'),
]
const view: ViewState = { ...NOTHING_SHOWN, config, records: new Map(RECORDS.map((record) => [record.id, record])) }
const find = createFind(REGISTRY)
const found = (query: Partial<RecordsQuery>): string => find(view, { kinds: ['dispute'], ...query }, initialsOf).rows.map(({ id }) => id).join('')

test('newest first, and by every choice, the stage, the place, the days and who handles it', () => {
  expect(found({})).toBe('bac')
  expect(found({ where: { type: ['neighbour'], difficulty: ['hard'] } })).toBe('b')
  expect(found({ where: { stage: ['mediating'] } })).toBe('c')
  expect(found({ where: { handler: ['p'] } })).toBe('b')
  expect(found({ place: 'bridge' })).toBe('a')
  expect(found({ period: { from: '2026-01-01', to: '2026-12-31' } })).toBe('ba')
  expect(find(view, { kinds: ['dispute'], limit: 1 })).toMatchObject({ total: 3, rows: [{ id: 'b' }] })
})

test('a case number is found with its brackets, without them, and while it is being typed', () => {
  expect(found({ text: '〔2026〕12号' })).toBe('a')
  expect(found({ text: '2026 12' })).toBe('a')
  expect(found({ text: '2026-12' })).toBe('a')
  expect(found({ text: '2026 1' })).toBe('ba')
  expect(found({ text: '(2025) 12' })).toBe('c')
  expect(found({ text: '112' })).toBe('b')
  expect(found({ text: '柳林 2026 1' })).toBe('b')
  expect(found({ text: '甲调（2026）12号' })).toBe('a')
})

test('a receipt is found as it stands on its sheet, without its line, and by the half that is the phone', () => {
  const records = new Map([...RECORDS, { ...shown('d', { place: 'other' }), receipt: 'CF2026-0001' }, { ...shown('e', { place: 'other' }), receipt: 'CF2026-0012' }].map((record) => [record.id, record]))
  const by = (text: string): string => find({ ...view, records }, { kinds: ['dispute'], text }).rows.map(({ id }) => id).sort().join('')
  expect(['CF2026-0001', 'cf2026 0012', 'cf20260001', 'CF2026', '0001', 'cf2027-0001'].map(by)).toEqual(['d', 'e', 'd', 'de', '', ''])
})

test('first letters find names of people, places and options, both ways a surname is read', () => {
  expect(found({ text: 'lmm' })).toBe('a')
  expect(found({ text: 'SQC' })).toBe('a')
  expect(found({ text: 'slw' })).toBe('b')
  expect(found({ text: 'dlw' })).toBe('b')
  expect(found({ text: 'll yn' })).toBe('b')
  // One letter only where a name begins, and never inside what was told.
  expect(found({ text: 'w' })).toBe('c')
  expect(found({ text: 'dbst' })).toBe('')
})

test('words are all met, wherever each of them is', () => {
  expect(found({ text: '石桥 李' })).toBe('a')
  expect(found({ text: '石头 柳林' })).toBe('')
})

test('a place that was renamed is found by its new name', () => {
  const renamed = { ...view, config: { ...config, places: placesOf([...Object.values(config.places.byId).filter(({ id }) => id !== 'bridge'), place('bridge', '新桥村', 'town')]) } }
  expect(found({ text: '石桥' })).toBe('a')
  expect(find(renamed, { kinds: ['dispute'], text: '新桥' }).rows.map(({ id }) => id)).toEqual(['a'])
  expect(find(renamed, { kinds: ['dispute'], text: '石桥' }).total).toBe(0)
})

test('whatever changes, records stand in the order they would have anew; of thousands, one that changed is compared with a handful', () => {
  const many = fc.array(fc.record({ id: fc.integer({ min: 0, max: 400 }), day: fc.integer({ min: 1, max: 28 }), gone: fc.boolean() }), { maxLength: 120 })
  fc.assert(fc.property(many, many, (first, then) => {
    const order = createFind(REGISTRY)
    const records = new Map<string, ShownRecord>()
    const rowsIn = (by: typeof find): readonly string[] => by({ ...view, records: new Map(records) }, { kinds: ['dispute'] }).rows.map(({ id }) => id)
    for (const changes of [first, then, then.slice(0, 3)]) {
      for (const { id, day, gone } of changes) {
        if (gone) records.delete(String(id))
        else records.set(String(id), shown(String(id), { acceptedOn: `2026-05-${String(day).padStart(2, '0')}` }))
      }
      expect(rowsIn(order)).toEqual(rowsIn(createFind(REGISTRY)))
    }
  }), { numRuns: 50 })

  let read = 0
  const watched = (i: number): ShownRecord => ({ ...shown(String(i).padStart(5, '0'), {}), get values() { read += 1; return { acceptedOn: `2026-0${1 + (i % 9)}-10` } } })
  const records = new Map(Array.from({ length: 2_000 }, (_, i) => watched(i)).map((record) => [record.id, record]))
  const order = createFind(REGISTRY)
  order({ ...view, records }, { kinds: ['dispute'] })
  read = 0
  order({ ...view, records: new Map([...records, ['new', watched(2_001)]]) }, { kinds: ['dispute'] })
  expect(read).toBeLessThanOrEqual(2)
})
