import fc from 'fast-check'
import { fold } from '../../test/standin/changes'
import { randomHistory } from '../../test/standin/randomHistory'
import { EMPTY_CONFIG } from '../core/config'
import type { PersonalClass } from '../core/field'
import type { HistoryEntry } from '../core/protocol'
import { dispute } from '../domain/dispute'
import { matter } from '../domain/matter'
import { stepsFromValues, stepsOf, type Step } from './history'

const reading = { config: EMPTY_CONFIG, names: new Map([['p', '周松林'], ['q', '李梅']]), today: '2026-11-20', shows: (_: PersonalClass) => false }
const entry = (op: string, over: Partial<HistoryEntry>): HistoryEntry => ({
  n: 1, op, by: 'p', device: 'K7M2QX', claimedAt: '2026-11-18T08:05:00Z', judgedAt: '2026-11-18T08:06:00Z', move: null, creates: false, stage: 'accepted', handler: 'p',
  changes: [], masked: [], conflicts: [], ...over,
})
const told = (over: Partial<HistoryEntry>, type: Parameters<typeof stepsOf>[0] = dispute): Step => stepsOf(type, [entry('a', over)], reading)[0] as Step

test('history is told newest first, in sentences, on the day a thing was done', () => {
  const steps = stepsOf(dispute, [
    entry('a', { move: 'register', creates: true, stage: 'registered', changes: [{ path: 'type', before: null, after: 'land' }, { path: 'reportedOn', before: null, after: '2026-11-02' }] }),
    entry('b', { move: 'mediate', stage: 'mediating', changes: [
      { path: 'sessions/r2', before: null, after: false, row: 2 }, { path: 'sessions/r2/on', before: null, after: '2026-11-10', row: 2 },
      { path: 'sessions/r2/record', before: null, after: '各说各的', row: 2 }, { path: 'sessions/r2/outcome', before: null, after: 'goesOn', row: 2 },
    ] }),
    entry('c', { changes: [{ path: 'result', before: 'failed', after: 'success' }], claimedAt: '2026-11-18T08:05:30Z' }),
  ], reading)
  expect(steps.map(({ key, day, who, text, body }) => ({ key, day, who, text, body }))).toEqual([
    { key: 'c', day: '2026-11-18', who: '周松林', text: '将结果由 调解不成 改为 调解成功。', body: '' },
    { key: 'b', day: '2026-11-10', who: '周松林', text: '调解（第 2 次），有待继续。', body: '各说各的。' },
    { key: 'a', day: '2026-11-02', who: '周松林', text: '登记。', body: '' },
  ])
  expect(steps[2]?.details).toEqual(['类型：山林土地', '登记日期：11月2日', '到这一步：待受理', '设备 K7M2QX'])
})

test('an edit says in one sentence what it changed: values where they are short, names of fields where they are many or personal', () => {
  const text = (...changes: HistoryEntry['changes']): string => told({ changes }).text
  expect([
    text({ path: 'people', before: null, after: 3 }),
    text({ path: 'fulfilBy', before: '2026-11-30', after: null }),
    text({ path: 'redFlag', before: null, after: true }),
    text({ path: 'summary', before: '争一条沟', after: '争一条水沟' }),
    text({ path: 'handler', before: 'q', after: 'p' }, { path: 'amount', before: null, after: 500000 }),
    text({ path: 'photos', before: ['a'], after: ['a', 'b', 'c'] }, { path: 'voices', before: ['d'], after: null }),
    text({ path: 'parties/r1/name', before: '陈大', after: '陈大海', row: 1 }),
    text({ path: 'parties/r2', before: null, after: false, row: 2 }, { path: 'parties/r2/name', before: null, after: '吴刚', row: 2 }),
    text({ path: 'sessions/r1', before: false, after: true, row: 1 }),
    text(...['type', 'difficulty', 'form', 'route', 'level'].map((path) => ({ path, before: null, after: 'x' }))),
    text(),
  ]).toEqual([
    '涉及人数填 3 人。', '清掉了履行期限（原来是 11月30日）。', '注明“可能转为治安、刑事案件”。', '改了“怎么回事、怎么商定的”。', '涉及金额填 5,000 元，将经办人由 李梅 改为 周松林。',
    '添了 2 张照片，去掉了 1 段录音。', '改了第 1 个当事人的姓名。', '添了第 2 个当事人。', '划去了第 1 次调解。', '改了类型、难易、协议、途径等 5 项。', '保存了一次，没有改动。',
  ])
  expect(told({ changes: [{ path: 'summary', before: '争一条沟', after: '争一条水沟' }] }).details[0]).toBe('“怎么回事、怎么商定的”：争一条沟 → 争一条水沟')
})

