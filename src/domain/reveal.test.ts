import type { StoredRecord } from '../core/op'
import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import { dispute } from './dispute'
import { needsReason } from './reveal'

const place = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const places = placesOf([place('county', 'county', null), place('town', 'township', 'county'), place('east', 'village', 'town'), place('west', 'village', 'town')])
const me = (role: string, at: string): Me => ({ person: 'me', name: '我', county: 'county', unit: null, roles: [role], grants: [{ role, place: at, stream: 'town' }] })
const record = (home: string, more: Partial<StoredRecord> = {}): StoredRecord => ({ id: 'r', kind: 'dispute', stage: 'accepted', values: { place: home }, written: [], n: 1, createdBy: 'other', ...more })

test('nobody is asked why they look at a case of their own, or of their own village', () => {
  expect(needsReason(me('gridWorker', 'east'), dispute, places, record('east'))).toBe(false)
  expect(needsReason(me('mediator', 'town'), dispute, places, record('west', { createdBy: 'me' }))).toBe(false)
  expect(needsReason(me('judicial', 'town'), dispute, places, record('west', { values: { place: 'west', handler: 'me' } }))).toBe(false)
})

test('whoever sees the whole township says why for what is not theirs', () => {
  for (const role of ['mediator', 'judicial', 'dispatcher']) expect(needsReason(me(role, 'town'), dispute, places, record('west'))).toBe(true)
})
