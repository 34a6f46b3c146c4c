import { isProvider, type ProviderName } from '../vault/provider'

/** What stands behind `npm run keys -- …`. */
export type KeysRequest = { readonly mode: 'demo' | 'county' } & (
  | { readonly kind: 'list' }
  /** `provider` null: that of the version in use. */
  | { readonly kind: 'new'; readonly provider: ProviderName | null }
  | { readonly kind: 'rotate' }
  | { readonly kind: 'retire'; readonly version: number }
)

export type KeysRequestRead =
  | { readonly kind: 'request'; readonly request: KeysRequest }
  | { readonly kind: 'wrong'; readonly sentence: string }

const USAGE = `用法：
  npm run keys -- list                     现在有哪几版主密钥，各加密着多少数据
  npm run keys -- new [--provider aes|sm]  增加一版，新的数据从此用它（sm 是国密）
  npm run keys -- rotate                   把旧版加密的数据全部换到最新一版，服务照常运行
  npm run keys -- retire 版本号             从密钥文件里去掉不再用的一版
演示数据再加 --demo。`

export function readKeysRequest(argv: readonly string[]): KeysRequestRead {
  const wrong: KeysRequestRead = { kind: 'wrong', sentence: USAGE }
  const mode = argv.includes('--demo') ? 'demo' : 'county'
  const [command, ...rest] = argv.filter((word) => word !== '--demo')
  if (command === 'new' && rest.length === 2 && rest[0] === '--provider' && isProvider(rest[1])) return { kind: 'request', request: { kind: 'new', mode, provider: rest[1] } }
  if (command === 'retire' && rest.length === 1 && /^[1-9]\d{0,4}$/.test(rest[0] ?? '')) return { kind: 'request', request: { kind: 'retire', mode, version: Number(rest[0]) } }
  if (rest.length > 0) return wrong
  if (command === 'new') return { kind: 'request', request: { kind: 'new', mode, provider: null } }
  return command === 'list' || command === 'rotate' ? { kind: 'request', request: { kind: command, mode } } : wrong
}
