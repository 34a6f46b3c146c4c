import { own } from '../core/own'
import type { RecordType, Registry } from '../core/recordType'
import { confirmation } from './confirmation'
import { grant, option, person, place, setting, template, unit } from './directory'
import { dispute } from './dispute'
import { matter } from './matter'
import { outreach } from './outreach'
import { ownFigure } from './ownFigure'
import { profile } from './profile'
import { roster } from './roster'
import { screening } from './screening'
import { work } from './work'

/**
 * The closed list of record types. A change in any of them bumps SCHEMA_VERSION (test/pins.test.ts fails until then):
 * every op remembers the version of the program that wrote it.
 */
export const SCHEMA_VERSION = 1

export const TYPES = {
  dispute, matter, outreach, screening, work, confirmation, roster,
  place, unit, person, grant, option, setting, template, ownFigure, profile,
} as const satisfies Registry

export type Kind = keyof typeof TYPES

export const REGISTRY: Registry = TYPES

export function typeOf(kind: string): RecordType | undefined {
  return own(REGISTRY, kind)
}
