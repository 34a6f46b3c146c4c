/** What an envelope's ciphers are. Keys have 32 bytes under each; how one key serves for cipher and authentication is the provider's own. */
export interface Provider {
  /** In every envelope's header, for ever. */
  readonly id: number
  readonly name: ProviderName
  /** As the people read it who assess it. */
  readonly label: string
  /** 32 bytes. */
  readonly mac: (key: Buffer, ...parts: readonly (string | Buffer)[]) => Buffer
  /** Nonce, tag and ciphertext as the provider arranges them. `header` and `context` are bound, not stored. */
  readonly encrypt: (key: Buffer, plain: Buffer, bound: Bound) => Buffer
  /** Throws unless key, header, context and every byte are the ones it was sealed with. */
  readonly decrypt: (key: Buffer, body: Buffer, bound: Bound) => Buffer
}

export interface Bound {
  readonly header: Buffer
  readonly context: string
}

export type ProviderName = 'aes' | 'sm'

export function isProvider(name: unknown): name is ProviderName {
  return name === 'aes' || name === 'sm'
}
