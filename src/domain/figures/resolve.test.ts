import { EMPTY_CONFIG, type Config } from '../../core/config'
import { placesOf, type Place } from '../../core/place'
import { parseTemplate, namesUsed } from '../../core/phrase/template'
import { must } from '../../core/assert'
import { FIGURES, PARTITIONS, VILLAGE_SPLITS } from '../figures'
import { counted, flow } from './named'
import { periodOf, resolveFigure, type FigureSpec, type Ground, type Resolved } from './resolve'

const config: Config = {
  ...EMPTY_CONFIG,
  places: placesOf([
    at('east', '东乡', 'township', null), at('stone', '石桥村', 'village', 'east'), at('hill', '岗上村', 'village', 'east'),
    at('s1', '一组', 'group', 'stone'), at('h1', '一组', 'group', 'hill'),
    at('west', '西镇', 'township', null), at('stone2', '石桥村', 'village', 'west'),
  ]),
  options: { 'dispute.difficulty': { hard: { label: '疑难复杂' } }, 'work.category': { fire: { label: '消防演练' } } },
}

function at(id: string, name: string, level: string, parent: string | null): Place {
  return { id, name, level, parent, order: 0, from: null, until: null }
}

const GROUND: Ground = { figures: FIGURES, partitions: PARTITIONS, villageSplits: VILLAGE_SPLITS, problems: [], root: null }

/** As a clerk writes it in a report. */
function resolve(written: string, root: string | null = 'east'): Resolved {
  const { template, problems } = parseTemplate(`{{${written}}}`)
  expect(problems).toEqual([])
  return resolveFigure(must(namesUsed(template)[0], written), config, { ...GROUND, root })
}

function specOf(written: string): FigureSpec {
  const resolved = resolve(written)
  if (resolved.kind !== 'counted') throw new Error(JSON.stringify(resolved))
  return resolved.spec
}

function sayOf(written: string, root: string | null = 'east'): string {
  const resolved = resolve(written, root)
  return resolved.kind === 'problem' ? resolved.say : resolved.kind
}

describe('narrowing', () => {
  test('adds the codes of the words to what the figure counts already', () => {
    expect(specOf('纠纷.成功[难易=简易/一般]').figure.where).toEqual({ result: ['success'], difficulty: ['simple', 'ordinary'] })
  })

  test('understands what reports call a field, and the county\'s wording beside the program\'s', () => {
    const hard = specOf('纠纷.受理[难易=疑难]').figure
    expect(specOf('纠纷.总数[难度=疑难]').figure).toEqual(hard)
    expect(specOf('纠纷.受理[难易=疑难复杂]').figure).toEqual(hard)
  })

  test('counts by an option of the county\'s own', () => {
    expect(specOf('台账.次数[类别=消防演练]').figure.where).toEqual({ category: ['fire'] })
  })

  test('narrows the rows where the figure adds up rows, and the record where it does not', () => {
    const { figure } = specOf('普法.材料[种类=横幅/电子屏,法律进=学校]')
    expect(figure.measure).toEqual({ kind: 'rows', rows: 'materials', where: { what: ['banner', 'screen'] }, sum: 'quantity' })
    expect(figure.where).toEqual({ channel: ['school'] })
  })

  test('takes flags as 是 and 否, where nothing said is 否', () => {
    expect(specOf('纠纷.成功[当场化解=否]').figure.where.onSpot).toEqual(['', 'false'])
    expect(specOf('说事.受理[匿名=是]').figure.where.anonymous).toEqual(['true'])
  })

  test('finds those without a code', () => {
    expect(specOf('纠纷.受理[结果=在办]').figure).toEqual(specOf('纠纷.在办').figure)
  })

  test('never by the stage, which is of now and not of the end of the period', () => {
    expect(sayOf('说事.受理[环节=待签收]')).toBe('“环节”是现在办到哪一步，不是期末的情况，报告里不能按它分，请用“结果”分，还没办完的是“说事.期末在办”。')
    expect(sayOf('普法.场次[状态=已记]')).toBe('“环节”是现在办到哪一步，不是期末的情况，报告里不能按它分。')
  })

  test('a confirmation is asked for of one thing', () => {
    expect(specOf('情况.确认[什么情况=群体性事件]').figure.where).toEqual({ none: ['true'], what: ['massIncident'] })
    const say = '这个指标要写明一种“什么情况”，例如 [什么情况=群体性事件]；几种的请用“且”连起来。'
    expect([sayOf('情况.确认'), sayOf('情况.确认[什么情况=群体性事件/进京上访]')]).toEqual([say, say])
  })

  test('holds for both sides of a ratio', () => {
    const resolved = resolve('纠纷.成功率[难易=简易]')
    if (resolved.kind !== 'ratio') throw new Error(resolved.kind)
    expect([resolved.numerator.figure.where, resolved.denominator.figure.where]).toEqual([{ result: ['success'], difficulty: ['simple'] }, { difficulty: ['simple'] }])
  })

  test('gives a split its parts in the order of the form, those without a code last', () => {
    const resolved = resolve('纠纷.按难易')
    if (resolved.kind !== 'split') throw new Error(resolved.kind)
    expect(resolved.parts.map((part) => part.label)).toEqual(['简易', '一般', '疑难复杂', '重大', '还没定'])
    const few = resolve('示范村.按级别[级别=国家级/省级/市级]')
    expect(few.kind === 'split' && few.parts.map((part) => part.code)).toEqual(['nation', 'province', 'city'])
  })
})

