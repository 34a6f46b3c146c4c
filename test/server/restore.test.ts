import { randomUUID } from 'node:crypto'
import { covers } from '../../src/client/cover'
import { must } from '../../src/core/assert'
import { MAX_RECORDS_PER_PULL, type PullAnswer, type StreamChanges } from '../../src/core/protocol'
import { pull } from '../../src/server/pull'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled } from './town'

const database = withDatabase()

test('a number far above the last change is pulled as bare, page by page, and every stream is named', async () => {
  const town = await openTown(database.db)
  const device = deviceOf(town.county)
  const group = must(town.groups[0], 'a group')
  await pushAll(town.deps, town.li, town.township, device, Array.from({ length: MAX_RECORDS_PER_PULL }, () => settled(randomUUID(), group, '2026-06-01')))
  const before = must((await pullAll())[0], 'a full page')
  expect(before.more).toBe(false)

  const jumped = Date.now()
  await database.db.sql`update stream set n = ${jumped} where stream = ${town.township}`
  const [full, whole] = await pullAll()
  expect(full?.more).toBe(true)
  expect(townOf(whole)).toMatchObject({ from: MAX_RECORDS_PER_PULL, to: jumped, records: [], bare: [[MAX_RECORDS_PER_PULL + 1, jumped]] })
  const rest = await pull(town.deps, town.li, { cursor: before.cursor, waiting: 0 })
  expect(rest.more).toBe(false)
  expect(townOf(rest)).toMatchObject({ fresh: false, from: MAX_RECORDS_PER_PULL, to: jumped })
  const still = await pull(town.deps, town.li, { cursor: rest.cursor, waiting: 0 })
  expect(still.more).toBe(false)
  expect(still.streams.map(({ stream }) => stream)).toEqual([town.county, town.township])
  expect(townOf(still)).toMatchObject({ from: jumped, to: jumped, bare: [] })

  await pushAll(town.deps, town.li, town.township, device, [settled(randomUUID(), group, '2026-06-02')])
  const next = await pull(town.deps, town.li, { cursor: still.cursor, waiting: 0 })
  expect(townOf(next).records.map(({ n }) => n)).toEqual([jumped + 1])

  async function pullAll(): Promise<readonly PullAnswer[]> {
    const pages: PullAnswer[] = []
    for (let more = true; more && pages.length < 5;) {
      const page = await pull(town.deps, town.li, { cursor: pages[pages.length - 1]?.cursor ?? null, waiting: 0 })
      expect(page.streams.every(covers)).toBe(true)
      pages.push(page)
      more = page.more
    }
    return pages
  }
  function townOf(answer: PullAnswer | undefined): StreamChanges {
    return must(answer?.streams.find(({ stream }) => stream === town.township), 'the township')
  }
})
