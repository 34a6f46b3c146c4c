import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { comeBack, openHerd, quantilesOf, verifyHerd } from '../test/full/herd'
import { databasePids } from '../test/full/program'
import { cpuMsOf } from './parts/contenders'
import { withCounty, type Served } from './parts/county'
import { circumstances, tableText } from './parts/measure'

/**
 * Half past eight: three thousand phones of 25 townships come back within a minute, each with five ops of the evening: `npm run bench -- herd
 * [phones] [seconds]`. That nothing is lost or doubled is looked at afterwards.
 */
const [phoneCount = 3_000, seconds = 60] = process.argv.slice(2, 4).map(Number)
const TOWNSHIPS = 25
const OPS = 5

async function main(served: Served): Promise<void> {
  const pids = (): readonly number[] => [served.pid, ...databasePids(served.data)]
  const before = circumstances()
  const herd = await openHerd(served, OPS)
  const cpuBefore = cpuMsOf(pids())
  const back = await comeBack(herd, seconds * 1000)
  const cpu = cpuMsOf(pids()) - cpuBefore
  await verifyHerd(herd)
  const result = {
    ...before, after: circumstances().load, phones: herd.homes.length, ops: herd.homes.length * OPS, seconds, allInSeconds: Math.round(back.all / 1000),
    pushMs: quantilesOf(back.pushes), phoneMs: quantilesOf(back.phones), turnedAway: back.turnedAway, unanswered: back.unanswered,
    processorMsPerPush: Math.round((cpu / herd.homes.length) * 10) / 10,
  }
  mkdirSync(join('dist', 'bench'), { recursive: true })
  writeFileSync(join('dist', 'bench', 'herd.json'), `${JSON.stringify(result, null, 2)}\n`)
  process.stdout.write(`${tableText([
    ['', 'median', 'p95', 'p99', 'most'],
    ['a push, ms', ...Object.values(result.pushMs)],
    ['a phone until all was in, ms', ...Object.values(result.phoneMs)],
  ])}\nall in after ${result.allInSeconds} s; told to come again ${result.turnedAway}, without an answer ${result.unanswered}, none lost or doubled; ${result.processorMsPerPush} ms of processor time a push; load ${before.load[0]} → ${result.after[0]}\n`)
}

void withCounty(main, { townships: TOWNSHIPS, villages: 2, mediators: Math.ceil(phoneCount / TOWNSHIPS) })
