import type { Server } from './county'
import type { Ended } from './history'
import type { Options } from './options'

/** What a run of the simulator found. */
export interface Summary {
  readonly what: Options['what']
  readonly on: Options['on']
  readonly at: string
  readonly ms: number
  readonly ended: readonly (Ended & { readonly on?: Server['name'] })[]
  readonly failures: readonly { readonly seed: number; readonly on: Server['name']; readonly name: string | null; readonly faults: readonly string[]; readonly shortest: string | null }[]
  readonly planted: readonly { readonly name: string; readonly seeds: number; readonly caughtBy: string | null }[]
}

export function summaryOf(summary: Summary): string {
  const { ended, failures, planted, ms, at, on } = summary
  const tally: Record<string, number> = {}
  for (const one of ended) for (const [what, times] of Object.entries(one.tally)) tally[what] = (tally[what] ?? 0) + times
  const words = Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, times]) => `${what} ${times}`)
  const caught = planted.filter(({ caughtBy }) => caughtBy !== null).length
  const lines = [
    `${at.slice(0, 10)}, on ${on}: ${ended.length} histories in ${(ms / 1000).toFixed(0)} s (${((ended.length * 1000) / ms).toFixed(1)} per second), ${failures.length} failures`,
    ...(planted.length === 0 ? [] : [`planted faults caught: ${caught} of ${planted.length}`, ...planted.map(({ name, seeds, caughtBy }) => `  ${caughtBy === null ? 'NOT CAUGHT' : 'caught'} after ${seeds}: ${name} (${caughtBy ?? ''})`)]),
    ...(words.length === 0 ? [] : [words.join(' · ')]),
    ...failures.flatMap(({ seed, on: server, name, faults, shortest }) => [`seed ${seed} on ${server}${name === null ? '' : ` (${name})`}:`, ...faults.map((fault) => `  ${fault}`), ...(shortest === null ? [] : [`  shortest: ${shortest}`])]),
  ]
  return `${lines.join('\n')}\n`
}
