import type { Copy, ReportProblem } from '../../core/reportWire'

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

/** What the checker says of names that stand in the text. */
export function namesTold(problems: readonly ReportProblem[]): readonly string[] {
  return problems.filter(({ kind }) => kind === 'person-named').map(({ message }) => message)
}