test('for whom it was entered, without a signal, by a fast clock, from a table, by a villager: each is said', () => {
  expect(told({ move: 'register', creates: true, handler: 'q' }).notes).toEqual(['周松林 代 李梅 录入'])
  expect(told({ judgedAt: '2026-11-19T01:12:00Z' }).notes).toEqual(['没有信号时记的，11月19日 09:12 传上来'])
  expect(told({ judgedAt: '2026-11-18T08:14:00Z' }).notes).toEqual([])
  expect(told({ claimedAt: '2027-01-01T00:00:00Z' })).toMatchObject({ day: '2026-11-18', notes: [expect.stringMatching(/^手机的时间比县里快/)] })
  expect(told({ move: 'register', creates: true, changes: [{ path: 'reportedOn', before: null, after: '2026-11-02' }] }).notes).toEqual(['11月18日录入'])
  expect(told({ device: 'import-0198', handler: 'q', creates: true, move: 'register' })).toMatchObject({ notes: ['从表格导入'], details: ['到这一步：已受理'] })
  expect(told({ move: 'rate', device: 'code-0198', by: 'x', changes: [{ path: 'rating', before: null, after: 'satisfied' }] }, matter)).toMatchObject({ who: '群众', text: '评价 满意。', notes: ['在一案一码页面上'] })
})

test('a correction tells the days and the numbers it put otherwise, and no day that only follows', () => {
  const text = (...changes: HistoryEntry['changes']): string => told({ move: 'correct', changes }).text
  const closed = { path: 'closedOn', before: '2026-01-05', after: '2025-12-31' }
  expect([
    text(closed, { path: 'effectiveOn', before: '2026-01-05', after: '2025-12-31' }, { path: 'courtUntil', before: '2026-02-04', after: '2026-01-30' }),
    text(closed, { path: 'effectiveOn', before: '2026-01-05', after: '2026-01-08' }),
    text({ path: 'amount', before: 500000, after: 50000 }, { path: 'people', before: 2, after: 20 }),
    text({ path: 'acceptedOn', before: '2026-01-02', after: '2026-01-03' }, { path: 'reportedOn', before: '2026-01-02', after: '2026-01-03' }),
    text({ path: 'amount', before: null, after: 50000 }),
    text(closed, { path: 'amount', before: 500000, after: 50000 }, { path: 'people', before: 2, after: 20 }, { path: 'type', before: 'land', after: 'neighbour' }),
  ]).toEqual([
    '更正，将调结日期由 1月5日 改为 2025年12月31日。', '更正，将调结日期由 1月5日 改为 2025年12月31日，将协议生效日期由 1月5日 改为 1月8日。',
    '更正，将涉及人数由 2 人 改为 20 人，将涉及金额由 5,000 元 改为 500 元。', '更正，将受理日期由 1月2日 改为 1月3日。', '更正，涉及金额 500 元。',
    '更正，将类型由 山林土地 改为 邻里，将调结日期由 1月5日 改为 2025年12月31日，将涉及人数由 2 人 改为 20 人，还改了涉及金额。',
  ])
})

test('what a step came to does not repeat what it is', () => {
  expect(told({ move: 'escalate', changes: [{ path: 'escalateTo', before: null, after: 'township' }] }).text).toBe('上报到 乡镇。')
  expect(told({ move: 'assign', stage: 'assigned', changes: [{ path: 'handler', before: null, after: 'q' }] }, matter).text).toMatch(/，.* 李梅。$/)
})

