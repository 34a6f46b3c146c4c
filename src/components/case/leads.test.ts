import { EMPTY_CONFIG } from '../../core/config'
import type { Values } from '../../core/field'
import type { Me } from '../../core/protocol'
import { placesOf } from '../../core/place'
import { dispute } from '../../domain/dispute'
import { matter } from '../../domain/matter'
import { nextMoves } from '../moves'

const TODAY = '2026-11-20'
const config = { ...EMPTY_CONFIG, places: placesOf([{ id: 'town', name: '某乡', level: 'township', parent: null, order: 1, from: null, until: null }]) }

function me(role: string, more: Partial<Me> = {}): Me {
  return { person: 'me', name: '我', roles: [role], unit: null, county: 'county', grants: [{ role, place: 'town', stream: 'town' }], ...more }
}
function next(kind: 'dispute' | 'matter', stage: string, values: Values, person: Me) {
  const record = { id: 'r', kind, stage, values: { place: 'town', ...values }, written: [], n: 1, createdBy: 'other' }
  return nextMoves(kind === 'dispute' ? dispute : matter, record, person, config, TODAY)
}
const lead = (...asked: Parameters<typeof next>): string | null => next(...asked).primary?.label ?? null

const mediator = me('mediator')

test('a dispute leads from its first word to its file, one button at a time', () => {
  const row = (values: Values) => ({ a: { values } }) as Values[string]
  expect(lead('dispute', 'registered', {}, mediator)).toBe('受理')
  expect(lead('dispute', 'accepted', {}, mediator)).toBe('记第 1 次调解')
  expect(lead('dispute', 'mediating', { sessions: row({ outcome: 'goesOn' }) }, mediator)).toBe('记第 2 次调解')
  expect(lead('dispute', 'mediating', { sessions: row({ outcome: 'agreed' }) }, mediator)).toBe('调结')
  expect(lead('dispute', 'closed', { result: 'failed' }, mediator)).toBe('归档')
  const success = { result: 'success', courtUntil: '2026-12-01' }
  expect(lead('dispute', 'closed', { ...success, courtConfirmation: 'wanted' }, mediator)).toBe('申请司法确认')
  expect(lead('dispute', 'closed', { ...success, courtConfirmation: 'wanted', courtUntil: '2026-11-19' }, mediator)).toBe('记履行情况')
  expect(lead('dispute', 'closed', success, mediator)).toBe('记履行情况')
  expect(lead('dispute', 'closed', { ...success, fulfilment: 'onSpot' }, mediator)).toBe('记回访')
  expect(lead('dispute', 'closed', { ...success, fulfilment: 'partly', followUps: row({}) }, mediator)).toBe('记履行情况')
  expect(lead('dispute', 'closed', { ...success, fulfilment: 'done', followUps: row({}) }, mediator)).toBe('归档')
  expect(lead('dispute', 'archived', success, mediator)).toBeNull()
})

test('what waits for somebody else has no filled button for those who wait', () => {
  const up = { escalateTo: 'township' }
  expect(lead('dispute', 'escalating', up, me('dispatcher'))).toBe('接手')
  expect(lead('dispute', 'escalating', up, me('gridWorker'))).toBeNull()
  expect(lead('dispute', 'referring', {}, me('dispatcher'))).toBe('对方接收')
})

test('moves stand in groups, and those that do not fit are not there', () => {
  const { groups } = next('dispute', 'closed', { result: 'failed' }, mediator)
  expect(groups.map(({ title, moves }) => [title, moves.map(({ name }) => name)])).toEqual([
    ['上报移送', ['reportPolice']], ['更正作废', ['correct', 'reopen', 'merge', 'withdraw']],
  ])
})

test('each who has to do with a matter sees the own next thing', () => {
  const [dispatcher, leader, station] = [me('dispatcher'), me('leader'), me('handler', { unit: 'station' })]
  const given = { leadUnit: 'station', dueOn: '2026-11-25', assignedOn: '2026-11-16' }
  expect(lead('matter', 'registered', {}, dispatcher)).toBe('交办')
  expect(lead('matter', 'assigned', given, station)).toBe('签收')
  expect(lead('matter', 'assigned', given, dispatcher)).toBeNull()
  expect(lead('matter', 'signed', { ...given, dueOn: '2026-11-19' }, dispatcher)).toBe('督办')
  expect(lead('matter', 'signed', { ...given, dueOn: '2026-11-19' }, station)).toBe('办结')
  expect(lead('matter', 'handling', { ...given, extensionAsked: true }, leader)).toBe('同意延期')
  expect(lead('matter', 'resolved', given, dispatcher)).toBe('反馈给群众')
  expect(lead('matter', 'fedBack', { ...given, handler: 'other' }, dispatcher)).toBe('记评价')
  expect(lead('matter', 'fedBack', { ...given, handler: 'me' }, dispatcher)).toBeNull()
  expect(lead('matter', 'rated', { ...given, rating: 'dissatisfied' }, dispatcher)).toBe('重办')
  expect(lead('matter', 'rated', { ...given, rating: 'dissatisfied', reworked: true }, leader)).toBe('书面说明')
  expect(lead('matter', 'rated', { ...given, rating: 'fairly' }, dispatcher)).toBe('归档')
})
