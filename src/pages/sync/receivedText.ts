import type { StreamState } from '../../client/client'

/** After a restore the numbers go on from the milliseconds since 1970, above any that was given out before: too long to be read. */
const READABLE = 1e9

/** The proof in words: every change from the first to the last was received. */
export function receivedText({ upTo, complete }: Pick<StreamState, 'upTo' | 'complete'>): string {
  if (upTo > READABLE) return complete ? '从第 1 号到现在，无缺号' : '还在收'
  return complete ? `1…${grouped(upTo)} 无缺号` : `收到第 ${grouped(upTo)} 号，还在收`
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}
