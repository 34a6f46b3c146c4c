import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

declare global {
  var testDemo: { readonly stop: () => Promise<void> } | undefined
}

/** The variable in which the address of the running demo reaches the test processes. */
export const demoVariable = 'TEST_DEMO'

/** The program that ships, as `npm start` runs it: built server, embedded PostgreSQL, demo county, in a throw-away folder. */
export default async function startDemo(): Promise<void> {
  if (globalThis.testDemo) return
  const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-demo-'))
  const child = spawn(process.execPath, ['dist/server/main.js', 'demo'], {
    env: { ...process.env, DATA_FOLDER: join(folder, 'data'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  globalThis.testDemo = {
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
  process.env[demoVariable] = await new Promise<string>((resolve, reject) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const address = /说事簿已启动：(http:\/\/\S+)/.exec(said)?.[1]
        if (address !== undefined) resolve(address)
      })
    }
    void exited.then(() => reject(new Error(`the demo did not start:\n${said}`)))
  })
}
