import { useMemo } from 'react'
import { useConfig, useIsWhole, useRecords, useSession } from '../client/hooks'
import { placeName } from '../core/place'

const LOOKED_AT = 40
const SHOWN = 4

/** Where the person's roles are held; records are written there or below. */
export function useHomePlaces(): readonly string[] {
  const session = useSession()
  return useMemo(() => (session.kind === 'signedIn' ? [...new Set(session.me.grants.map(({ place }) => place))] : []), [session])
}

/** Places of the person's own last entries, last used first. */
export function useRecentPlaces(): readonly string[] {
  const session = useSession()
  const { rows } = useRecords(RECENT)
  const person = session.kind === 'signedIn' ? session.me.person : ''
  return useMemo(() => {
    const own = rows.filter((record) => record.createdBy === person)
    const inOrder = [...own].sort((a, b) => ((a.enteredAt ?? '') < (b.enteredAt ?? '') ? 1 : -1))
    return [...new Set(inOrder.map((record) => record.values.place).filter((place): place is string => typeof place === 'string'))].slice(0, SHOWN)
  }, [rows, person])
}

/** Where the next entry most likely happened: the place of the last one, known once all has been read, else the only place one works at. */
export function usePresetPlace(): string | null {
  const recent = useRecentPlaces()
  const home = useHomePlaces()
  const isWhole = useIsWhole()
  const { places } = useConfig()
  const only = home.length === 1 ? home.find((place) => placeName(places, place) !== '') ?? null : null
  return isWhole ? recent[0] ?? only : only
}

const RECENT = { kinds: ['dispute', 'matter', 'outreach', 'screening'], limit: LOOKED_AT } as const
