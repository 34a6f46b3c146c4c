import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import { exportsFrom, exportTitle } from './exports'

const PLACES = placesOf([{ id: '乡', name: '乡', level: 'township', parent: null, order: 1, from: null, until: null }])
const as = (role: string): Me => ({ person: 'me', name: '我', county: '县', unit: null, roles: [role], grants: [{ role, place: '乡', stream: '乡' }] })

test('what is offered is what a role may take', () => {
  const all = ['dispute', 'matter', 'outreach', 'screening', 'work', 'confirmation', 'roster', 'statistics', 'subsidies']
  expect(exportsFrom(as('judicial'), PLACES, '乡')).toEqual(all)
  expect(exportsFrom(as('leader'), PLACES, '乡')).toEqual(all.filter((what) => what !== 'subsidies'))
  expect(exportsFrom(as('mediator'), PLACES, '乡')).toEqual(all.filter((what) => what !== 'statistics'))
  expect(exportsFrom(as('gridWorker'), PLACES, '乡')).toEqual([])
  expect(exportsFrom(as('judicial'), PLACES, '别处')).toEqual([])
})

test('every table has a name that says what it is', () => {
  expect(exportsFrom(as('judicial'), PLACES, '乡').map(exportTitle)).toEqual([
    '矛盾纠纷台账', '群众说事台账', '普法宣传台账', '矛盾纠纷排查台账', '其他台账', '情况确认台账', '名册', '人民调解统计表', '以案定补清单',
  ])
})
