import { spawn } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

declare global {
  var testDemo: { readonly stop: () => Promise<void> } | undefined
}

/** The variable in which the address of the running demo reaches the test processes. */
export const demoVariable = 'TEST_DEMO'

/** The variable with the file in which the demo says, as `Start`, how its beginning went. */
export const startVariable = 'TEST_DEMO_START'

export type Start = { readonly kind: 'ready'; readonly address: string } | { readonly kind: 'failed'; readonly said: string }

/**
 * The program that ships, as `npm start` runs it: built server, embedded PostgreSQL, demo county, in a throw-away folder. Nobody waits
 * for it here: it is written while other tests run, and `awaitDemo` waits in those that need it.
 */
export default async function startDemo(): Promise<void> {
  // Somebody who works on one test brings a running demo of their own.
  if (globalThis.testDemo || process.env[demoVariable] !== undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-demo-'))
  const file = join(folder, 'start.json')
  process.env[startVariable] = file
  const tell = (start: Start): void => {
    writeFileSync(`${file}.new`, JSON.stringify(start))
    renameSync(`${file}.new`, file)
  }
  const child = spawn(process.execPath, ['dist/server/main.js', 'demo'], {
    env: { ...process.env, DATA_FOLDER: join(folder, 'data'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let isStopping = false
  let isTold = false
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void exited.then(() => (isStopping ? undefined : tell({ kind: 'failed', said })))
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const address = /说事簿已启动：(http:\/\/\S+)/.exec(said)?.[1]
      if (address !== undefined && !isTold) {
        isTold = true
        tell({ kind: 'ready', address })
      }
    })
  }
  globalThis.testDemo = {
    stop: async () => {
      isStopping = true
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
