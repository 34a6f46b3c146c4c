import type { Picked } from './smallEnough'

/** Papers of a case: asks the person for at most that many files of this machine, or (WeChat) of a chat. Scans and photographed pages are made small. */
export async function pickPapers(_most: number): Promise<Picked> {
  return { chosen: [], refused: [] }
}

/** Hands a paper to the reader of this machine; `name` with its ending. `url`: a `data:` address or a one-time path of the server. */
export async function openPaper(_url: string, _type: string, _name: string): Promise<'opened' | 'failed'> {
  return 'failed'
}
