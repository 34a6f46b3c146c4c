import type { ReportProblem } from '../../core/reportWire'

/** What the checker says of names that stand in the text. */
export function namesTold(problems: readonly ReportProblem[]): readonly string[] {
  return problems.filter(({ kind }) => kind === 'person-named').map(({ message }) => message)
}
