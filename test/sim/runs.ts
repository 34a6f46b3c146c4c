import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Summary } from './summary'

/** Runs the simulator as a person would, and gives its summary; a broken law is in `failures`. One worker: the other core has tests of its own. */
export function runs(...words: readonly string[]): Promise<Summary> {
  const root = join(__dirname, '..', '..')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'scripts', 'sim.mjs'), ...words, '--json', '--workers', '1'], { cwd: root, maxBuffer: 256 * 1024 * 1024 }, (error, told, said) => {
      const line = told.trim().split('\n').pop() ?? ''
      if (line.startsWith('{')) resolve(JSON.parse(line) as Summary)
      else reject(new Error(`${error?.message ?? ''}\n${said}\n${told.slice(-2_000)}`))
    })
  })
}

/** What jest shows when a law was broken: the seed, the sentences, and the shortest history, to be pasted into cases.ts. */
export function told({ failures }: Summary): readonly string[] {
  return failures.map(({ seed, on, name, faults, shortest }) => `seed ${seed} on ${on} ${name ?? ''}: ${faults.join('; ')} ${shortest ?? ''}`)
}

export const PATIENCE_MS = 900_000
