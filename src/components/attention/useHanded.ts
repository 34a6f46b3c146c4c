import { useMemo } from 'react'
import { useStore } from 'zustand'
import { handoversOf, type Handovers } from '../../client/handovers'
import { useClient, useOnline, type OnlineAnswer } from '../../client/hooks'
import type { DeviceList, HandoverList } from '../../core/protocol'

export function useHandovers(): Handovers {
  const client = useClient()
  return useMemo(() => handoversOf(client), [client])
}

/** Asked when a screen opens and when the program comes to the front; without a network what was told last. */
export function useHanded(): OnlineAnswer<HandoverList> {
  const handovers = useHandovers()
  return useOnline(() => handovers.list(), [useRounds()])
}

/** One's own phones; with a stream, those of a township or the county. */
export function useDevices(stream: string | null): OnlineAnswer<DeviceList> {
  const handovers = useHandovers()
  return useOnline(() => handovers.devices(stream), [useRounds(), stream])
}

/** At the front or not: asked again with each. */
function useRounds(): boolean {
  return useStore(useClient().clock, ({ visible }) => visible)
}
