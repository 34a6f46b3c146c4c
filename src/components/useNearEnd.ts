import { useEffect, useRef } from 'react'

/** Acts when the reader comes near the end of what is here, and again when more was added and the end is near still. */
export function useNearEnd(isNear: boolean, count: number, act: (() => void) | undefined): void {
  const newest = useRef(act)
  useEffect(() => {
    newest.current = act
  })
  useEffect(() => {
    if (isNear && count > 0) newest.current?.()
  }, [isNear, count])
}
