import { addDays, monthPeriod, type Day } from '../../core/period'
import { parted, drawFor, type Draw } from './random'
import { groundOf, type Ground } from './scenes'
import { known, type Story } from './story'
import { villageId } from './places'
import { villagesOf } from './towns'
import { unitId } from './units'
import type { WorkRow, WorkYear } from './workEntries'

/** One record per entry; times, quantities and items of a row add up exactly. */
export function storiesOfWork(plan: WorkYear): readonly Story[] {
  const ground = groundOf(plan.town)
  return plan.rows.flatMap((row, rowIndex) => {
    const draw = drawFor(`台账/${plan.town}/${plan.year}/${rowIndex}`)
    const days = spreadOver(plan.year, row.entries)
    const times = parted(row.times, row.entries, draw, 1)
    const quantity = row.quantity === undefined ? [] : parted(row.quantity, row.entries, draw, row.quantity >= row.entries ? 1 : 0)
    const items = row.items === undefined ? [] : parted(row.items, row.entries, draw, 1)
    return days.map((on, index) => {
      const share = { on, times: times[index] ?? 1, quantity: quantity[index], items: items[index] }
      return entryStory(ground, row, share, `${plan.year}/${rowIndex + 1}/${index + 1}`, index, draw)
    })
  })
}

/** The year before had the same, only less of it, in fewer entries: something to compare with. */
export function workBefore(plan: WorkYear): WorkYear {
  const less = (total: number): number => Math.max(1, Math.round(total * 0.85))
  const rows = plan.rows.map((row) => ({
    ...row, entries: Math.ceil(row.entries / 4), times: less(row.times),
    ...(row.quantity === undefined ? {} : { quantity: less(row.quantity) }), ...(row.items === undefined ? {} : { items: less(row.items) }),
  }))
  return { ...plan, year: plan.year - 1, rows }
}

/** The entries of one month that has ended. */
export function monthlyWork(ground: Ground, rows: readonly WorkRow[], month: string): readonly Story[] {
  return rows.map((row, index) => {
    const draw = drawFor(`台账/${ground.town.key}/${month}/${index}`)
    const vary = (usual: number): number => Math.max(1, usual + draw.int(-2, 3))
    const share = {
      on: monthPeriod(month).to, times: vary(row.times), quantity: row.quantity === undefined ? undefined : vary(row.quantity),
      items: row.items === undefined ? undefined : vary(row.items),
    }
    return entryStory(ground, row, share, `${month}/${index + 1}`, index, draw)
  })
}

interface Share {
  readonly on: Day
  readonly times: number
  readonly quantity: number | undefined
  readonly items: number | undefined
}

function entryStory(ground: Ground, row: WorkRow, share: Share, name: string, index: number, draw: Draw): Story {
  const { staff, stream, town } = ground
  const villages = villagesOf(town)
  const village = villages[index % villages.length]
  const place = row.byVillage === true && village !== undefined ? villageId(town.key, village.name) : stream
  const set = known({
    category: row.category, subject: row.subject, place, on: share.on, times: share.times, quantity: share.quantity, items: share.items,
    unit: unitId(town.key, '党政办'), doneOn: row.closes === true ? addDays(share.on, draw.int(-2, 0)) : undefined,
    from: share.times > 3 ? addDays(share.on, -draw.int(5, 20)) : undefined,
  })
  const by = row.category === 'ticket' || row.category === 'phoneTicket' || row.category === 'knock' ? staff.dispatcher : staff.clerk
  return { stream, kind: 'work', name: `${town.key}/${name}`, steps: [{ by, on: share.on, move: 'record', set: { ...set, ...row.set } }] }
}

/** Days evenly through the year, the last one before its end. */
function spreadOver(year: number, count: number): readonly Day[] {
  return Array.from({ length: count }, (_, index) => addDays(`${year}-01-08`, Math.floor((index * 350) / count)))
}
