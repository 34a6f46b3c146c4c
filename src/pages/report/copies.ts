import { blockText, type Document } from '../../core/document'
import type { Copy } from '../../core/protocol'

export interface CopyWords {
  readonly label: string
  /** What it is for. */
  readonly about: string
}

export const COPY_WORDS: Readonly<Record<Copy, CopyWords>> = {
  final: { label: '正式稿', about: '报送、印发用' },
  checking: { label: '核对稿', about: '每个数旁边批注来历，后面附出处表' },
  public: { label: '公开稿', about: '不印主送、版头和版记' },
}
export const COPIES = ['final', 'checking', 'public'] as const satisfies readonly Copy[]

/** Which of these names stand in what is published, in the order of the text; whom it is addressed to is not printed there. */
export function namesIn({ blocks }: Document, names: readonly string[]): readonly string[] {
  const text = blocks.filter(({ kind }) => kind !== 'to').map(blockText).join('\n')
  return [...new Set(names)].filter((name) => [...name].length > 1 && text.includes(name)).sort((a, b) => text.indexOf(a) - text.indexOf(b))
}