test('a conflict is told with what was kept', () => {
  const conflicts = [{ path: 'result', mine: 'failed', stored: 'success' }, { path: 'sessions/r1/record', mine: '甲'.repeat(60), stored: '乙' }]
  expect(told({ conflicts })).toMatchObject({ text: '改了几处，没有用上。', notes: ['当时有人也改了结果，保留了 调解成功，没有用 调解不成', '当时有人也改了调解的调解记录，保留了别人先写的'] })
})

test('whoever does not see personal values reads that they changed, and nothing else', () => {
  expect(told({ masked: ['parties', 'summary'] }).text).toBe('改了当事人、“怎么回事、怎么商定的”。')
  expect(told({ move: 'accept', masked: ['claims'] }).details[0]).toBe('还写了当事人申请事项，内容只给办这一件的人看')
})

test('what is personal stands masked as on the record itself, until it was opened there', () => {
  const changes: HistoryEntry['changes'] = [
    { path: 'parties/r1/name', before: '牛大山', after: '牛小山', row: 1 }, { path: 'parties/r1/phone', before: null, after: '13812345678', row: 1 },
    { path: 'sessions/r2/present', before: null, after: '马立春、吴刚', row: 1 }, { path: 'sessions/r2/record', before: null, after: '各说各的', row: 1 },
  ]
  const conflicts = [{ path: 'parties/r1/name', mine: '牛大川', stored: '牛小山' }]
  const words = ({ text, body, notes, details }: Step): string => [text, body, ...notes, ...details].join('\n')
  const closed = told({ move: 'mediate', changes, conflicts })
  expect(words(closed)).not.toMatch(/牛.山|牛大川|马立春|吴刚|1234/)
  expect(words(closed)).toMatch(/姓名：牛某 → 牛某[^]*138\*{4}5678/)
  expect(closed).toMatchObject({ body: '马某、吴某。各说各的。', hidden: ['name', 'phone'] })
  const [opened] = stepsOf(dispute, [entry('a', { move: 'mediate', changes, conflicts })], { ...reading, shows: (kind) => kind === 'name' })
  expect(words(opened as Step)).toMatch(/牛大山 → 牛小山/)
  expect(opened).toMatchObject({ body: '马立春、吴刚。各说各的。', hidden: ['phone'] })
  const values = { sessions: { r1: { values: { on: '2026-11-05', present: '马立春', record: '约好先量地' } } } }
  expect(stepsFromValues(dispute, values, reading)[0]?.body).toBe('马某，约好先量地。')
})

test('without the network the record itself tells what happened', () => {
  const values = { reportedOn: '2026-11-02', acceptedOn: '2026-11-02', sessions: { r1: { values: { on: '2026-11-05', record: '约好先量地' } } } }
  const steps = stepsFromValues(dispute, values, reading)
  expect(steps[0]).toMatchObject({ text: '第 1 次调解。', body: '约好先量地。', day: '2026-11-05' })
  expect(steps[1]).toMatchObject({ text: '登记、受理。', day: '2026-11-02' })
  expect(steps).toHaveLength(2)
})

test('whatever people did in whatever order, the changes told come to what the record is, and no sentence holds a code, an id or a hole', () => {
  let applied = 0
  fc.assert(fc.property(fc.integer(), fc.constantFrom(dispute, matter), fc.boolean(), (seed, type, isPersonal) => {
    const { entries, values } = randomHistory(type, seed, isPersonal)
    applied += entries.length
    if (isPersonal) expect(entries.reduce((folded, { changes }) => fold(folded, changes), {})).toEqual(values)
    const steps = [...stepsOf(type, entries, reading), ...stepsFromValues(type, values, reading)]
    expect(steps.length).toBeGreaterThanOrEqual(entries.length)
    for (const step of steps) {
      const words = [step.who, step.text, step.body, ...step.notes, ...step.details].join('\n')
      expect(words).not.toMatch(/undefined|null|NaN|\[object|[a-z]{2,}|[0-9a-f]{8}-|（）|，，|。。|：\n/)
      expect(step.text).toMatch(/^[^。\n]+。$/)
    }
  }), { numRuns: 40 })
  expect(applied).toBeGreaterThan(80)
})
