import { isWithin, type Places } from '../core/place'
import type { Me } from '../core/protocol'
import { RIGHTS, type Rights } from './roleTable'
import { own } from '../core/own'

/** What the person has to do with 个人信息请求 of a township, or of the county as a whole. Nobody has both: it takes two to destroy. */
export function requestRight(me: Me, places: Places, stream: string): Rights['personalRequests'] {
  const held = me.grants.filter(({ place }) => isWithin(places, stream, place)).map(({ role }) => rightOf(role))
  return held.find((right) => right === 'proposes') ?? held.find((right) => right === 'approves') ?? null
}

/** Whether the page is for the person at all, and of which stream it opens. */
export function requestStream(me: Me): string | null {
  return me.grants.find(({ role }) => rightOf(role) !== null)?.stream ?? null
}

export function mayRequests(me: Me): boolean {
  return requestStream(me) !== null
}

function rightOf(role: string): Rights['personalRequests'] {
  return own<Rights>(RIGHTS, role)?.personalRequests ?? null
}

/** 个人信息保护法第五十条 names no number of days; fifteen working days is what counties promise. */
export const REQUEST_WORKDAYS = 15
