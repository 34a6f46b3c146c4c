import { randomUUID } from 'node:crypto'
import type { At, DrillAnswer, FigureQuery, Me } from '../../src/core/protocol'
import { drill, figures, type Read } from '../../src/server/read'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled, type Town } from './town'

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

const ACCEPTED = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } } as const

function queryAt(place: string): FigureQuery {
  return { figure: ACCEPTED, period: { from: '2025-01-01', to: '2025-12-31' }, place, by: null }
}

async function drilled(me: Me, place: string, at: At | null): Promise<Read<DrillAnswer>> {
  return drill(town.deps, me, { stream: town.township, query: queryAt(place), at, offset: 0, limit: 10 })
}

async function lastChange(stream: string): Promise<number> {
  const [row] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${stream}`
  return row?.n ?? 0
}

test('a moment of the past opens no records of a group that is not of one\'s village any more', async () => {
  const group = town.groups[0] ?? ''
  const device = deviceOf('past')
  await pushAll(town.deps, town.li, town.township, device, [settled(randomUUID(), group, '2025-03-01'), settled(randomUUID(), town.east, '2025-03-02')])
  const before = { town: await lastChange(town.township), county: await lastChange(town.county) }
  expect(await drilled(town.zhang, town.east, null)).toMatchObject({ kind: 'read', answer: { total: 2, hidden: 0 } })
  await pushAll(town.deps, town.root, town.county, deviceOf('move'), [{ record: group, kind: 'place', base: before.county, body: { kind: 'edit', set: { parent: town.west } } }])

  expect(await drilled(town.zhang, town.east, null)).toMatchObject({ kind: 'read', answer: { total: 1, hidden: 0 } })
  expect(await drilled(town.zhang, group, null)).toEqual({ kind: 'notFound' })
  expect(await drilled(town.zhang, group, before)).toEqual({ kind: 'notFound' })
  expect(await figures(town.deps, town.zhang, { stream: town.township, queries: [queryAt(group)], at: before })).toEqual({ kind: 'notFound' })
  // What was counted then is still counted; what is not theirs any more is a number in it.
  expect(await drilled(town.zhang, town.east, before)).toMatchObject({ kind: 'read', answer: { total: 2, hidden: 1 } })
  expect(await drilled(town.zhao, town.east, before)).toMatchObject({ kind: 'read', answer: { total: 2, hidden: 0 } })
})

test('a place that was taken out of the directory opens as it stood, to those above it', async () => {
  const group = town.groups[3] ?? ''
  await pushAll(town.deps, town.li, town.township, deviceOf('gone'), [settled(randomUUID(), group, '2025-04-01')])
  const before = { town: await lastChange(town.township), county: await lastChange(town.county) }
  await pushAll(town.deps, town.root, town.county, deviceOf('taken'), [{ record: group, kind: 'place', base: before.county, body: { kind: 'move', move: 'retire', set: {} } }])
  expect(await drilled(town.zhao, group, before)).toMatchObject({ kind: 'read', answer: { total: 1, hidden: 0 } })
  expect(await drilled(town.zhang, group, before)).toEqual({ kind: 'notFound' })
})
