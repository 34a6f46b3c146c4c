import { availableParallelism } from 'node:os'

export interface Options {
  readonly what:
    | { readonly kind: 'seeds'; readonly from: number; readonly to: number }
    | { readonly kind: 'planted'; readonly name: string | null }
    | { readonly kind: 'crash' | 'cases' }
  readonly on: 'standin' | 'postgres' | 'both'
  readonly trace: boolean
  readonly json: boolean
  /** A file the summary is also written to. */
  readonly summary: string | null
  readonly workers: number
}

/** `--seeds 20000 --from 1 --on both --seed 4711 --trace --planted [name] --crash --cases --workers 2 --json --summary FILE`. Throws at a word it does not know. */
export function readOptions(words: readonly string[]): Options {
  const given = new Map<string, string>()
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? ''
    const next = words[i + 1]
    if (!KNOWN.includes(word)) throw new Error(`${word} is none of ${KNOWN.join(' ')}`)
    const hasValue = next !== undefined && !next.startsWith('--')
    given.set(word, hasValue ? next : '')
    if (hasValue) i += 1
  }
  const number = (word: string, otherwise: number): number => Number(given.get(word) ?? otherwise)
  const seed = given.get('--seed')
  const from = seed === undefined ? number('--from', 1) : Number(seed)
  const on = given.get('--on') ?? 'standin'
  if (on !== 'standin' && on !== 'postgres' && on !== 'both') throw new Error('--on standin, postgres or both')
  return {
    what: given.has('--planted') ? { kind: 'planted', name: given.get('--planted') || null }
      : given.has('--crash') ? { kind: 'crash' }
        : given.has('--cases') ? { kind: 'cases' }
          : { kind: 'seeds', from, to: seed === undefined ? from + number('--seeds', 200) - 1 : from },
    on, trace: given.has('--trace'), json: given.has('--json'), summary: given.get('--summary') ?? null, workers: number('--workers', availableParallelism()),
  }
}

const KNOWN = ['--seeds', '--from', '--on', '--seed', '--trace', '--planted', '--crash', '--cases', '--workers', '--json', '--summary']
