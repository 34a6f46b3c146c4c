import type { TrailLine } from '../core/trailWire'
import { lineText } from './trailText'
import { damageText, TRAIL_WORDS } from './trailWords'

const PERSON = '019ac9de-1111-7000-8000-00000000000a'
const RECORD = '019ac9de-2222-7000-8000-0000000000ff'
const TOWN = '019ac9de-3333-7000-8000-00000000000c'
const names = { [PERSON]: '李调解', [TOWN]: '甲乡' }
const line = (more: Partial<TrailLine>): TrailLine => ({ chain: 'reading', stream: TOWN, a: 1, at: '2026-06-15T02:00:00.000Z', actor: PERSON, action: 'recordRead', subject: RECORD, detail: {}, ...more })

test('a line says who did what to what, with a record by its number and its kind', () => {
  expect(lineText(line({ detail: { kind: 'dispute', n: 3, device: 'ABC123' } }), names)).toEqual({ who: '李调解', what: '打开了，手机或电脑 ABC123', about: '矛盾纠纷 编号 000000ff' })
  expect(lineText(line({ chain: 'audit', action: 'settleOnSpot', detail: { kind: 'dispute' } }), names).what).toBe('当场化解')
  expect(lineText(line({ action: 'pulled', subject: TOWN, detail: { from: 0, to: 9, count: 4 } }), names)).toEqual({ who: '李调解', what: '手机取回了带个人信息的记录，4 件', about: '甲乡' })
})

test('a table that was taken away is called by its name, with the days it is of', () => {
  const taken = (detail: TrailLine['detail']): string => lineText(line({ action: 'exported', subject: TOWN, detail }), names).what
  expect(taken({ what: 'dispute', from: '2026-01-01', to: '2026-11-20', rows: 607, hidden: 3, personal: true })).toBe('导出了矛盾纠纷台账（2026年1月1日至11月20日），607 行，含个人信息，另有 3 件没有列出')
  expect(taken({ what: 'statistics', from: '2026-01-01', to: '2026-12-31', rows: 30 })).toBe('导出了人民调解统计表（2026年），30 行')
  expect(taken({ what: 'person', rows: 12, personal: true })).toBe('导出了人员名录，12 行，含个人信息')
  expect(taken({ what: 'later', rows: 1 })).toBe('导出了一张表，1 行')
})

test('nobody is the system, and who is in no list has a number', () => {
  expect(lineText(line({ actor: null, action: 'mediaCollected', subject: TOWN }), names).who).toBe('系统')
  expect(lineText(line({ actor: RECORD }), names).who).toBe('编号 000000ff')
})

test('no act and no damage is told by its name in the program', () => {
  for (const action of Object.keys(TRAIL_WORDS)) {
    expect(lineText(line({ action, detail: { rows: 2, personal: true, words: true } }), names).what).not.toMatch(/[a-z]/i)
  }
  expect(damageText('甲乡', 'audit', 17, 'changed')).toBe('甲乡 办理留痕第 17 行被改过')
  expect(damageText('甲乡', 'reading', 17, 'cutOff')).toBe('甲乡 查看留痕第 17 行起被截掉了')
})
