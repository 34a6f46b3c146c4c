import type { PlainValue, Values } from '../../core/field'
import type { CellRemark } from '../../core/importing'
import type { RowPatches } from '../../core/op'
import type { Target } from './targets'
import type { Column, Line, Table } from './table'
import { readValue, type Ground } from './value'
import type { Cell } from './workbook'

/** One line of the register, as far as it could be read. */
export interface RowReading {
  readonly row: number
  readonly values: Values
  readonly rows: RowPatches
  /** The official number it stands under in the file; '' when there is none. */
  readonly officialNo: string
  readonly bad: readonly CellRemark[]
  readonly remarks: readonly CellRemark[]
  readonly unknown: readonly { readonly key: string; readonly label: string; readonly word: string }[]
  /** Column by field, to name the cell when the field is refused later. */
  readonly columnByName: ReadonlyMap<string, Column>
}

/** A column with where it goes; `column` null: a value the importer wrote for every row. */
export interface Mapped {
  readonly target: Target
  readonly column: Column | null
  readonly fixed: string | null
}

export function readRow(ground: Ground, line: Line, mapped: readonly Mapped[]): RowReading {
  const into: Into = { values: {}, items: new Map(), bad: [], remarks: [], unknown: [], columnByName: new Map() }
  for (const each of mapped) if (each.target.shape === undefined) readColumn(ground, line, each, into)
  const { values, items, bad, remarks, unknown, columnByName } = into
  return { row: line.row, values, rows: patchesOf(items), officialNo: officialNoIn(line, mapped), bad, remarks, unknown, columnByName }
}

function officialNoIn({ cells }: Line, mapped: readonly Mapped[]): string {
  const at = mapped.find(({ target }) => target.shape !== undefined)?.column?.at
  return at === undefined ? '' : (cells.get(at)?.text.trim() ?? '')
}

interface Into {
  readonly values: Record<string, PlainValue>
  readonly items: Map<string, Item[]>
  readonly bad: CellRemark[]
  readonly remarks: CellRemark[]
  readonly unknown: { key: string; label: string; word: string }[]
  readonly columnByName: Map<string, Column>
}

function readColumn(ground: Ground, line: Line, { target, column, fixed }: Mapped, into: Into): void {
  const own = column === null ? undefined : line.cells.get(column.at)
  const cell: Cell | undefined = isFilled(own) || fixed === null ? own : { text: fixed }
  if (column !== null) into.columnByName.set(target.name, column)
  if (cell === undefined) return
  const at = column?.at ?? null
  const told = (words: string): CellRemark => ({ row: line.row, at, say: `第 ${line.row} 行“${column?.header ?? target.label}”：${words}。` })
  for (const part of isNames(target) ? namesIn(cell).map((text) => ({ ...cell, text })) : [cell]) {
    const read = readValue(ground, target, part, column?.header ?? '')
    if (read.kind === 'value') put(target, read.value, into)
    else if (read.kind === 'left') into.remarks.push(told(read.say))
    else if (read.kind !== 'blank') into.bad.push(told(read.say))
    if (read.kind === 'unknown') into.unknown.push({ key: target.key, label: target.label, word: read.word })
  }
  if (isShared(line, column) && isAmount(target)) into.remarks.push(told(`是合并的格子，这一行也按“${cell.text}”算，请看看对不对`))
}

/** Columns and fixed values in the order of the form: the first column that goes to a target wins. */
export function mappedOf(table: Pick<Table, 'columns'>, targets: readonly Target[], columns: readonly { readonly at: number; readonly key: string }[], fixed: Readonly<Record<string, string>>): readonly Mapped[] {
  return targets.flatMap((target): readonly Mapped[] => {
    const at = columns.find(({ key }) => key === target.key)?.at
    const column = table.columns.find((each) => each.at === at) ?? null
    const always = Object.entries(fixed).find(([key]) => key === target.key)?.[1].trim() ?? ''
    return column === null && always === '' ? [] : [{ target, column, fixed: always === '' ? null : always }]
  })
}

/** The cells of one row of the record while it is put together. */
interface Item {
  readonly name: string
  readonly cells: Record<string, PlainValue>
}

function put(target: Target, value: PlainValue, { values, items }: Into): void {
  const { name, cell, row } = target
  if (cell === null) {
    values[name] = value
    return
  }
  const key = `${name}|${row?.code ?? ''}`
  const list = items.get(key) ?? []
  items.set(key, list)
  // The second name opens a second row; every other cell belongs to the first one that lacks it.
  const open = list.find(({ cells }) => cells[cell] === undefined)
  if (open !== undefined) open.cells[cell] = value
  else list.push({ name, cells: { ...(row === null ? {} : { [row.by]: row.code }), [cell]: value } })
}

function patchesOf(items: ReadonlyMap<string, readonly Item[]>): RowPatches {
  const patches: Record<string, Record<string, { set: Readonly<Record<string, PlainValue>> }>> = {}
  for (const { name, cells } of [...items.values()].flat()) {
    const rows = patches[name] ?? {}
    // Nought leaflets are no leaflets.
    if (Object.values(cells).some((value) => value === 0)) continue
    rows[`r${String(Object.keys(rows).length + 1).padStart(3, '0')}`] = { set: cells }
    patches[name] = rows
  }
  return patches
}

function isFilled(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.text !== '' || cell.wrong !== undefined)
}

function isNames({ cell }: Target): boolean {
  return cell === 'name'
}

/** 张某、李某; 张某与李某; 张某 李某. A name of two characters set apart to be as wide as three (张 三) is one; 与 inside a name is no “and”. */
function namesIn({ text, wrong }: Cell): readonly string[] {
  if (wrong !== undefined) return ['']
  return text.replace(SPREAD, '$1$2').split(/[、,，;；\n/]+|\s+|(?<=[\u4e00-\u9fff]{2})[与诉](?=[\u4e00-\u9fff]{2})/).map((name) => name.trim()).filter((name) => name !== '')
}

const SPREAD = /(?<![^\s、,，;；/])([\u4e00-\u9fff])[^\S\n]+([\u4e00-\u9fff])(?![^\s、,，;；/])/g

function isShared({ filled }: Line, column: Column | null): boolean {
  return column !== null && filled.includes(column.at)
}

function isAmount({ field }: Target): boolean {
  return field.kind === 'count' || field.kind === 'money'
}
