import type { RefusalCode } from '../core/op'
import { matter } from './matter'
import { dispute } from './dispute'
import { PROBLEMS, pathLabel, problemText, refusalAdvice, roleLabel } from './words'

test('a missing field is named as the form names it', () => {
  expect(refusalAdvice({ code: 'missing', fields: ['place', 'receivedOn'] }, matter).what).toBe('还差“在哪”、“受理日期”')
})

test('a stage is named in the words of its record', () => {
  expect(refusalAdvice({ code: 'stageMoved', stage: 'archived' }, dispute).what).toContain('已归档')
  expect(refusalAdvice({ code: 'stageClosed', stage: 'withdrawn' }, dispute).what).toBe('这一件已作废，不能直接改')
})

test('a conflict in a row is named by row and cell, each once', () => {
  const conflicts = ['r1', 'r2'].map((row) => ({ path: `parties/${row}/name`, mine: '甲', stored: '乙' }))
  expect(pathLabel(dispute, 'parties/r1/name')).toBe('当事人 · 姓名')
  expect(refusalAdvice({ code: 'changedMeanwhile', conflicts }, dispute).what).toBe('“当事人 · 姓名”有人先改了')
})

test('a text that is too long tells how long it may be', () => {
  expect(refusalAdvice({ code: 'badValue', field: 'referTo', problem: 'tooLong' }, matter).what).toBe('“转到”太长，最多80个字')
  expect(refusalAdvice({ code: 'badValue', field: 'people', problem: 'outOfRange' }, dispute).what).toBe('“涉及人数”要在 0 和 100000 之间')
})

test('a year that cannot be is doubted', () => {
  expect(refusalAdvice({ code: 'badValue', field: 'acceptedOn', problem: 'tooEarly' }, dispute).what).toBe('“受理日期”在2000年以前，请看看年份对不对')
})

test('a kind this program does not know still gets a sentence', () => {
  const refusals = [
    { code: 'unknownKind' }, { code: 'missing', fields: ['x'] }, { code: 'badValue', field: 'x', problem: 'notADay' }, { code: 'stageMoved', stage: 's' },
  ] as const
  for (const refusal of refusals) expect(refusalAdvice(refusal, undefined).what).not.toBe('')
})

test('no sentence speaks of software', () => {
  const codes = [
    'unknownKind', 'unknownMove', 'unknownOp', 'noRecord', 'recordExists', 'wrongStream', 'notAllowed', 'outOfScope', 'unknownPlace', 'tooLarge', 'badOp', 'otherContent',
    'seqTaken', 'deviceRevoked',
  ] as const satisfies readonly RefusalCode[]
  const sentences = [...Object.values(PROBLEMS), ...codes.flatMap((code) => Object.values(refusalAdvice({ code }, dispute)))]
  for (const sentence of sentences) expect(sentence).not.toMatch(/[A-Za-z]|同步失败|操作|用户|数据库|服务器|非法/)
})

test('a problem code of a newer server is answered too, and never by something inherited', () => {
  expect(problemText('expired')).toBe(PROBLEMS.expired)
  expect(problemText('constructor')).toBe(PROBLEMS.serverBusy)
})

test('a role is called what the grant calls it', () => {
  expect(roleLabel('judicial')).toBe('司法所')
  expect(roleLabel('somebody')).toBe('somebody')
})
