import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { REGISTRY } from '../domain/registry'
import { anchorsOf } from './audit/command'
import { ensureBlindIndex } from './blind'
import { runCommand } from './commands'
import { createConfigStore } from './configStore'
import type { Db } from './db'
import { DEMO_ACCOUNTS } from './demo/accounts'
import { seedDemo } from './demo/seed'
import type { App } from './http/context'
import { readEnvironment } from './environment'
import { codeOf } from './errorCode'
import { createServer } from './http/server'
import { createDirectory } from './me'
import { createPoker } from './poke'
import { tellWaysIn } from './account/tell'
import { openData } from './openData'
import { markFolder } from './postgres/mark'
import { startJobs } from './jobs'
import { endInOrder } from './operation/end'
import { databaseGauges } from './operation/gauges'
import { createMetrics } from './operation/metrics'
import { createOperationPort } from './operation/port'
import { readSettings, type ServerSettings } from './settings'
import type { Vault } from './vault'
import { readWechat } from './wechat/settings'
import { createWechat } from './wechat/wechat'

/** The composition root: the only place that reads the environment, the clock and the machine. */
async function main(): Promise<void> {
  const [command, ...words] = process.argv.slice(2)
  const environment = readEnvironment(process.env, (path) => readFileSync(path, 'utf8'))
  if (environment.kind === 'wrong') return stopWith(environment.sentences.join('\n'))
  const { env } = environment
  const running = runCommand(command, words, { env, root: process.cwd(), now: () => Date.now(), say })
  if (running !== null) {
    const wrong = await running
    return wrong === null ? undefined : stopWith(wrong)
  }
  const read = readSettings(process.argv.slice(2), env, process.cwd())
  if (read.kind === 'wrong') return stopWith(read.sentences.join('\n'))
  const { settings } = read
  const wechat = readWechat(env)
  if (wechat.kind === 'wrong') return stopWith(wechat.sentences.join('\n'))
  const marked = markFolder(settings.folder, settings.mode)
  if (marked.kind === 'refused') return stopWith(marked.sentence)
  const data = await openData(settings, { say, onLost: stopWith, now: () => Date.now(), root: process.cwd() })
  if (data.kind === 'refused') return stopWith(data.sentence)
  const { db, stop, vault, installation } = data

  const composed = await compose(settings, db, installation.county, vault)
  const app = wechat.kind === 'on' ? { ...composed, wechat: createWechat(wechat.settings, composed.now) } : composed
  await ensureBlindIndex(app, app.county)
  const server = await createServer(app)
  await server.ready()
  if (settings.mode === 'demo') await seedDemo(app, server, say)
  const close = (): Promise<void> => server.close().then(stop)
  const address = await listen(server, settings)
  if (address === null) {
    await close()
    return stopWith(`端口 ${settings.port} 已经被别的程序占用。请先停掉那个程序，或者用 PORT=别的端口 再启动；数据没有动。`)
  }
  const operation = await openOperation(app, settings)
  welcome(settings, address)
  if (settings.mode === 'county') await tellWaysIn(app, env.REOPEN_LOGIN, say)
  const stopJobs = startJobs(app, after)
  const end = (): void => {
    void endInOrder([stopJobs, () => server.close(), () => operation?.close(), stop], (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    }).then((isOver) => process.exit(isOver ? 0 : 1))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

/** null: nobody asked for it. */
async function openOperation({ metrics, db }: App, { operation }: ServerSettings): Promise<FastifyInstance | null> {
  if (operation === null || metrics === undefined) return null
  const port = await createOperationPort(metrics, () => db.sql`select 1`.then(() => true, () => false))
  await port.listen(operation)
  return port
}

/** Nobody waits for it at the end. */
function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref()
  return () => clearTimeout(timer)
}

/** null: the port is taken. */
async function listen(server: FastifyInstance, { port, host }: ServerSettings): Promise<string | null> {
  try {
    return await server.listen({ port, host })
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return null
    throw error
  }
}

async function compose(settings: ServerSettings, db: Db, county: string, vault: Vault): Promise<App> {
  const records = { vault, types: REGISTRY }
  const deps = { ...records, db, now: () => Date.now(), configs: createConfigStore(records) }
  return {
    ...deps,
    directory: createDirectory(deps),
    poker: await createPoker(db),
    metrics: createMetrics(databaseGauges(db.sql)),
    mode: settings.mode,
    county,
    h5Folder: settings.h5Folder,
    demoAccounts: settings.mode === 'demo' ? DEMO_ACCOUNTS : [],
    anchors: anchorsOf(settings.folder),
    log: (line) => process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`),
  }
}

function welcome({ mode }: ServerSettings, address: string): void {
  say(`\n说事簿已启动：${address}\n`)
  if (mode !== 'demo') return
  say('演示账号（口令都写在登录页上，点一下就能登录）：')
  for (const { login, label } of DEMO_ACCOUNTS) say(`  ${login.padEnd(10)} ${label}`)
  say('\n先试这个：用网格员登录，记一件纠纷；另开一个窗口用书记登录，看看板上的数字变化；再打开报告，点一个数字。')
}

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
