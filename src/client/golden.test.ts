import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeOfEverything } from '../../test/golden/journal'
import { createBench } from '../../test/standin/bench'
import { TOWN } from '../../test/standin/town'
import { must } from '../core/assert'
import type { Values } from '../core/field'
import { SCHEMA_VERSION } from '../domain/registry'

interface Golden {
  /** The file its phone exported. */
  readonly journal: string
  /** What the server made of it when it was new: stage and values, without the numbers given. */
  readonly records: Readonly<Record<string, { readonly stage: string; readonly values: Values }>>
}

const folder = join(__dirname, '../../test/golden')
const journals = readdirSync(folder).filter((name) => name.endsWith('.json'))

test('F33 every released version has left its journal', () => {
  // GOLDEN=write makes the one of a new version, before its release.
  expect(existsSync(join(folder, `journal-${SCHEMA_VERSION}.json`)) || process.env.GOLDEN === 'write').toBe(true)
  expect(journals.length).toBeGreaterThanOrEqual(process.env.GOLDEN === 'write' ? 0 : SCHEMA_VERSION)
})

test.each(journals)('F33 what stands in %s reaches the server as it did when it was written', async (name) => {
  const { journal, records } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Golden
  expect(await bringToServer(journal)).toEqual(records)
})

if (process.env.GOLDEN === 'write') {
  test('the journal of this version is written', async () => {
    const phone = await writeOfEverything(SCHEMA_VERSION)
    const { text: journal } = must(await phone.client().exportJournal(), 'a file')
    const records = await bringToServer(journal)
    writeFileSync(join(folder, `journal-${SCHEMA_VERSION}.json`), `${JSON.stringify({ journal, records }, null, 1)}\n`)
    expect(Object.keys(records)).toHaveLength(6)
  })
}

async function bringToServer(journal: string): Promise<Golden['records']> {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  expect(await phone.client().takeIn(journal)).toMatchObject({ kind: 'takenIn', unreadable: 0 })
  await bench.world.pass(120_000)
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  const town = must(bench.server.streams.get(TOWN), 'the town')
  return Object.fromEntries([...town.records].map(([id, { stage, values: { caseNo: _, ...values } }]) => [id, { stage, values }]))
}
