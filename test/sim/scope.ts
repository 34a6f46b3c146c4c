import { must } from '../../src/core/assert'
import type { Conflict, Op, StoredRecord } from '../../src/core/op'
import type { StreamChanges } from '../../src/core/protocol'
import { MOVING, type Named } from './county'
import type { SimPhone, Stage } from './stage'

/** Who may hold what, said once more in few words and apart from the program: mediators everything of their township, the grid worker one village. */
export function maySee(stage: Stage, { person, role, place }: Named, stream: string, record: StoredRecord): boolean {
  if (record.kind !== 'dispute') return stream === stage.names.county && record.kind !== 'grant'
  const isSecret = record.values.compartment === 'minor' || record.values.compartment === 'domestic'
  if (isSecret && record.createdBy !== person) return false
  if (role === 'mediator') return stream === place
  return record.values.place === stage.county.works()
}

/** Where a person may pull from at this moment. */
export function streamsOf({ names, county }: Stage, named: Named): readonly string[] {
  if (named.role === 'mediator') return [names.county, named.place]
  const place = county.works()
  return place === null ? [] : [names.county, place === names.villages[2] ? names.otherTown : names.town]
}

/** What a pull's answer tells that its reader must not know. */
export function outOfScope(stage: Stage, phone: SimPhone, { stream, records, gone }: StreamChanges): readonly string[] {
  const { named, delivered } = phone
  const wrong = records.filter((record) => !maySee(stage, named, stream, record)).map(({ id }) => `a pull gave ${named.login} the record ${id}, out of scope`)
  const unknown = gone.filter((id) => !delivered.has(id)).map((id) => `a pull told ${named.login} of the record ${id}, which was never in scope`)
  records.forEach(({ id }) => delivered.add(id))
  const foreign = streamsOf(stage, named).includes(stream) ? [] : [`a pull gave ${named.login} the stream ${stream}, out of scope`]
  return [...wrong, ...unknown, ...foreign]
}

/** Whether the person has any place to work at. */
export function hasAccess(stage: Stage, named: Named): boolean {
  return named.login !== must(stage.names.people[MOVING], 'the moving person').login || stage.county.works() !== null
}

/** Where a record is, and who entered it. */
export interface Home {
  readonly place: unknown
  readonly createdBy: string
  readonly isSecret: boolean
}

/** An op that took effect although its author may not change the record where it was or where it is now. Moves `stage.homes` on. */
export function changeFaults(stage: Stage, named: Named, { record, body }: Op, conflicts: readonly Conflict[]): readonly string[] {
  const before = stage.homes.get(record)
  const kept = new Set(conflicts.map(({ path }) => path))
  const { place, compartment } = body.set
  const after: Home = {
    place: place === undefined || kept.has('place') ? before?.place : place,
    createdBy: before?.createdBy ?? named.person,
    isSecret: compartment === undefined || kept.has('compartment') ? before?.isSecret === true : compartment !== null,
  }
  stage.homes.set(record, after)
  const isFree = [before ?? after, after].every((home) => mayChange(stage, named, home)) && !(before?.isSecret === true && before.createdBy !== named.person)
  return isFree ? [] : [`${named.login} changed ${record}, which is out of scope`]
}

function mayChange({ names, county }: Stage, { person, role, place }: Named, home: Home): boolean {
  if (role === 'mediator') return place === names.town && home.place !== names.villages[2]
  return home.createdBy === person && home.place === county.works()
}
