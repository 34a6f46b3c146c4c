import { randomUUID } from 'node:crypto'
import type { FigureQuery } from '../../src/core/protocol'
import { drill, figures } from '../../src/server/read'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled, type Town } from './town'

const database = withDatabase()
let town: Town

beforeAll(async () => {
  town = await openTown(database.db)
  const planned = [
    ...Array.from({ length: 3 }, () => settled(randomUUID(), town.east, '2026-05-01', { compartment: 'domestic' })),
    ...Array.from({ length: 8 }, () => settled(randomUUID(), town.west, '2026-05-02', { compartment: 'minor' })),
    ...Array.from({ length: 6 }, () => settled(randomUUID(), town.east, '2026-05-03')),
  ]
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), planned)
})

const query = (where: Record<string, string[]>, more: Partial<FigureQuery> = {}): FigureQuery => ({
  figure: { kind: 'dispute', where, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null, ...more,
})

test('S42: a township\'s own numbers are exact; those narrowed by what protects people go in steps of five, and so does the rest', async () => {
  const byPlace = { by: { kind: 'place' as const, level: 'village' } }
  const queries = [query({}), query({ compartment: ['domestic'] }), query({ compartment: ['minor'] }), query({ compartment: [''] }), query({ compartment: ['domestic', 'minor'] }, byPlace), query({}, { by: { kind: 'field', field: 'compartment' } })]
  const read = await figures(town.deps, town.zhao, { stream: town.township, queries, at: null })
  if (read.kind !== 'read') throw new Error('read')
  expect(read.answer.results.map(({ value }) => value)).toEqual([17, 0, 5, 5, 10, 15])
  // 3 in the east and 8 in the west are 11: told 5余 of 10余, and of the east nothing.
  expect(read.answer.results[4]?.groups).toEqual([{ key: town.west, value: 5 }])
  expect(read.answer.results[5]?.groups.map(({ value }) => value)).toEqual(expect.arrayContaining([5]))
  expect(read.answer.results[5]?.groups.every(({ value }) => value % 5 === 0)).toBe(true)
})

test('S42: people are counted as rows, never by what stands of them, and nothing is counted by person', async () => {
  const over = { kind: 'flow' as const, date: 'acceptedOn' }
  const rows = (where: Record<string, string[]>, sum: string | null): FigureQuery => query({}, { figure: { kind: 'dispute', where: {}, over, measure: { kind: 'rows', rows: 'parties', where, sum } } })
  const refused = [
    rows({}, 'age'), rows({ sex: ['female'] }, null), query({}, { by: { kind: 'field', field: 'handler' } }), query({ handler: [town.li.person] }),
  ]
  for (const asked of refused) expect([asked, (await figures(town.deps, town.zhao, { stream: town.township, queries: [asked], at: null })).kind]).toEqual([asked, 'badFigure'])
  expect(await figures(town.deps, town.zhao, { stream: town.township, queries: [rows({}, null)], at: null })).toMatchObject({ kind: 'read' })
  // A list of somebody's records is one; how many more there are is not told.
  const list = await drill(town.deps, town.zhao, { stream: town.township, query: query({ handler: [town.li.person] }), at: null, offset: 0, limit: 50 })
  expect(list).toMatchObject({ kind: 'read', answer: { hidden: 0 } })
})

test('S42: such a number does not open: how many rows are hidden would tell it', async () => {
  const ask = (asked: FigureQuery) => drill(town.deps, town.zhao, { stream: town.township, query: asked, at: null, offset: 0, limit: 50 })
  expect(await ask(query({ compartment: ['minor'] }))).toMatchObject({ kind: 'badFigure' })
  const whole = await ask(query({}))
  expect(whole).toMatchObject({ kind: 'read', answer: { total: 17, hidden: 11 } })
})
