import { useMemo } from 'react'
import { useConfig, useNames, useToday } from '../client/hooks'
import type { Reading } from './recordText'

/** What reading records needs, kept the same between renders until something changed. */
export function useReading(): Reading {
  const [config, names, today] = [useConfig(), useNames(), useToday()]
  return useMemo(() => ({ config, names, today }), [config, names, today])
}
