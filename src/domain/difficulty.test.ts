import { EMPTY_CONFIG, type Config } from '../core/config'
import type { Values } from '../core/field'
import { placesOf } from '../core/place'
import { difficultyOf } from './difficulty'
import { dutiesOf } from './duty'

const SESSION = { values: { on: '2026-03-04' } }
const two = { sessions: { a1: SESSION, a2: SESSION } }
const grade = (values: Values, settings: Config['settings'] = {}) => difficultyOf(values, { ...EMPTY_CONFIG, settings })

test.each<readonly [string, Values, string]>([
  ['settled on the spot by word of mouth', { onSpot: true, form: 'oral' }, 'simple'],
  ['settled on the spot in writing', { onSpot: true, form: 'written' }, 'ordinary'],
  ['one session', { sessions: { a1: SESSION } }, 'ordinary'],
  ['two sessions', two, 'hard'],
  ['two, one of them taken back', { sessions: { a1: SESSION, a2: { ...SESSION, retired: true } } }, 'ordinary'],
  ['sent by the court', { source: 'court', onSpot: true, form: 'oral' }, 'hard'],
  ['asked for by the parties', { source: 'applied' }, 'ordinary'],
  ['nine people', { people: 9 }, 'ordinary'],
  ['ten people', { people: 10 }, 'grave'],
  ['a crowd', { scale: 'mass' }, 'grave'],
  ['much money', { amount: 100_000_000 }, 'ordinary'],
])('%s', (_what, values, difficulty) => {
  expect(grade(values)).toBe(difficulty)
})

test('the county sets where it begins, in people, yuan and sessions', () => {
  const settings = { '重大/人数': 30, '疑难/人数': 5, '疑难/金额': 50_000, '重大/金额': 1_000_000, '疑难/调解次数': 3 }
  expect([{ people: 10 }, { people: 30 }, { people: 4 }, { amount: 4_999_999 }, { amount: 5_000_000 }, { amount: 100_000_000 }, two].map((values) => grade(values, settings)))
    .toEqual(['hard', 'grave', 'ordinary', 'ordinary', 'hard', 'grave', 'ordinary'])
})

test('a township may set it for itself, and a text is no threshold', () => {
  const at = (id: string, parent: string | null) => ({ id, name: id, level: '', parent, order: 0, from: null, until: null })
  const config = { ...EMPTY_CONFIG, places: placesOf([at('东', null), at('西', null)]), settings: { '重大/人数@东': 3, '疑难/人数': '很多' } }
  expect([difficultyOf({ people: 3, place: '东' }, config), difficultyOf({ people: 3, place: '西' }, config)]).toEqual(['grave', 'ordinary'])
})

test('the police have to be told of harm to a minor, and of violence at home against somebody without full capacity', () => {
  const cases: readonly Values[] = [{ compartment: 'minor' }, { compartment: 'domestic', incapable: true }, { compartment: 'domestic' }, { incapable: true }, {}]
  expect(cases.map((values) => dutiesOf(values).length)).toEqual([1, 1, 0, 0, 0])
})