describe('where and when', () => {
  test('a place below the report\'s own is found by its name, a group with its village', () => {
    expect(specOf('纠纷.受理[地方=岗上村]').place).toBe('hill')
    expect(specOf('纠纷.受理[地方=石桥村]').place).toBe('stone')
    expect(specOf('纠纷.受理[地方=岗上村一组]').place).toBe('h1')
    expect(specOf('纠纷.受理').place).toBeNull()
  })

  test('a name that several places have is asked about', () => {
    expect(sayOf('纠纷.受理[地方=一组]')).toBe('叫“一组”的地方有2个，请写全：石桥村一组、岗上村一组。')
    expect(sayOf('纠纷.受理[地方=石桥村]', null)).toContain('有2个')
  })

  test('a month cuts the period, and the period cuts the month', () => {
    const period = { from: '2022-12-01', to: '2023-11-15' }
    const month = (name: string) => periodOf(specOf(`纠纷.受理[月份=${name}]`), period)
    expect(month('3月')).toEqual({ from: '2023-03-01', to: '2023-03-31' })
    expect(month('11')).toEqual({ from: '2023-11-01', to: '2023-11-15' })
    expect(month('12月')).toEqual({ from: '2022-12-01', to: '2022-12-31' })
    expect(periodOf(specOf('纠纷.受理[月份=5月]'), { from: '2023-01-01', to: '2023-04-30' })).toBeNull()
  })

  test('上年结转 is asked for the day before the period, or before its month', () => {
    const year = { from: '2023-01-01', to: '2023-12-31' }
    expect(periodOf(specOf('纠纷.上年结转'), year)).toEqual({ from: '2022-12-31', to: '2022-12-31' })
    expect(periodOf(specOf('纠纷.上年结转[月份=3月]'), year)).toEqual({ from: '2023-02-28', to: '2023-02-28' })
  })
})

test('a split by village is in administrative order, with what lies above them last', () => {
  const parts = (written: string, root: string | null = 'east') => {
    const resolved = resolve(written, root)
    if (resolved.kind !== 'split') throw new Error(JSON.stringify(resolved))
    return [resolved.by, resolved.parts.map((part) => `${part.code} ${part.label}`)]
  }
  const by = { kind: 'place', level: 'village' }
  expect(parts('纠纷.按村[难易=疑难]')).toEqual([by, ['hill 岗上村', 'stone 石桥村', 'east 乡镇本级']])
  expect(parts('说事.按村[地方=岗上村]')).toEqual([by, ['hill 岗上村']])
  expect(sayOf('纠纷.按村', null)).toContain('要在一个乡镇的报告里')
})

describe('what is wrong is said, with what may be written instead', () => {
  test.each([
    ['纠纷.总量', '没有叫“纠纷.总量”的指标，是不是“纠纷.总数”？'],
    ['纠纷.受理[难易=疑]', '“难易”里没有“疑”，是不是“疑难”？可以写：简易、一般、疑难复杂、重大、没填。'],
    ['纠纷.成功[结果=调解不成]', '这个指标已经限定了“结果”，和“调解不成”对不上，请去掉一个。'],
    ['纠纷.受理[地方=石桥]', '没有叫“石桥”的地方，是不是“石桥村”？'],
    ['纠纷.受理[地方=石桥村/岗上村]', '“地方”一次只能写一个；几个地方的数请写成相加。'],
    ['纠纷.受理[月份=13月]', '“月份”请写一个月，例如 [月份=3月]；几个月的数请写成相加。'],
  ])('%s', (written, say) => {
    expect(sayOf(written)).toBe(say)
  })

  test('a person or a text is no way to split', () => {
    for (const field of ['经办人', '怎么回事、怎么商定的', '当事人']) expect(sayOf(`纠纷.受理["${field}"=张三]`)).toContain('不能按')
  })

  test('nothing inherited is found under its name', () => {
    expect(resolveFigure({ name: 'constructor', narrow: [] }, config, GROUND).kind).toBe('problem')
    expect(resolveFigure({ name: '纠纷.受理', narrow: [{ field: 'constructor', values: ['x'] }] }, config, GROUND).kind).toBe('problem')
  })
})

test('a county\'s own figure is used beside the program\'s', () => {
  const own = { ...FIGURES, '消防.次数': counted('消防演练', '次', '消防演练的次数', { kind: 'work', where: { category: ['fire'] }, over: flow('on'), measure: { kind: 'sum', field: 'times' } }) }
  expect(resolveFigure({ name: '消防.次数', narrow: [] }, config, { ...GROUND, figures: own }).kind).toBe('counted')
})
