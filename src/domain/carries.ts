import type { Kind, TYPES } from './registry'

/**
 * References that lead to a record about the same people: what only its handler may see there, only they see here. Both ways of a
 * conversion, and from a double to the one that stayed; two records are never put together while one of them is protected.
 */
export const CARRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dispute: { mergedInto: 'dispute', fromMatter: 'matter' },
  matter: { mergedInto: 'matter', becameDispute: 'dispute' },
} satisfies { readonly [K in Kind]?: { readonly [F in keyof (typeof TYPES)[K]['fields'] & string]?: Kind } }
