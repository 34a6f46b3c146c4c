/** The environment as the program reads it: what is empty is not set, and what is secret may stand in a file. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Secrets of a container come as files: NAME_FILE says where NAME stands. */
const SECRETS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'WECHAT_SECRET'] as const

export type EnvironmentRead =
  | { readonly kind: 'read'; readonly env: Environment }
  | { readonly kind: 'wrong'; readonly sentences: readonly string[] }

export function readEnvironment(given: Environment, readFile: (path: string) => string): EnvironmentRead {
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''))
  const sentences: string[] = []
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`]
    if (file === undefined) continue
    if (env[name] !== undefined) sentences.push(`${name} 和 ${name}_FILE 只能写一个。`)
    try {
      env[name] = readFile(file).trim()
    } catch {
      sentences.push(`${name}_FILE 指的文件（${file}）读不到，请看看它在不在、这个账号能不能读。`)
    }
  }
  return sentences.length > 0 ? { kind: 'wrong', sentences } : { kind: 'read', env }
}
