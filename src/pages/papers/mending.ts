import type { ShownRecord } from '../../client/client'
import type { PaperLine } from '../../core/paperWire'
import type { Places } from '../../core/place'
import type { Me } from '../../core/protocol'
import { dispute } from '../../domain/dispute'
import { paperOf } from '../../domain/papers/papers'
import { mayEdit, movesAllowed } from '../../domain/role'
import type { Params } from '../../components/pageNames'

/** The moves by which rows come to a case. */
const ENTERING = { sessions: 'mediate', inquiries: 'inquire', followUps: 'followUp' } as const

/** The form in which one writes what a paper lacks; null for whoever may not. */
export function mendingOf(line: PaperLine, record: ShownRecord, me: Me, places: Places): Params | null {
  const per = paperOf(line.paper)?.per
  const entering = per !== undefined && line.row === null ? ENTERING[per] : null
  return entering !== null && mayMove(entering, record, me, places) ? { ...formOf(record), move: entering } : editingOf(record, me, places)
}

/** Where scans of signed papers are attached. */
export function editingOf(record: ShownRecord, me: Me, places: Places): Params | null {
  const isClosed: boolean = 'closed' in dispute.stages[record.stage as keyof typeof dispute.stages]
  if (!isClosed && mayEdit(me, dispute, places, record)) return formOf(record)
  return mayMove('correct', record, me, places) ? { ...formOf(record), move: 'correct' } : null
}

function mayMove(move: keyof typeof dispute.moves, record: ShownRecord, me: Me, places: Places): boolean {
  return (dispute.moves[move].from as readonly string[]).includes(record.stage) && movesAllowed(me, dispute, places, record).includes(move)
}

function formOf({ id, stream }: ShownRecord): Params {
  return { kind: dispute.kind, id, stream }
}
