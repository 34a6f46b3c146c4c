import { readFileSync } from 'node:fs'
import { readEnvironment } from './environment'
import { openData } from './openData'
import { markFolder } from './postgres/mark'
import { readSettings } from './settings'
import { readWechat } from './wechat/settings'

/** The composition root: with `serve`, the only place that reads the environment, the clock and the machine. */
async function main(): Promise<void> {
  const [command, ...words] = process.argv.slice(2)
  const environment = readEnvironment(process.env, (path) => readFileSync(path, 'utf8'))
  if (environment.kind === 'wrong') return stopWith(environment.sentences.join('\n'))
  const { env } = environment
  if (command !== undefined && !MODES.includes(command)) {
    const { runCommand } = await import('./commands')
    const running = runCommand(command, words, { env, root: process.cwd(), now: () => Date.now(), say })
    if (running !== null) {
      const wrong = await running
      return wrong === null ? undefined : stopWith(wrong)
    }
  }
  const read = readSettings(process.argv.slice(2), env, process.cwd())
  if (read.kind === 'wrong') return stopWith(read.sentences.join('\n'))
  const { settings } = read
  const wechat = readWechat(env)
  if (wechat.kind === 'wrong') return stopWith(wechat.sentences.join('\n'))
  const marked = markFolder(settings.folder, settings.mode)
  if (marked.kind === 'refused') return stopWith(marked.sentence)
  const opening = openData(settings, { say, onLost: stopWith, now: () => Date.now(), root: process.cwd() })
  // Told below; it may fail before anybody waits for it.
  opening.catch(() => undefined)
  // PostgreSQL is a process of its own: while it starts, this one reads the rest of the program.
  await new Promise((resolve) => setImmediate(resolve))
  const { serve } = await import('./serve')
  const data = await opening
  if (data.kind === 'refused') return stopWith(data.sentence)
  const wrong = await serve({ settings, data, wechat: wechat.kind === 'on' ? wechat.settings : null, env, say })
  if (wrong !== null) stopWith(wrong)
}

const MODES: readonly string[] = ['county', 'demo']

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function stopWith(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

main().catch((error: unknown) => {
  // A broken invariant at start: the stack is for the person who runs the server, and holds no record.
  process.stderr.write(`没有启动成功。\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
