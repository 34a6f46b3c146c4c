import type { TrailAsk } from '../../../core/trailWire'

export type TrailFilter = Omit<TrailAsk, 'after' | 'limit'>

export const EVERYTHING: TrailFilter = { from: null, to: null, person: null, action: null, subject: null }
