import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillCounty } from './county'
import { comeBack, openHerd, quantilesOf, verifyHerd } from './herd'
import { openDataOf, startProgram, stopProgram } from './program'

/** Half past eight: the phones of a whole county come back at the same moment. How long it takes is told, not judged: that all of it arrives is. */
const TOWNSHIPS = 25
const PHONES = 3_000
const OPS = 3

jest.setTimeout(1_200_000)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssb-herd-')))
const data = join(folder, 'data')

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', 'server', '--changed'])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('F43 three thousand phones come back at once: every op arrives, once', async () => {
  const program = await startProgram({ data, port: 0 })
  const db = openDataOf(data)
  try {
    const county = await fillCounty(db, join(data, 'master.key'), { townships: TOWNSHIPS, villages: 2, mediators: PHONES / TOWNSHIPS })
    const herd = await openHerd({ db, county, address: program.address }, OPS)
    const { pushes, phones, all, turnedAway, unanswered } = await comeBack(herd, 0)
    await verifyHerd(herd)
    expect(herd.homes.filter(({ phone }) => phone.acknowledged.size === OPS && phone.refused.size === 0)).toHaveLength(PHONES)
    process.stdout.write(`${JSON.stringify({ phones: PHONES, ops: PHONES * OPS, seconds: Math.round(all / 1000), pushMs: quantilesOf(pushes), phoneMs: quantilesOf(phones), unanswered, turnedAway })}\n`)
  } finally {
    await db.close()
    await stopProgram(program)
  }
})
