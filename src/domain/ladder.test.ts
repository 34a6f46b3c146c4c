import { EMPTY_CONFIG, type Config } from '../core/config'
import { placesOf } from '../core/place'
import { ladderOf, levelName, nextStep } from './ladder'
import { presetOf } from './preset'
import { TYPES } from './registry'

const at = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const places = placesOf([at('县', 'county', null), at('东', 'township', '县'), at('东一', 'village', '东'), at('西', 'township', '县')])
const configWith = (settings: Config['settings']): Config => ({ ...EMPTY_CONFIG, places, settings })
const THREE = '村=村说理室、总支=总支说理堂、乡镇=乡说理庭'

test('without a word of the county a dispute goes from the village to the township and to the county', () => {
  const ladder = ladderOf(configWith({}), '东')
  expect(ladder.map(({ level, name }) => `${level} ${name}`)).toEqual(['village 村调委会', 'township 乡镇调委会', 'county 县综治中心'])
  expect(['group', 'village', 'branch', 'township', 'county'].map((level) => nextStep(ladder, level)?.level ?? null)).toEqual(['village', 'township', 'township', 'county', null])
})

test('a township has steps of its own, and its villages the same', () => {
  const config = configWith({ '台阶@东': THREE, 台阶: '村=调解室，乡镇=调解庭\n县=县中心' })
  for (const place of ['东', '东一']) expect(ladderOf(config, place).map(({ name }) => name)).toEqual(['村说理室', '总支说理堂', '乡说理庭'])
  expect(ladderOf(config, '西').map(({ name }) => name)).toEqual(['调解室', '调解庭', '县中心'])
  expect([nextStep(ladderOf(config, '东'), 'village')?.name, nextStep(ladderOf(config, '东'), 'township')]).toEqual(['总支说理堂', null])
})

test('levels are named by the township, and as everywhere where it has no step', () => {
  const ladder = ladderOf(configWith({ 台阶: THREE }), '西')
  expect(['branch', 'county', 'moon'].map((level) => levelName(ladder, level))).toEqual(['总支说理堂', '县', 'moon'])
})

test.each([
  '', '村', '村=', '月亮=月亮庭', '乡镇=乡说理庭、村=村说理室', '村=甲、村=乙', `村=${'很'.repeat(21)}`, '村=甲=乙',
])('“%s” can\'t be read, and the steps are those of everybody', (text) => {
  expect(ladderOf(configWith({ 台阶: text }), '东')).toEqual(ladderOf(configWith({}), '东'))
})

test('a number in the setting, and a level nobody knows, do no harm', () => {
  expect(ladderOf(configWith({ 台阶: 3 }), '东')).toHaveLength(3)
  expect([nextStep(ladderOf(configWith({}), '东'), ''), nextStep(ladderOf(configWith({}), '东'), 'constructor')]).toEqual([null, null])
})

test('上报 begins with the next step of the township, and other moves with nothing', () => {
  const config = configWith({ '台阶@东': THREE })
  const begin = (move: string | null, level: string | undefined, town = '东') => presetOf(TYPES.dispute, move, level === undefined ? {} : { level }, config, town)
  expect([begin('escalate', 'village'), begin('escalate', 'village', '西'), begin('escalate', 'township')]).toEqual([{ escalateTo: 'branch' }, { escalateTo: 'township' }, {}])
  expect([begin('close', 'village'), begin(null, 'village'), begin('escalate', undefined), presetOf(TYPES.matter, 'escalate', { level: 'village' }, config, '东')]).toEqual([{}, {}, {}, {}])
})
