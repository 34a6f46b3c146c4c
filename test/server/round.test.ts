import { randomUUID } from 'node:crypto'
import type { StoredRecord } from '../../src/core/op'
import type { FigureQuery } from '../../src/core/protocol'
import { figureOf } from '../../src/core/figure'
import { prefill, propose } from '../../src/domain/round'
import { screening } from '../../src/domain/screening'
import { drill, figures } from '../../src/server/read'
import { roundBody } from '../../src/components/round/roundBody'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled, type Town } from './town'

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

const JUNE = { from: '2026-06-01', to: '2026-06-15' }
const PERIOD = { from: '2026-06-01', to: '2026-06-30' }
const OVER = { kind: 'flow', date: 'to' } as const

async function sumOf(field: 'times' | 'found'): Promise<number> {
  const query: FigureQuery = { figure: figureOf(screening, {}, OVER, { kind: 'sum', field }), period: PERIOD, place: town.east, by: null }
  const read = await figures(town.deps, town.zhang, { stream: town.township, queries: [query], at: null })
  if (read.kind !== 'read') throw new Error(read.kind)
  return read.answer.results[0]?.value ?? 0
}

/** What a phone of the eastern village holds: its disputes and rounds. */
async function held(): Promise<readonly StoredRecord[]> {
  const kinds = [['dispute', 'acceptedOn'], ['screening', 'to']] as const
  const lists = await Promise.all(kinds.map(async ([kind, date]) => {
    const query: FigureQuery = { figure: { kind, where: {}, over: { kind: 'flow', date }, measure: { kind: 'count' } }, period: PERIOD, place: town.east, by: null }
    const read = await drill(town.deps, town.zhang, { stream: town.township, query, at: null, offset: 0, limit: 50 })
    return read.kind === 'read' ? read.answer.records : []
  }))
  return lists.flat()
}

test('rounds that fill themselves from the records find each dispute once, and their figures agree with what was written', async () => {
  const { deps, zhang, township, east, groups } = town
  const device = deviceOf('round')
  const places = (await deps.configs.current(database.db.sql, town.county)).places
  const write = async (move: 'record' | 'nothingNew', to: string): Promise<void> => {
    const { found } = prefill(await held(), east, { ...JUNE, to }, { places })
    const body = roundBody(move, { place: east, kind: 'weekly', ...JUNE, to, found, times: 1 })
    await pushAll(deps, zhang, township, device, [{ record: randomUUID(), kind: 'screening', body }])
  }
  await pushAll(deps, zhang, township, device, [settled(randomUUID(), east, '2026-06-02'), settled(randomUUID(), groups[0] ?? '', '2026-06-03')])
  await write('record', '2026-06-07')
  expect([await sumOf('found'), await sumOf('times')]).toEqual([2, 1])

  await pushAll(deps, zhang, township, device, [settled(randomUUID(), groups[1] ?? '', '2026-06-09')])
  await write('record', '2026-06-14')
  expect([await sumOf('found'), await sumOf('times')]).toEqual([3, 2])

  await write('nothingNew', '2026-06-15')
  expect([await sumOf('found'), await sumOf('times')]).toEqual([3, 3])
  expect(propose(await held(), east, '2026-06-15', { places }).rhythm).toBe('weekly')
  const nothing = (await held()).find(({ values }) => values.nothingNew === true)
  expect(nothing?.values).toMatchObject({ found: 0, prevented: 0, times: 1, place: east, kind: 'weekly', to: '2026-06-15' })
})
