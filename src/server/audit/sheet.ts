import { clockAt, dayAt, dayText } from '../../core/period'
import type { Me } from '../../core/protocol'
import type { TrailAsk, TrailLine } from '../../core/trailWire'
import { CHAINS, type ChainName } from '../../domain/trailWords'
import { lineText } from '../../domain/trailText'
import type { Db } from '../db'
import { rowsOf, xlsxOf, type Cell } from '../xlsx/workbook'
import { lookAtTrail } from './look'

const MOST_LINES = 10_000
const PAGE = 1_000

export interface TrailTable {
  readonly bytes: Uint8Array
  readonly lines: number
}

/** What the auditor sees, to take away: with who took it and when, and only ids and codes. The first lines when there are too many. */
export async function trailTable(db: Pick<Db, 'sql'>, me: Me, ask: TrailAsk, now: number): Promise<TrailTable> {
  const rows: (readonly Cell[])[] = []
  let after: TrailAsk['after'] = null
  do {
    const { lines, next, names }: Awaited<ReturnType<typeof lookAtTrail>> = await lookAtTrail(db, me.county, { ...ask, after, limit: PAGE })
    rows.push(...lines.map((line) => cellsOf(line, names)))
    after = next
  } while (after !== null && rows.length < MOST_LINES)
  const today = dayAt(now)
  const bytes = await xlsxOf([{
    name: '留痕', title: '留痕',
    notes: [`${me.name} ${today.slice(0, 4)}年${dayText(today)} ${clockAt(now)} 从说事簿导出　只供审计使用，请妥善保管`],
    columns: [{ label: '时间', width: 20 }, { label: '哪本', width: 8 }, { label: '乡镇', width: 16 }, { label: '行号', width: 10 }, { label: '谁', width: 14 }, { label: '做了什么', width: 48 }, { label: '对什么', width: 40 }],
    rows: rowsOf(rows.slice(0, MOST_LINES)),
    closing: after === null ? [] : [`只导出了最近的 ${MOST_LINES} 行，请把期间缩短，分几次导。`],
  }])
  return { bytes, lines: Math.min(rows.length, MOST_LINES) }
}

function cellsOf(line: TrailLine, names: Readonly<Record<string, string>>): readonly Cell[] {
  const text = (words: string): Cell => ({ kind: 'text', text: words })
  const at = Date.parse(line.at)
  const { who, what, about } = lineText(line, names)
  return [text(`${dayAt(at)} ${clockAt(at)}`), text(CHAINS[line.chain as ChainName]), text(names[line.stream] ?? line.stream), { kind: 'number', value: line.a }, text(who), text(what), text(about)]
}
