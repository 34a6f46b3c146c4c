import { treeOn } from '../../core/place'
import { exportTitle } from '../../domain/exports'
import { planStatistics, statisticsTable } from '../../domain/statisticsTable'
import { ofReports, readQueries } from '../read'
import { rowsOf, type Cell } from '../xlsx/workbook'
import { notesOf, type Taken, type Taking } from './taking'

const TITLE = exportTitle('statistics')

/** Every cell is a figure, totals too; all are read in one snapshot. Counts only. */
export async function takeStatistics(taking: Taking): Promise<Taken> {
  const { deps, me, stream, place, period } = taking
  const places = treeOn(taking.places, period.to)
  const plan = planStatistics(places, place, period)
  const { results } = await readQueries(deps, me.county, stream, plan.queries, null, ofReports)
  const { columns, rows } = statisticsTable(places, plan, results)
  const strong = new Set(rows.flatMap((row, i) => (row.kind === 'title' ? [i] : [])))
  return {
    kind: 'taken',
    sheet: {
      name: TITLE, title: TITLE, notes: notesOf(taking, '', false), strong,
      columns: [{ label: '项目', width: 32 }, { label: '单位', width: 6 }, ...columns.map((label) => ({ label, width: Math.max(10, label.length * 2 + 2) }))],
      rows: rowsOf(rows.map((row): readonly Cell[] => {
        if (row.kind === 'title') return [{ kind: 'text', text: row.title }, null, ...columns.map(() => null)]
        const { line, total, parts } = row
        const number = (value: number): Cell => (line.inFen === true ? { kind: 'fen', fen: value } : { kind: 'number', value })
        return [{ kind: 'text', text: `${line.depth === 1 ? '　　' : ''}${line.label}` }, { kind: 'text', text: line.unit }, ...[total, ...parts].map(number)]
      })),
      closing: ['只统计途径是人民调解的；除排查、司法确认和在册的以外，都按调结日期。调解员一人只算一名，在几个地方都在册的，合计里也只算一名。'],
    },
    trail: null,
  }
}
