import type { Patch } from '../../core/op'
import { CADRE_KINDS } from '../../domain/outreachCodes'
import type { EventRow, OutreachYear, YearTotals } from './outreachEvents'
import { parted, drawFor, type Draw } from './random'
import { groundOf, type Ground } from './scenes'
import { known, rowsOf, type Story } from './story'
import { unitId } from './units'

interface Held {
  readonly row: EventRow
  readonly on: string
}

/** One record per event; what a year's report counts comes out exactly. */
export function storiesOfOutreach(plan: OutreachYear): readonly Story[] {
  const ground = groundOf(plan.town)
  const draw = drawFor(`普法/${plan.town}/${plan.year}`)
  const held = heldIn(plan.events, plan.year)
  const shares = sharesOf(held, plan.totals, draw)
  return held.map((event, index) => storyOf(ground, event, shares[index] ?? NOTHING, `${plan.year}/${index + 1}`, draw))
}

/** The year before had the same, only less of it: something to compare with. */
export function outreachBefore(plan: OutreachYear): OutreachYear {
  const { materials = {}, ...totals } = plan.totals
  const fewer = Object.fromEntries(Object.entries(materials).map(([what, total]) => [what, Math.round(total * 0.8)]))
  const events = plan.events.map((row) => ({ ...row, days: row.days.filter((_, index) => index % 5 !== 4) }))
  return { ...plan, year: plan.year - 1, events, totals: { ...totals, materials: fewer } }
}

export function heldIn(events: readonly EventRow[], year: number): readonly Held[] {
  const held = events.flatMap((row) => row.days.map((day) => ({ row, on: `${year}-${day}` })))
  return [...held].sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** A year without printed numbers: everything is what the draw gives, and each event knows its own day only. */
export function plainEvent(ground: Ground, event: Held): Story {
  const draw = drawFor(`普法/${ground.town.key}/${event.on}/${event.row.name}`)
  const isCampaign = event.row.kind === 'campaign'
  const share: Share = {
    ...NOTHING, reach: isCampaign ? draw.int(100, 400) : undefined,
    materials: isCampaign ? [
      { what: 'leaflet', quantity: draw.int(120, 900) }, { what: 'banner', quantity: draw.int(4, 22) }, { what: 'screen', quantity: draw.int(1, 8) },
    ] : [],
  }
  return storyOf(ground, event, share, `${event.on}/${event.row.name}`, draw)
}

interface Share {
  readonly materials: readonly { readonly what: string; readonly quantity: number }[]
  readonly reach: number | undefined
  readonly heads: number | undefined
}
const NOTHING: Share = { materials: [], reach: undefined, heads: undefined }

/** Every total of the year, cut among the events it belongs to. */
function sharesOf(held: readonly Held[], totals: YearTotals, draw: Draw): readonly Share[] {
  const chosen = held.map(({ row }) => totals.among.includes(row.kind))
  const cadres = held.map(({ row }) => isForCadres(row))
  const materials = Object.entries(totals.materials ?? {}).map(([what, total]) => ({ what, parts: among(chosen, total, draw) }))
  const reach = totals.reach === undefined ? null : among(chosen, totals.reach, draw)
  const heads = totals.heads === undefined ? null : firstTimers(cadres, totals.heads)
  return held.map((_, index) => ({
    materials: materials.map(({ what, parts }) => ({ what, quantity: parts[index] ?? 0 })).filter(({ quantity }) => quantity > 0),
    reach: reach?.[index], heads: heads?.[index],
  }))
}

function among(chosen: readonly boolean[], total: number, draw: Draw): readonly (number | undefined)[] {
  const parts = [...parted(total, chosen.filter(Boolean).length, draw)]
  return chosen.map((isChosen) => (isChosen ? parts.shift() : undefined))
}

/** Most come to the first session of the year; a few are met later for the first time. */
function firstTimers(cadres: readonly boolean[], total: number): readonly (number | undefined)[] {
  let left = total
  return cadres.map((isCadres, index) => {
    if (!isCadres) return undefined
    const isLast = !cadres.slice(index + 1).includes(true)
    const now = isLast ? left : Math.min(left, left === total ? 60 : 4)
    left -= now
    return now
  })
}

function storyOf(ground: Ground, { row, on }: Held, share: Share, name: string, draw: Draw): Story {
  const { staff, stream, town } = ground
  const attended = row.attended === undefined ? undefined : draw.int(...row.attended)
  const audience = row.audience ?? (isForCadres(row) ? 'cadres' : 'public')
  const exam: Patch = row.kind === 'exam' && attended !== undefined ? { expected: attended + 4, sat: attended, passed: attended - 3 } : {}
  const set = known({
    kind: row.kind, audience, place: stream, heldOn: on, name: row.name, themeDay: row.theme, channel: row.channels?.[0], laws: row.laws, attended,
    firstTime: share.heads, reach: share.reach, unit: unitId(town.key, '司法所'), venue: audience === 'cadres' ? '机关会议室' : '集市和村头',
    consultations: row.kind === 'consultation' ? attended : undefined,
  })
  const materials = share.materials.length === 0 ? {} : { rows: { materials: rowsOf(share.materials) } }
  const by = audience === 'cadres' ? staff.clerk : staff.judicial
  return { stream, kind: 'outreach', name: `${town.key}/${name}`, steps: [{ by, on, move: 'record', set: { ...set, ...exam }, ...materials }] }
}

function isForCadres(row: EventRow): boolean {
  return row.audience === undefined ? CADRE_KINDS.includes(row.kind) : row.audience === 'cadres'
}
