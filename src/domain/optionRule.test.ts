import { EMPTY_CONFIG, type Config } from '../core/config'
import type { Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { optionsOf } from '../core/recordType'
import { withOption } from './config'
import { dispute } from './dispute'
import { optionFieldAt, optionFields, optionRefusal } from './optionRule'
import { work } from './work'

const recordOf = (values: Values, stage = 'kept'): StoredRecord => ({ id: 'o', kind: 'option', stage, values, written: [], n: 1, createdBy: 'p' })
const said = (values: Values, before: StoredRecord | null = null, config: Config = EMPTY_CONFIG, stage = 'kept'): string | null => {
  const refusal = optionRefusal(config, before, recordOf(values, stage))
  return refusal === null ? null : refusal.code === 'rule' ? refusal.say : refusal.code
}
const withRecords = (...records: readonly Values[]): Config => ({ ...EMPTY_CONFIG, options: records.reduce<Config['options']>((options, values) => withOption(options, recordOf(values)), {}) })
const FOREST = { field: 'work.category', code: 'forest', label: '护林巡查' }

test('every field that offers options is known by its path', () => {
  const paths = optionFields().map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['work.category', 'dispute.type', 'matter.source', 'outreach.themeDay']))
  expect(paths.filter((path) => path.startsWith('grant.'))).toEqual([])
  for (const path of paths) expect(optionFieldAt(path)?.path).toBe(path)
})

test('an open field takes an option of the county\'s own, once, with a label of its own', () => {
  expect(said(FOREST)).toBeNull()
  expect(said(FOREST, null, withRecords(FOREST))).toMatch(/改那一条/)
  expect(said({ ...FOREST, code: 'forest2' }, null, withRecords(FOREST))).toMatch(/已经有叫“护林巡查”/)
  expect(said({ ...FOREST, code: '护林' })).toMatch(/代号/)
  expect(said({ ...FOREST, label: ' ' })).toMatch(/空着/)
  expect(said({ ...FOREST, field: 'work.nothing' })).toMatch(/没有可以改选项的栏目/)
})

test('a closed field takes another wording and nothing else', () => {
  const closed = optionFields().find(({ open }) => !open)
  if (closed === undefined) throw new Error('some field is closed')
  const code = Object.keys(closed.basic)[0] ?? ''
  expect(said({ field: closed.path, code, label: '本县的叫法' })).toBeNull()
  expect(said({ field: closed.path, code, label: '本县的叫法', isRetired: true })).toMatch(/只能改叫法/)
  expect(said({ field: closed.path, code: 'more', label: '再来一个' })).toMatch(/不能加选项/)
})

test('what records may point to keeps its code and can only be retired in place', () => {
  expect(said({ ...FOREST, code: 'woods' }, recordOf(FOREST))).toMatch(/不能改/)
  expect(said(FOREST, recordOf(FOREST), withRecords(FOREST), 'withdrawn')).toMatch(/不再使用/)
  expect(said({ ...FOREST, isRetired: true }, recordOf(FOREST), withRecords(FOREST))).toBeNull()
})

test('a new wording does not keep the short one of the old, and the county\'s order holds among all', () => {
  const config = withRecords({ field: 'dispute.type', code: 'homestead', label: '宅基地' }, { field: 'work.category', code: 'forest', label: '护林巡查', order: 15 })
  expect(optionsOf(config, dispute, 'type').homestead).toEqual({ label: '宅基地', codes: { tjb: '3', gb: '0902' } })
  const [first, second] = Object.keys(optionsOf(EMPTY_CONFIG, work, 'category'))
  expect(Object.keys(optionsOf(config, work, 'category')).slice(0, 3)).toEqual([first, 'forest', second])
})
