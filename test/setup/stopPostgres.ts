import { rmSync } from 'node:fs'

export default async function stopTestPostgres(): Promise<void> {
  const running = globalThis.testPostgres
  if (!running) return
  globalThis.testPostgres = undefined
  await running.postgres.stop()
  rmSync(running.folder, { recursive: true, force: true })
}
