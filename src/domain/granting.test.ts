import type { StoredRecord } from '../core/op'
import type { Values } from '../core/field'
import { grant } from './directory'
import { grantProblem, grantWarning, roleSentence } from './granting'
import type { Role } from './roleTable'

const held = (id: string, role: string, more: Values = {}): StoredRecord =>
  ({ id, kind: 'grant', stage: 'kept', values: { person: 'p', role, place: 'c', ...more }, written: [], n: 1, createdBy: '' })

test('three offices are never one person at one time; one after the other they may be', () => {
  for (const [a, b] of [['admin', 'security'], ['admin', 'auditor'], ['security', 'auditor']] as const) {
    expect(grantProblem(held('2', a), [held('1', b)])).toMatch(/不能是同一个人/)
    expect(grantProblem(held('2', a, { from: '2026-07-01' }), [held('1', b, { until: '2026-06-30' })])).toBeNull()
    expect(grantProblem(held('2', a, { from: '2026-06-30' }), [held('1', b, { until: '2026-06-30' })])).not.toBeNull()
  }
  expect(grantProblem(held('2', 'admin'), [held('1', 'admin'), { ...held('3', 'auditor'), stage: 'withdrawn' }])).toBeNull()
  expect(grantProblem(held('2', 'admin'), [{ ...held('1', 'auditor'), values: { ...held('1', 'auditor').values, person: 'q' } }])).toBeNull()
})

test('an office beside case work is allowed, and said', () => {
  expect(grantWarning('admin', [held('1', 'mediator')], '2026-06-01')).toMatch(/还是人民调解员，看得到案件/)
  expect(grantWarning('mediator', [held('1', 'auditor')], '2026-06-01')).toMatch(/是审计员/)
  expect(grantWarning('mediator', [held('1', 'gridWorker'), held('2', 'auditor', { until: '2026-05-01' })], '2026-06-01')).toBeNull()
})

test('what a role may do is one sentence of the role table, and the three offices see no cases', () => {
  const sentences = Object.fromEntries(Object.keys(grant.fields.role.options).map((role) => [role, roleSentence(role as Role)]))
  expect(sentences.security).toBe('可以管授权；看不到案件。')
  expect(sentences.auditor).toBe('可以看谁做了什么；看不到案件。')
  expect(sentences.admin).toMatch(/^可以管地方、单位、人员.*；看不到案件。$/)
  expect(sentences.leader).toMatch(/看范围内的.*（不带姓名、经过）/)
  for (const sentence of Object.values(sentences)) expect(sentence).toMatch(/^(可以|只能).+。$/)
})
