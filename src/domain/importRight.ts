import type { Config } from '../core/config'
import type { StoredRecord } from '../core/op'
import type { Me } from '../core/protocol'
import { REGISTRY } from './registry'
import type { RecordType } from '../core/recordType'
import { mayWrite } from './role'

/** Who may write records of the kind anywhere in the township may bring in a register of them. Each row is judged all the same. */
export function mayImport(me: Me, { places }: Config, type: RecordType, stream: string): boolean {
  if (type.stream !== 'township' || type.placed === null || places.byId[stream]?.level !== 'township') return false
  const after: StoredRecord = { id: '', kind: type.kind, stage: '', values: { [type.placed]: stream }, written: [], n: 0, createdBy: me.person }
  return Object.entries(type.moves).some(([move, { from }]) =>
    from.length === 0 && mayWrite(me, places, { type, body: { kind: 'create', move, set: {} }, stream, before: null, after }) === null)
}

export function importKinds(me: Me, config: Config, stream: string): readonly string[] {
  return Object.values(REGISTRY).filter((type) => mayImport(me, config, type, stream)).map(({ kind }) => kind)
}
