import { STORES } from '../../domain/privacyPurposes'
import { REGISTRY } from '../../domain/registry'
import { tableOf } from '../columns'
import { sealedColumns } from '../keys/columns'

test('every table in which something is sealed is a record type\'s, or stands in the inventory', () => {
  const named = [...STORES.map(({ table }) => table), ...Object.values(REGISTRY).map(tableOf)]
  const sealed = [...new Set(sealedColumns(REGISTRY).map(({ table }) => table))]
  expect(sealed.filter((table) => !named.includes(table))).toEqual([])
  expect(sealed.length).toBeGreaterThan(10)
})
