import { spawn } from 'node:child_process'
import { chromium } from 'playwright-core'
import { newPage, openArgs, type Window } from './window'

/** One person's browser that can be killed as a phone kills a program: without a word. Opened again on its folder, it has what was kept. */
export interface Killable {
  readonly window: Window
  /** Resolves when nothing of it runs any more. */
  kill(): Promise<void>
}

/** `folder`: of the browser's own files. */
export async function openKillable(folder: string, viewport: { readonly width: number; readonly height: number }): Promise<Killable> {
  const child = spawn(process.env.CHROME_PATH ?? '/usr/bin/chromium', ['--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--lang=zh-CN', ...openArgs, 'about:blank'], {
    env: { ...process.env, TZ: 'Asia/Shanghai' }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await new Promise<string>((found, failed) => {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const told = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (told !== undefined) found(told)
    })
    void ended.then(() => failed(new Error(`the browser did not start:\n${said}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the browser has no window')
  context.setDefaultTimeout(20_000)
  const errors: string[] = []
  const page = await newPage(context, errors)
  await page.setViewportSize(viewport)
  return {
    window: { context, page, errors },
    async kill() {
      child.kill('SIGKILL')
      await ended
      await browser.close()
    },
  }
}
