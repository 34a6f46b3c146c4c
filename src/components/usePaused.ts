import { useEffect, useState } from 'react'
import { useClient } from '../client/hooks'

/** The latest value, once it has stood for so many milliseconds; at once when the pause is 0. */
export function usePaused(value: string, pause: number): string {
  const client = useClient()
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    if (pause === 0) {
      setPaused(value)
      return undefined
    }
    return client.after(pause, () => setPaused(value))
  }, [client, value, pause])
  return paused
}
