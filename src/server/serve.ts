import type { FastifyInstance, FastifyListenOptions } from 'fastify'
import { REGISTRY } from '../domain/registry'
import { tellWaysIn } from './account/tell'
import { anchorsOf } from './audit/command'
import { ensureBlindIndex } from './blind'
import { createConfigStore } from './configStore'
import type { Db } from './db'
import { DEMO_ACCOUNTS } from './demo/accounts'
import { seedDemo } from './demo/seed'
import type { Environment } from './environment'
import { codeOf } from './errorCode'
import type { App } from './http/context'
import { DEMO_LIMITS, LIMITS } from './http/limits'
import { createServer } from './http/server'
import { startJobs } from './jobs'
import { createDirectory } from './me'
import type { DataOpened } from './openData'
import { endInOrder } from './operation/end'
import { databaseGauges } from './operation/gauges'
import { createHealth } from './operation/health'
import { createMetrics } from './operation/metrics'
import { createOperationPort } from './operation/port'
import { createPoker } from './poke'
import type { ServerSettings } from './settings'
import type { Vault } from './vault'
import type { WechatSettings } from './wechat/settings'
import { createWechat } from './wechat/wechat'

/** What a server is made of, and the console it speaks to. */
export interface Serving {
  readonly settings: ServerSettings
  readonly data: Extract<DataOpened, { kind: 'opened' }>
  /** null: the county signs nobody in by WeChat. */
  readonly wechat: WechatSettings | null
  readonly env: Environment
  readonly say: (line: string) => void
}

/** Answers until the process is told to end. The sentence says why it does not; null: it does. */
export async function serve({ settings, data, wechat, env, say }: Serving): Promise<string | null> {
  const { db, stop, vault, installation } = data
  const composed = await compose(settings, db, installation.county, vault)
  const app = wechat === null ? composed : { ...composed, wechat: createWechat(wechat, composed.now) }
  await ensureBlindIndex(app, app.county)
  const server = await createServer(app)
  await server.ready()
  if (settings.mode === 'demo') await seedDemo(app, server, say)
  const operation = await openOperation(app, settings)
  const address = operation === 'taken' ? null : await listen(server, settings)
  if (operation === 'taken' || address === null) {
    await Promise.all([server.close(), operation !== 'taken' && operation?.close()]).then(stop)
    const [port, name] = operation === 'taken' ? [settings.operation?.port, 'OPERATION_PORT'] : [settings.port, 'PORT']
    return `端口 ${port} 已经被别的程序占用。请先停掉那个程序，或者用 ${name}=别的端口 再启动；数据没有动。`
  }
  welcome(settings, address, say)
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
  return null
}

/** null: nobody asked for it. */
async function openOperation({ metrics, health }: App, { operation }: ServerSettings): Promise<FastifyInstance | 'taken' | null> {
  if (operation === null || metrics === undefined || health === undefined) return null
  const port = await createOperationPort(metrics, health)
  return await listens(port, operation) === null ? 'taken' : port
}

/** Nobody waits for it at the end. */
function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref()
  return () => clearTimeout(timer)
}

/** Connections of a crowd that the system keeps until they are looked at; as many as Linux allows. */
const MOST_ARRIVING = 4_096

/** null: the port is taken. */
function listen(server: FastifyInstance, { port, host }: ServerSettings): Promise<string | null> {
  return listens(server, { port, host, backlog: MOST_ARRIVING })
}

async function listens(server: FastifyInstance, where: FastifyListenOptions): Promise<string | null> {
  try {
    return await server.listen(where)
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return null
    throw error
  }
}

async function compose(settings: ServerSettings, db: Db, county: string, vault: Vault): Promise<App> {
  const records = { vault, types: REGISTRY }
  const log: App['log'] = (line) => void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
  const deps = { ...records, db, now: () => Date.now(), configs: createConfigStore(records) }
  return {
    ...deps,
    directory: createDirectory(deps),
    poker: await createPoker(db),
    metrics: createMetrics(databaseGauges(db.sql)),
    limits: { ...(settings.mode === 'demo' ? DEMO_LIMITS : LIMITS), perTownship: Math.ceil(settings.connections / 2) },
    mode: settings.mode,
    county,
    h5Folder: settings.h5Folder,
    demoAccounts: settings.mode === 'demo' ? DEMO_ACCOUNTS : [],
    anchors: anchorsOf(settings.folder),
    health: createHealth({ ask: () => db.sql`select 1`, log }),
    log,
  }
}

function welcome({ mode }: ServerSettings, address: string, say: (line: string) => void): void {
  say(`\n说事簿已启动：${address}\n`)
  if (mode !== 'demo') return
  say('演示账号（口令都写在登录页上，点一下就能登录）：')
  for (const { login, label } of DEMO_ACCOUNTS) say(`  ${login.padEnd(10)} ${label}`)
  say('\n先试这个：用网格员登录，记一件纠纷；另开一个窗口用书记登录，看看板上的数字变化；再打开报告，点一个数字。')
}
