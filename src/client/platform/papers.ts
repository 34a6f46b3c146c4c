import type { MediaProblem } from '../../core/mediaCheck'

/** Papers of a case: PDF and Word as they are, scans and photographed pages made small. */
export interface PickedPapers {
  readonly papers: readonly Uint8Array[]
  readonly refused: readonly MediaProblem[]
}

/** Asks the person for at most that many files: of this machine, or (WeChat) of a chat. */
export async function pickPapers(_most: number): Promise<PickedPapers> {
  return { papers: [], refused: [] }
}

/** Hands a paper to the reader of this machine; `name` with its ending. `url`: a `data:` address or a one-time path of the server. */
export async function openPaper(_url: string, _type: string, _name: string): Promise<'opened' | 'failed'> {
  return 'failed'
}
