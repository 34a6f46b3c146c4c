import { join, resolve } from 'node:path'
import type { DbAddress } from './db'

/** What the person who starts the server decides; read from the environment once, here. */
export interface ServerSettings {
  readonly mode: 'demo' | 'county'
  readonly port: number
  readonly host: string
  /** Database (when embedded), key and logs. */
  readonly folder: string
  /** The county's own PostgreSQL; null starts the embedded one. */
  readonly database: DbAddress | null
  readonly keyFile: string
  readonly h5Folder: string
  /** Measures and health for those who run the server; null in the demo. */
  readonly operation: { readonly port: number; readonly host: string } | null
}

export type SettingsRead =
  | { readonly kind: 'settings'; readonly settings: ServerSettings }
  | { readonly kind: 'wrong'; readonly sentences: readonly string[] }

const DEFAULT_PORT = 8787
const DEFAULT_OPERATION_PORT = 8788

/** Every wrong value is named at once, with what to write instead. */
export function readSettings(argv: readonly string[], env: Readonly<Record<string, string | undefined>>, root: string): SettingsRead {
  const sentences: string[] = []
  const mode = argv[0] === 'county' ? 'county' : 'demo'
  const port = Number(env.PORT ?? DEFAULT_PORT)
  if (!isPort(port)) sentences.push(`PORT 应当是 0 到 65535 的整数，现在是“${env.PORT ?? ''}”。`)
  const operationPort = Number(env.OPERATION_PORT ?? DEFAULT_OPERATION_PORT)
  if (!isPort(operationPort)) sentences.push(`OPERATION_PORT 应当是 0 到 65535 的整数，现在是“${env.OPERATION_PORT ?? ''}”。`)
  const host = env.HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0')
  if (mode === 'demo' && host !== '127.0.0.1' && host !== 'localhost') sentences.push('演示只在本机开放（账号是公开的），请去掉 HOST。')
  const url = env.DATABASE_URL
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) sentences.push('DATABASE_URL 应当像 postgres://用户:口令@主机:5432/库名。')
  if (sentences.length > 0) return { kind: 'wrong', sentences }
  const folder = resolve(env.DATA_FOLDER ?? join(root, 'data', mode))
  return {
    kind: 'settings',
    settings: {
      mode, port, host, folder,
      database: url === undefined ? null : { kind: 'url', url },
      keyFile: resolve(env.KEY_FILE ?? join(folder, 'master.key')),
      h5Folder: join(root, 'dist', 'h5'),
      operation: mode === 'demo' ? null : { port: operationPort, host: env.OPERATION_HOST ?? '127.0.0.1' },
    },
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535
}
