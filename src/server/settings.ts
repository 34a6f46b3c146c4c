import { join, resolve } from 'node:path'
import type { DbAddress } from './db'
import type { KeyPlace } from './keys/keyFile'
import { DB_LIMITS, type DbLimits } from './sql'
import { isProvider, type ProviderName } from './vault/provider'

/** What the person who starts the server decides; read from the environment once, here. */
export interface ServerSettings {
  readonly mode: 'demo' | 'county'
  readonly port: number
  readonly host: string
  /** Database (when embedded), key and logs. */
  readonly folder: string
  /** The county's own PostgreSQL; null starts the embedded one. */
  readonly database: DbAddress | null
  /** The account that owns the county's own PostgreSQL, when the program's may not change the schema. */
  readonly owner: DbAddress | null
  /** Of this process; the embedded PostgreSQL takes 40 in all. */
  readonly connections: number
  readonly limits: DbLimits
  readonly keys: KeyPlace
  /** Of keys that are made from now on. */
  readonly keyProvider: ProviderName
  readonly h5Folder: string
  /** Measures and health for those who run the server; null in the demo. */
  readonly operation: { readonly port: number; readonly host: string } | null
}

export type SettingsRead =
  | { readonly kind: 'settings'; readonly settings: ServerSettings }
  | { readonly kind: 'wrong'; readonly sentences: readonly string[] }

/** Every wrong value is named at once, with what to write instead. */
export function readSettings(argv: readonly string[], env: Readonly<Record<string, string | undefined>>, root: string): SettingsRead {
  const mode = argv[0] === 'county' ? 'county' : 'demo'
  const sentences = [...wrongPort(env, 'PORT'), ...wrongPort(env, 'OPERATION_PORT'), ...wrongHost(mode, env.HOST), ...wrongUrl('DATABASE_URL', env.DATABASE_URL), ...wrongUrl('DATABASE_OWNER_URL', env.DATABASE_OWNER_URL), ...Object.keys(NUMBERS).flatMap((name) => wrongNumber(env, name as keyof typeof NUMBERS)), ...wrongKeys(env)]
  if (sentences.length > 0) return { kind: 'wrong', sentences }
  const folder = resolve(env.DATA_FOLDER ?? join(root, 'data', mode))
  return {
    kind: 'settings',
    settings: {
      mode, folder,
      port: portIn(env, 'PORT'),
      host: env.HOST ?? (mode === 'demo' ? LOOPBACK : '0.0.0.0'),
      database: addressIn(env.DATABASE_URL),
      owner: addressIn(env.DATABASE_OWNER_URL),
      connections: numberIn(env, 'DATABASE_CONNECTIONS'),
      limits: {
        statement: 1000 * numberIn(env, 'DATABASE_STATEMENT_SECONDS'), lock: 1000 * numberIn(env, 'DATABASE_LOCK_SECONDS'),
        idle: 1000 * numberIn(env, 'DATABASE_IDLE_SECONDS'), connect: 1000 * numberIn(env, 'DATABASE_CONNECT_SECONDS'),
      },
      keys: env.KEY === undefined ? { kind: 'file', file: resolve(env.KEY_FILE ?? join(folder, 'master.key')) } : { kind: 'env', text: env.KEY },
      keyProvider: isProvider(env.KEY_PROVIDER) ? env.KEY_PROVIDER : 'aes',
      h5Folder: join(root, 'dist', 'h5'),
      operation: mode === 'demo' ? null : { port: portIn(env, 'OPERATION_PORT'), host: env.OPERATION_HOST ?? LOOPBACK },
    },
  }
}

const LOOPBACK = '127.0.0.1'
const PORTS = { PORT: 8787, OPERATION_PORT: 8788 } as const

function portIn(env: Readonly<Record<string, string | undefined>>, name: keyof typeof PORTS): number {
  return Number(env[name] ?? PORTS[name])
}

function wrongPort(env: Readonly<Record<string, string | undefined>>, name: keyof typeof PORTS): readonly string[] {
  const port = portIn(env, name)
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? [] : [`${name} 应当是 0 到 65535 的整数，现在是“${env[name] ?? ''}”。`]
}

/** What is taken without them, and between what they may lie. A phone gives up after 15 seconds, so nothing here is worth more than a minute. */
const NUMBERS = {
  DATABASE_CONNECTIONS: { usual: 12, least: 3, most: 100 },
  DATABASE_STATEMENT_SECONDS: { usual: DB_LIMITS.statement / 1000, least: 1, most: 60 },
  DATABASE_LOCK_SECONDS: { usual: DB_LIMITS.lock / 1000, least: 1, most: 60 },
  DATABASE_IDLE_SECONDS: { usual: DB_LIMITS.idle / 1000, least: 1, most: 60 },
  DATABASE_CONNECT_SECONDS: { usual: DB_LIMITS.connect / 1000, least: 1, most: 60 },
} as const

function numberIn(env: Readonly<Record<string, string | undefined>>, name: keyof typeof NUMBERS): number {
  return Number(env[name] ?? NUMBERS[name].usual)
}

function wrongNumber(env: Readonly<Record<string, string | undefined>>, name: keyof typeof NUMBERS): readonly string[] {
  const { least, most } = NUMBERS[name]
  const value = numberIn(env, name)
  return Number.isInteger(value) && value >= least && value <= most ? [] : [`${name} 应当是 ${least} 到 ${most} 的整数，现在是“${env[name] ?? ''}”。`]
}

function wrongHost(mode: ServerSettings['mode'], host: string | undefined): readonly string[] {
  return mode === 'demo' && host !== undefined && host !== LOOPBACK && host !== 'localhost' ? ['演示只在本机开放（账号是公开的），请去掉 HOST。'] : []
}

function addressIn(url: string | undefined): DbAddress | null {
  return url === undefined ? null : { kind: 'url', url }
}

function wrongUrl(name: string, url: string | undefined): readonly string[] {
  return url === undefined || /^postgres(ql)?:\/\//.test(url) ? [] : [`${name} 应当像 postgres://用户:口令@主机:5432/库名。`]
}

function wrongKeys({ KEY: key, KEY_FILE: file, KEY_PROVIDER: provider, DATABASE_URL: url, DATABASE_OWNER_URL: owner }: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [
    ...(provider === undefined || isProvider(provider) ? [] : [`KEY_PROVIDER 只能是 aes 或 sm（国密），现在是“${provider}”。`]),
    ...(key !== undefined && file !== undefined ? ['KEY 和 KEY_FILE 只能写一个。'] : []),
    ...(owner !== undefined && url === undefined ? ['DATABASE_OWNER_URL 要和 DATABASE_URL 一起写。'] : []),
  ]
}
