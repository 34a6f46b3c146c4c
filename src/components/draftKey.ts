import type { Draft } from '../client/client'
import type { Params } from './pageNames'

/** A draft remembers which form it belongs to. `n` tells forms of the same kind apart that were begun one after another. */
export type DraftOf =
  | { readonly page: 'quick'; readonly n: number }
  | { readonly page: 'edit'; readonly kind: string; readonly move: string | null; readonly id: string | null; readonly stream: string | null; readonly n: number }

const NONE = '-'

export function keyOf(draft: DraftOf): string {
  if (draft.page === 'quick') return `quick:${draft.n}`
  return ['edit', draft.kind, draft.move ?? NONE, draft.id ?? NONE, draft.stream ?? NONE, draft.n].join(':')
}

/** null for a key another program wrote. */
export function draftOf(key: string): DraftOf | null {
  const [page, ...rest] = key.split(':')
  if (page === 'quick') return { page, n: Number(rest[0]) }
  const [kind, move, id, stream, n] = rest
  if (page !== 'edit' || kind === undefined || move === undefined || id === undefined || stream === undefined) return null
  return { page, kind, move: given(move), id: given(id), stream: given(stream), n: Number(n) }
}

/** What to open a form with to go on writing. */
export function paramsOf(draft: DraftOf): Params {
  if (draft.page === 'quick') return { n: String(draft.n) }
  return {
    kind: draft.kind,
    n: String(draft.n),
    ...(draft.move === null ? {} : { move: draft.move }),
    ...(draft.id === null ? {} : { id: draft.id }),
    ...(draft.stream === null ? {} : { stream: draft.stream }),
  }
}

/**
 * A number no form of this kind has yet: what was begun is never overwritten by a new one. `from`: this window's own beginning (`drafts.from`),
 * for another window of the browser does not see what is begun here. The same until something is written: a tap heard twice opens one form.
 */
export function freshNumber(drafts: readonly Draft[], like: (n: number) => DraftOf, from: number): number {
  const keys = drafts.map(({ key }) => key)
  for (let n = from; ; n += 1) if (!keys.includes(keyOf(like(n)))) return n
}

function given(part: string): string | null {
  return part === NONE ? null : part
}
