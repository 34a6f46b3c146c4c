import type { Act } from './acts'
import type { Server } from './county'
import { live } from './history'

/** The history without the acts that its failure does not need: halves are left out, then quarters, down to single acts. */
export async function shortest(seed: number, history: readonly Act[], server: Server): Promise<readonly Act[]> {
  const fails = async (acts: readonly Act[]): Promise<boolean> => (await live(seed, acts, server)).faults.length > 0
  let acts = history
  if (!(await fails(acts))) return acts
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < acts.length; ) {
      const fewer = [...acts.slice(0, at), ...acts.slice(at + size)]
      if (await fails(fewer)) acts = fewer
      else at += size
    }
  }
  return acts
}
