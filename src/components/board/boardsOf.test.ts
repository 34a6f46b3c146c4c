import { placesOf, type Place } from '../../core/place'
import type { Me } from '../../core/protocol'
import { boardsOf } from './boardsOf'

const place = (id: string, level: string, parent: string | null): Place => ({ id, name: id, level, parent, order: 1, from: null, until: null })
const config = { n: 1, options: {}, settings: {}, figures: [], places: placesOf([place('县', 'county', null), place('乡', 'township', '县'), place('甲村', 'village', '乡'), place('乙村', 'village', '乡')]) }
const me = (...grants: Me['grants'][number][]): Me => ({ person: 'p', name: '周', county: '县', grants, roles: grants.map(({ role }) => role), unit: null })
const grant = (role: string, at: string, stream = '乡') => ({ role, place: at, stream })
const boards = (who: Me, holds: boolean) => boardsOf(who, config, '2026-11-20', holds).map(({ stream, kind, scope }) => [stream, kind, scope.roots, scope.place])

test('a leader has the township, a county office the county', () => {
  expect(boards(me(grant('leader', '乡')), false)).toEqual([['乡', 'township', ['乡'], null]])
  expect(boards(me(grant('countyJudicial', '县', '县')), false)).toEqual([['县', 'county', ['县'], null]])
})

test('a field worker counts all own places at once, an office role each by itself', () => {
  const both = [grant('gridWorker', '甲村'), grant('gridWorker', '乙村')] as const
  expect(boards(me(...both), true)).toEqual([['乡', 'township', ['甲村', '乙村'], null]])
  expect(boards(me(grant('gridWorker', '甲村'), grant('gridWorker', '乡')), true)).toEqual([['乡', 'township', ['乡'], null]])
  expect(boards(me(grant('leader', '甲村'), grant('leader', '乙村')), false)).toEqual([['乡', 'township', ['甲村'], '甲村'], ['乡', 'township', ['乙村'], '乙村']])
})

test('who counts nothing has no board', () => {
  expect(boards(me(grant('admin', '乡')), false)).toEqual([])
})
