import { aes } from './aes'
import type { Provider, ProviderName } from './provider'
import { sm } from './sm'

export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = { aes, sm }
