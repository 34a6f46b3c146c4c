import { readFileSync } from 'node:fs'
import { arrivalOf, gigabytesAfter, opsPerDay, PEAKS, PROVINCE, type Costs } from './parts/arrivals'
import { tableText } from './parts/measure'

/** The table of docs/scale.md, computed anew from bench/costs.json: `npm run bench -- arrivals`. */
const costs = JSON.parse(readFileSync('bench/costs.json', 'utf8')) as Costs
const round = (value: number): number => (value >= 10 ? Math.round(value) : Math.round(value * 100) / 100)
const rows = PEAKS.map((peak) => arrivalOf(PROVINCE, costs, peak))
process.stdout.write(`${tableText([
  ['when', 'ops/s', 'pulls/s', 'boards/s', 'ops/township/min', 'busy cores', 'cores'],
  ...rows.map((row) => [row.name, round(row.opsPerSecond), round(row.pullsPerSecond), round(row.boardsPerSecond), round(row.opsPerTownshipAndMinute), round(row.busyCores), row.cores]),
])}\n\n${JSON.stringify({ ...PROVINCE, opsPerDay: Math.round(opsPerDay(PROVINCE)), gigabytesAYear: Math.round(gigabytesAfter(PROVINCE, costs, 1)), costs })}\n`)
