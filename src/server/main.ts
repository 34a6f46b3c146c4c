import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { REGISTRY } from '../domain/registry'
import { ACCOUNT_MIGRATIONS } from './accounts'
import { anchorsOf, isAuditCommand, runAuditCommand } from './audit/command'
import { runBackupCommand } from './backup/command'
import { isBackupCommand } from './backup/request'
import { ensureBlindIndex } from './blind'
import { openInstallation } from './bootstrap'
import { createConfigStore } from './configStore'
import { openDb, type Db, type DbAddress } from './db'
import { divideRoles } from './dbRole'
import { DEMO_ACCOUNTS, DEMO_COUNTY } from './demo/accounts'
import { seedDemo } from './demo/seed'
import type { App } from './http/context'
import { readEnvironment } from './environment'
import { codeOf } from './errorCode'
import { createServer } from './http/server'
import { noteKeys, openKeys } from './keys/check'
import { runKeysCommand } from './keys/command'
import { isOpenToOthers, nameOf } from './keys/keyFile'
import { createDirectory } from './me'
import { createPoker } from './poke'
import { tellWaysIn } from './account/tell'
import { markFolder } from './postgres/mark'
import { startPostgres } from './postgres/start'
import { startJobs } from './jobs'
import { endInOrder } from './operation/end'
import { databaseGauges } from './operation/gauges'
import { createMetrics } from './operation/metrics'
import { createOperationPort } from './operation/port'
import { migrate } from './schema'
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
  if (isBackupCommand(command)) {
    const wrong = await runBackupCommand(command, words, { env, root: process.cwd(), now: () => Date.now(), say })
    return wrong === null ? undefined : stopWith(wrong)
  }
  if (isAuditCommand(command)) {
    const wrong = await runAuditCommand(command, words, { env, root: process.cwd(), now: () => Date.now(), say })
    return wrong === null ? undefined : stopWith(wrong)
  }
  if (command === 'keys') {
    const wrong = await runKeysCommand(words, { env, root: process.cwd(), now: () => Date.now(), say })
    return wrong === null ? undefined : stopWith(wrong)
  }
  const read = readSettings(process.argv.slice(2), env, process.cwd())
  if (read.kind === 'wrong') return stopWith(read.sentences.join('\n'))
  const { settings } = read
  const wechat = readWechat(env)
  if (wechat.kind === 'wrong') return stopWith(wechat.sentences.join('\n'))
  const marked = markFolder(settings.folder, settings.mode)
  if (marked.kind === 'refused') return stopWith(marked.sentence)
  const database = await openDatabase(settings)
  if (database === null) return
  const { owner } = database
  // Before anything is written: a database with data is opened with its own keys or left as it is.
  const keys = await openKeys(owner, settings.keys, settings.keyProvider, Date.now())
  if (keys.kind === 'refused') {
    await database.stop()
    return stopWith(keys.sentence)
  }
  if (isOpenToOthers(settings.keys)) say(`提醒：密钥文件 ${nameOf(settings.keys)} 这台机器上的别人也能读，请运行 chmod 600。`)
  await migrate(owner, REGISTRY, ACCOUNT_MIGRATIONS)
  const opened = await openInstallation(owner, settings.mode, settings.mode === 'demo' ? DEMO_COUNTY : undefined)
  if (opened.kind === 'otherMode') return stopWith('这个数据库是另一种用途的（演示与正式不能混用），请换一个数据库或数据文件夹。')
  await noteKeys(owner.sql, keys.vault)
  const { db, stop } = await database.open()

  const composed = await compose(settings, db, opened.installation.county, keys.vault)
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

/** The owner makes the schema; everything else is done as a role that may only work with rows. */
interface Database {
  readonly owner: Db
  /** After the schema stands. The owner's connections are closed. */
  readonly open: () => Promise<{ readonly db: Db; readonly stop: () => Promise<void> }>
  /** When it was not opened. */
  readonly stop: () => Promise<void>
}

async function openDatabase(settings: ServerSettings): Promise<Database | null> {
  if (settings.database !== null) {
    return divided(settings.owner ?? settings.database, settings.owner === null ? null : settings.database, () => Promise.resolve())
  }
  const started = await startPostgres({ folder: settings.folder, from: join(process.cwd(), 'package.json'), log: say, onLost: (sentence) => stopWith(sentence) })
  if (started.kind === 'refused') {
    stopWith(started.sentence)
    return null
  }
  return divided(started.postgres.address, started.postgres.app, started.postgres.stop)
}

function divided(ownerAddress: DbAddress, app: DbAddress | null, end: () => Promise<void>): Database {
  const owner = openDb({ address: ownerAddress, max: 2 })
  return {
    owner,
    stop: () => owner.close().then(end),
    open: async () => {
      const { address, role, warning } = await divideRoles(owner, ownerAddress, app)
      if (warning !== null) say(warning)
      await owner.close()
      const db = openDb({ address, max: 12, ...(role === null ? {} : { role }) })
      return { db, stop: () => db.close().then(end) }
    },
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
