import { render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import { EMPTY_CONFIG } from '../../core/config'
import type { StoredRecord } from '../../core/op'
import type { Places } from '../../core/place'
import { TYPES } from '../../domain/registry'
import type { Reading } from '../recordText'
import { cellText, spreadOf } from './columns'
import { RegisterTable } from './RegisterTable.h5'
import type { RegisterRow, RegisterRows } from './useRegisterRows'

const none = (): undefined => undefined
const row = (id: string): RegisterRow => ({ id, kind: 'dispute', stage: 'archived', written: [], n: 1, createdBy: 'p', stream: 't', values: {} })

test('paper says how many of how many it shows, unless it shows all', async () => {
  const client = (await createBench().phoneOf('zhang')).client()
  const session = client.session.getState()
  const table = (hasMore: boolean) => {
    const found: RegisterRows = { rows: [row('a'), row('b')], total: 651, hidden: 0, loading: false, problem: null, hasMore, told: null, more: none, again: none }
    return (
      <ClientProvider value={client}>
        <RegisterTable session={must(session.kind === 'signedIn' ? session : undefined, 'signed in')} type={TYPES.dispute} found={found} filters={null} words={{ sought: () => null, markOf: () => '' }} onTold={none} onOpen={none} onClear={null} />
      </ClientProvider>
    )
  }
  const { rerender } = render(table(true))
  expect(screen.getByText('这里印的是前 2 件，共 651 件').className).toContain('only-print')
  rerender(table(false))
  expect(screen.queryByText(/这里印的是/)).toBeNull()
})

test('a short number stands for one case only: rows of two years, or of the county, say all of it and their township', () => {
  const of = (caseNo: string): StoredRecord => ({ ...row(caseNo), values: { caseNo, place: 'g' } })
  const place = (id: string, level: string, name: string, parent: string | null) => ({ id, level, name, parent })
  const byId = { c: place('c', 'county', '甲县', null), t: place('t', 'township', '甲乡', 'c'), v: place('v', 'village', '东村', 't') }
  const reading: Reading = { config: { ...EMPTY_CONFIG, places: { ...EMPTY_CONFIG.places, byId } as unknown as Places }, names: new Map(), today: '2026-11-20' }
  const [mine, old, theirs] = [of('磙调〔2026〕124号'), of('磙调〔2025〕124号'), of('柳调〔2026〕124号')]
  const numbers = (rows: readonly StoredRecord[], isCounty: boolean) => rows.map((each) => cellText(TYPES.dispute, 'caseNo', each, reading, spreadOf(rows, isCounty)))
  expect(numbers([mine, of('磙调〔2026〕3号')], false)).toEqual(['124', '3'])
  expect(numbers([mine, old], false)).toEqual(['磙调〔2026〕124号', '磙调〔2025〕124号'])
  expect(numbers([mine, theirs], false)).toEqual(['磙调〔2026〕124号', '柳调〔2026〕124号'])
  expect(numbers([mine], true)).toEqual(['磙调〔2026〕124号'])
  const where = (id: string, isCounty: boolean) => cellText(TYPES.dispute, 'place', { ...mine, values: { place: id } }, reading, spreadOf([], isCounty))
  expect([where('v', false), where('v', true), where('t', true)]).toEqual(['东村', '甲乡东村', '甲乡'])
})
