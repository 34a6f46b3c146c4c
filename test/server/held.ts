import { openDb, type DbAddress, type Sql } from '../../src/server/db'

/** Runs the work while another process holds what `hold` locked or reads in its transaction; let go of afterwards, whatever becomes of the work. */
export async function whileHeld<T>(address: DbAddress, hold: (tx: Sql) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const holder = openDb({ address, max: 1 })
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => { release = resolve })
  let begun = (): void => undefined
  const held = new Promise<void>((resolve) => { begun = resolve })
  const holding = holder.begin(async (tx) => {
    await hold(tx)
    begun()
    await released
  })
  // A hold that fails is told at once, not waited for.
  await Promise.race([held, holding])
  try {
    return await work()
  } finally {
    release()
    await holding
    await holder.close()
  }
}
