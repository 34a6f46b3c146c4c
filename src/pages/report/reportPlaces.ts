import { useConfig, useSession } from '../../client/hooks'
import type { Config } from '../../core/config'
import type { Day } from '../../core/period'
import type { Place } from '../../core/place'
import type { Me } from '../../core/protocol'
import { townshipsOf } from '../../domain/board/county'
import { mayReport } from '../../domain/role'

/** Townships whose reports a person may read, in administrative order. */
export function reportPlaces(me: Me, config: Config, today: Day): readonly Place[] {
  const own = me.grants.flatMap(({ stream }) => config.places.byId[stream] ?? [])
  const towns = own.flatMap((place) => (place.level === 'township' ? [place] : townshipsOf(config.places, place.id, today)))
  return [...new Set(towns)].filter(({ id }) => mayReport(me, config.places, id, 'read'))
}

/** Whether who is here writes the reports of a township. */
export function useMayWrite(stream: string): boolean {
  const session = useSession()
  const { places } = useConfig()
  return session.kind === 'signedIn' && mayReport(session.me, places, stream, 'write')
}
