import type { Config } from '../../core/config'
import type { Day } from '../../core/period'
import { placeName } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { BoardScope } from '../../domain/board/asking'
import { townshipsOf } from '../../domain/board/county'
import { mayCount } from '../../domain/role'
import { topmost } from '../placeTree'

/** A board somebody may open. */
export interface BoardPlace {
  readonly stream: string
  readonly kind: 'township' | 'county'
  readonly name: string
  readonly scope: Omit<BoardScope, 'config' | 'today'>
}

/**
 * The boards of a person, one for each place a role counts at. Whoever holds records on the phone has one for all places of a
 * township: the phone counts what it holds.
 */
export function boardsOf(me: Me, config: Config, today: Day, holdsRecords: boolean): readonly BoardPlace[] {
  const streams = [...new Set(me.grants.map(({ stream }) => stream))]
  return streams.flatMap((stream) => {
    const counted = me.grants.filter((grant) => grant.stream === stream && mayCount(me, config.places, grant.place))
    const roots = topmost(config, counted.map(({ place }) => place)).map(({ id }) => id)
    const [first, second] = roots
    if (first === undefined) return []
    if (holdsRecords && second !== undefined) {
      return [{ stream, kind: 'township' as const, name: placeName(config.places, stream), scope: { roots, place: null } }]
    }
    return roots.map((root) => boardAt(stream, root, config, today))
  })
}

/** A county's place holds townships; below, one township has a board of its own. */
export function boardAt(stream: string, root: string, config: Config, today: Day): BoardPlace {
  const kind = townshipsOf(config.places, root, today).length > 0 ? 'county' : 'township'
  return { stream, kind, name: placeName(config.places, root), scope: { roots: [root], place: root === stream ? null : root } }
}
