import type { Copy } from '../core/reportWire'

export interface CopyWords {
  readonly label: string
  /** What it is for. */
  readonly about: string
}

/** The three copies of a report: the phone offers them by these words, and their files are told apart by them. */
export const COPY_WORDS: Readonly<Record<Copy, CopyWords>> = {
  final: { label: '正式稿', about: '报送、印发用' },
  checking: { label: '核对稿', about: '每个数旁边批注来历，后面附出处表' },
  public: { label: '公开稿', about: '不印主送、版头和版记' },
}
export const COPIES = ['final', 'checking', 'public'] as const satisfies readonly Copy[]
