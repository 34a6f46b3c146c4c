import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EMPTY_CONFIG, type Config } from '../core/config'
import type { Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { placesOf } from '../core/place'
import { SETTINGS } from './settingList'
import { SETTING } from './settingNames'
import { settingCalled, settingRefusal } from './settingRule'

const place = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const CONFIG: Config = { ...EMPTY_CONFIG, places: placesOf([place('county', 'county', null), place('town', 'township', 'county'), place('village', 'village', 'town')]) }
const recordOf = (values: Values, stage = 'kept'): StoredRecord => ({ id: 's', kind: 'setting', stage, values, written: [], n: 1, createdBy: 'p' })
const said = (values: Values, config = CONFIG): string | null => {
  const refusal = settingRefusal(config, null, recordOf(values))
  return refusal === null ? null : refusal.code === 'rule' ? refusal.say : refusal.code
}

test.each<[string, Values]>([
  ['a sponsor', { name: '主办单位', text: '试县政法委' }],
  ['an emptied sponsor', { name: '主办单位', text: '' }],
  ['a limit', { name: '受理期限', number: 5 }],
  ['a limit of one kind, of a township', { name: '说事期限/consult', number: 3, place: 'town' }],
  ['a ladder', { name: '台阶', text: '村=村说理室、乡镇=乡说理庭' }],
  ['a village\'s own day', { name: '说理日', text: '每月5日、15日', place: 'village' }],
  ['the day of a level', { name: '说理日/village', text: '周一', place: 'town' }],
  ['a switch', { name: '录音', text: '开' }],
  ['a telephone', { name: '投诉建议电话', text: '0375-7260000 转 8' }],
  ['an address', { name: '公开网址', text: 'https://ssb.example.gov.cn/' }],
  ['grades', { name: '以案定补', text: '简易、口头：30元\n其余：50元' }],
  ['a year', { name: '放假/2027', text: '2027-01-01 | 2027-02-07' }],
  ['the county\'s own days', { name: '放假/本县', text: '2026-06-15 | 2026-06-14' }],
  ['a measure', { name: '量词/posting', text: 'item' }],
])('%s can be set', (_what, values) => {
  expect(said(values)).toBeNull()
})

test.each<[string, Values, RegExp]>([
  ['an unknown name', { name: '排名', number: 1 }, /没有叫“排名”的设置/],
  ['a number of days in words', { name: '受理期限', text: '三天' }, /整数/],
  ['a limit of no day', { name: '受理期限', number: 0 }, /1 到 366/],
  ['two values', { name: '受理期限', number: 3, text: '3' }, /只能写一样/],
  ['a ladder that falls', { name: '台阶', text: '乡镇=乡说理庭、村=村说理室' }, /从低到高/],
  ['days nobody can read', { name: '说理日', text: '有空的时候' }, /看不懂/],
  ['a script for an address', { name: '公开网址', text: 'javascript:alert(1)' }, /网址/],
  ['a path where a host belongs', { name: '公开网址', text: 'https://a.gov.cn/b' }, /域名为止/],
  ['a name for a telephone', { name: '投诉建议电话', text: '<b>张三</b>' }, /电话/],
  ['another word for a switch', { name: '录音', text: '关' }, /只能写“开”/],
  ['a grade of nothing', { name: '以案定补', text: '书面：一百元' }, /第 1 行看不懂/],
  ['a day that is none', { name: '放假/2026', text: '2026-02-30 |' }, /不是日期/],
  ['days of another year', { name: '放假/2026', text: '2029-01-01 |' }, /不是 2026 年/],
  ['a day twice', { name: '放假/本县', text: '2026-06-15 | 2026-06-15' }, /两次/],
  ['a sponsor of one township', { name: '主办单位', text: '乡', place: 'town' }, /全县一样/],
  ['a limit of a village', { name: '受理期限', number: 3, place: 'village' }, /只能给乡镇/],
  ['a word for numbers of the whole county', { name: '字号', text: '试' }, /按乡镇/],
  ['a place nobody knows', { name: '说理日', text: '周一', place: 'nowhere' }, /没有这个地方/],
  ['a measure of a category there is not', { name: '量词/forest', text: 'piece' }, /没有叫/],
])('%s is refused in words', (_what, values, why) => {
  expect(said(values)).toMatch(why)
})

test('what stands already is changed, not set again; its name and place stay', () => {
  const config = { ...CONFIG, settings: { 受理期限: 5 } }
  expect(said({ name: '受理期限', number: 4 }, config)).toMatch(/已经设过/)
  expect(said({ name: '受理期限', number: 4, place: 'town' }, config)).toBeNull()
  const before = recordOf({ name: '受理期限', number: 5 })
  expect(settingRefusal(config, before, recordOf({ name: '受理期限', number: 4 }))).toBeNull()
  expect(settingRefusal(config, before, recordOf({ name: '接手期限', number: 5 }))).toMatchObject({ say: expect.stringMatching(/不能改/) as string })
  expect(settingRefusal(config, before, recordOf({ name: '受理期限', number: 999 }))).not.toBeNull()
})

test('an old setting of a name nobody reads any more can still be changed and retired', () => {
  const before = recordOf({ name: '从前', text: '一' })
  expect(settingRefusal(CONFIG, before, recordOf({ name: '从前', text: '二' }))).toBeNull()
  expect(settingRefusal(CONFIG, before, recordOf({ name: '从前', text: '一' }, 'withdrawn'))).toBeNull()
})

test('a name is read with what it is narrowed by', () => {
  expect(settingCalled(CONFIG, '说理日/branch')).toMatchObject({ setting: { name: '说理日' }, code: 'branch' })
  expect(settingCalled(CONFIG, '重大/人数')).toMatchObject({ setting: { label: '重大：人数' }, code: null })
  expect(settingCalled(CONFIG, '放假')).toBeNull()
})

test('every name stands once in the catalogue, each is read somewhere, and nobody writes one out where it reads it', () => {
  expect(SETTINGS.map(({ name }) => name).sort()).toEqual(Object.values(SETTING).sort())
  const files = filesIn(join(__dirname, '..')).filter((file) => !/\.test\.tsx?$|settingNames\.ts$|settingList\.ts$|server\/demo\//.test(file))
  const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const)
  const unread = Object.keys(SETTING).filter((key) => key !== 'holidays' && !texts.some(([, text]) => new RegExp(`\\bSETTING\\.${key}\\b`).test(text)))
  expect(unread).toEqual([])
  const written = texts.flatMap(([file, text]) => [...text.matchAll(READ)].map(([found]) => `${file}: ${found}`))
  expect(written).toEqual([])
})

/** A setting read by a name written in place: `settingAt(config, '…'`, `settings['…']`, `own(settings, '…'`, also at a stroke or a place. */
const READ = /(?:settingAt\([^,()]*, |[sS]ettings\[|own\([\w.]*[sS]ettings, )['"`][\u4e00-\u9fff][^'"`]*['"`]/g

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : /\.tsx?$/.test(entry.name) ? [path] : []
  })
}
