import type { Me } from '../../core/protocol'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { mayEnterForOthers } from '../../domain/role'

/** 代录: whether a form that creates a record asks whose work it is. A villager's matter that is only received is nobody's work yet. */
export function mayNameDoer(me: Me, type: RecordType, move: string | null): boolean {
  if (type.fields.handler === undefined || !mayEnterForOthers(me, type)) return false
  return move !== null && own(type.stages, own(type.moves, move)?.to ?? '') !== undefined && !(type.kind === 'matter' && move === 'register')
}
