import { EMPTY_CONFIG } from '../../core/config'
import { placesOf } from '../../core/place'
import { dispute } from '../../domain/dispute'
import { followed, presetsOf, withPresetRows, type PresetWorld } from './presets'

const places = placesOf([
  { id: 'town', name: '某乡', level: 'township', parent: null, order: 1, from: null, until: null },
  { id: 'village', name: '前村', level: 'village', parent: 'town', order: 1, from: null, until: null },
])
const settings = { '派出所@town': '某乡派出所', '台阶@town': '村=村说理室、乡镇=乡说理庭', '说理日@town': '周五' }
// A Thursday.
const world: PresetWorld = { config: { ...EMPTY_CONFIG, places, settings }, today: '2026-11-19', clock: '14:20', worker: 'me' }
const values = { place: 'village', level: 'village' }

test('what is known is not typed again: the receiving unit, the time, the next step, who takes over, what the parties said last', () => {
  expect(presetsOf(dispute, 'reportPolice', values, world)).toEqual({ reportedAt: '14:20', reportedTo: '某乡派出所' })
  expect(presetsOf(dispute, 'escalate', values, world)).toEqual({ escalateTo: 'township' })
  expect(presetsOf(dispute, 'takeOver', values, world)).toEqual({ handler: 'me' })
  expect(presetsOf(dispute, 'accept', values, world)).toEqual({ handler: 'me' })
  expect(presetsOf(dispute, 'accept', { ...values, handler: 'li' }, world)).toEqual({})
  expect(presetsOf(dispute, 'takeOver', values, { ...world, worker: null })).toEqual({})
  const sessions = { a1: { values: { outcome: 'goesOn' } }, a2: { values: { outcome: 'agreed' } } }
  expect(presetsOf(dispute, 'close', { ...values, sessions }, world)).toEqual({ result: 'success' })
  expect(presetsOf(dispute, 'close', { ...values, sessions: { a1: { values: { outcome: 'goesOn' } } } }, world)).toEqual({})
})

test('a session is held where the level holds them, or where the last one was', () => {
  const fresh = { sessions: { b1: { values: { on: '2026-11-19' } } } }
  expect(withPresetRows(dispute, 'mediate', values, fresh, world)).toEqual({ sessions: { b1: { values: { on: '2026-11-19', venue: '村说理室' } } } })
  const held = { ...values, sessions: { a1: { values: { venue: '王家院里' } } } }
  const after = { sessions: { ...held.sessions, ...fresh.sessions } }
  expect(withPresetRows(dispute, 'mediate', held, after, world)).toEqual({ sessions: { a1: { values: { venue: '王家院里' } }, b1: { values: { on: '2026-11-19', venue: '王家院里' } } } })
})

test('a session that goes on offers the next day of the calendar, once', () => {
  const row = (cells: Readonly<Record<string, string>>) => ({ ...values, sessions: { a: { values: cells } } })
  const goesOn = followed(dispute, row({}), row({ outcome: 'goesOn' }), world)
  expect(goesOn).toEqual(row({ outcome: 'goesOn', next: '2026-11-20' }))
  expect(followed(dispute, goesOn, row({ outcome: 'goesOn' }), world)).toEqual(row({ outcome: 'goesOn' }))
  expect(followed(dispute, row({}), row({ outcome: 'goesOn', next: '2026-11-25' }), world)).toEqual(row({ outcome: 'goesOn', next: '2026-11-25' }))
  expect(followed(dispute, row({}), row({ outcome: 'agreed' }), world)).toEqual(row({ outcome: 'agreed' }))
})
