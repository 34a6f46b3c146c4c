import { createHash, randomUUID } from 'node:crypto'
import { must } from '../../core/assert'
import { canMove } from '../../core/apply'
import type { Receipt, ReceiptTaken } from '../../core/submission'
import type { Op, OpBody, StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { MAX_OPS_PER_PUSH } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { SCHEMA_VERSION } from '../../domain/registry'
import { refusalAdvice } from '../../domain/words'
import { bare, tableOf, type Table } from '../import/table'
import type { SheetCells } from '../import/workbook'
import { takenSeqs } from '../opStore'
import { push } from '../push'
import { recordsByNumber, type Counter } from './submission'

/** A receipt of the superior's system: which column holds our number, and which theirs. */
export function lookAtReceipt({ profile }: Counter, sheet: SheetCells): { readonly table: Table; readonly shown: Omit<Receipt, 'file'> } {
  const ourHeaders = profile.columns.flatMap(({ field, header }) => (field === 'caseNo' || field === 'id' ? [bare(header)] : []))
  const isOurs = (text: string): boolean => ourHeaders.includes(bare(text)) || /^(本系统|乡镇|我方)?编号$|说事簿编号/.test(bare(text))
  const isTheirs = (text: string): boolean => !isOurs(text) && /(平台|系统|外部|省|回执).*(编号|编码|号)|^案件编号$|^流水号$/.test(bare(text))
  const header = sheet.rows.slice(0, 15).find(({ cells }) => [...cells.values()].some(({ text }) => isOurs(text) || isTheirs(text)))
  const table = tableOf(sheet, header?.row ?? sheet.rows[0]?.row ?? 1)
  const columns = table.columns.map((column) => ({ ...column, samples: table.lines.slice(0, 3).map(({ cells }) => cells.get(column.at)?.text ?? '').filter((text) => text !== '') }))
  return {
    table,
    shown: { columns, rows: table.lines.length, ours: columns.find((column) => isOurs(column.header))?.at ?? null, theirs: columns.find((column) => isTheirs(column.header))?.at ?? null },
  }
}

/** Numbers become ordinary edits of `externalNo` and `externalSystem`; a closed case takes them as a correction. `n`: the last change, null when nothing was written. */
export async function takeNumbers(counter: Counter, table: Table, ours: number, theirs: number): Promise<{ readonly taken: ReceiptTaken; readonly n: number | null }> {
  const { type, profile } = counter
  const known = await recordsByNumber(counter)
  const remarks: { row: number; say: string }[] = []
  const writes: Write[] = []
  const numberByOurs = new Map<string, string>()
  let same = 0
  for (const { row, cells } of table.lines) {
    const [mine, number] = [cells.get(ours)?.text.trim() ?? '', cells.get(theirs)?.text.trim() ?? '']
    const record = known.get(mine)
    const say = whyNot(mine, number, record, numberByOurs.get(mine))
    if (say !== null) remarks.push({ row, say: `第 ${row} 行：${say}，没有写。` })
    if (say !== null || record === undefined) continue
    const { externalNo, externalSystem } = record.values
    const isSame = numberByOurs.has(mine) || (externalNo === number && externalSystem === profile.system)
    const body = isSame ? null : bodyFor(type, record, { externalNo: number, externalSystem: profile.system })
    if (isSame) same += 1
    else if (body === null) remarks.push({ row, say: `第 ${row} 行：“${mine}”现在不能改，没有写。` })
    else {
      writes.push({ row, record, body })
      if (externalNo !== undefined) remarks.push({ row, say: `第 ${row} 行：“${mine}”原来的外部编号“${String(externalNo)}”换成了“${number}”。` })
    }
    numberByOurs.set(mine, number)
  }
  const { n, written, refused } = await writeAll(counter, writes)
  return { taken: { written, same, remarks: [...remarks, ...refused].sort((a, b) => a.row - b.row).slice(0, 300) }, n }
}

function whyNot(mine: string, number: string, record: StoredRecord | undefined, before: string | undefined): string | null {
  if (mine === '') return '没有我们的编号'
  if (number === '') return `“${mine}”没有外部编号`
  if (record === undefined) return `台账里没有编号“${mine}”的一件`
  return before === undefined || before === number ? null : `编号“${mine}”前面已经有一个外部编号“${before}”`
}

interface Write {
  readonly row: number
  readonly record: StoredRecord
  readonly body: OpBody
}

function bodyFor(type: RecordType, record: StoredRecord, set: OpBody['set']): OpBody | null {
  if (own(type.stages, record.stage)?.closed !== true) return { kind: 'edit', set }
  const correct = own(type.moves, 'correct')
  return correct !== undefined && canMove(correct, record) ? { kind: 'move', move: 'correct', set } : null
}

async function writeAll(counter: Counter, writes: readonly Write[]): Promise<{ readonly n: number | null; readonly written: number; readonly refused: readonly { row: number; say: string }[] }> {
  const { deps, me, stream, type, profile } = counter
  // One voice per profile and person: its ops come in their own order.
  const device = `submission-${createHash('sha256').update(`${profile.id}/${me.person}`).digest('hex').slice(0, 16)}`
  const refused: { row: number; say: string }[] = []
  let [n, written]: [number | null, number] = [null, 0]
  for (let from = 0; from < writes.length; from += MAX_OPS_PER_PUSH) {
    const part = writes.slice(from, from + MAX_OPS_PER_PUSH)
    const last = (await takenSeqs(deps.db.sql, stream, [device])).get(device) ?? 0
    const ops = part.map(({ record, body }, index): Op => ({
      // A number that was refused once may be right the next time: its op is another one.
      id: randomUUID(), device, seq: last + index + 1, schema: SCHEMA_VERSION,
      kind: type.kind, record: record.id, base: record.n, body, claimedAt: new Date(deps.now()).toISOString(),
    }))
    const pushed = must(await push(deps, { me, devices: [device] }, { stream, ops, waiting: 0 }), 'the stream of a receipt')
    n = pushed.n
    pushed.answer.results.forEach((result, index) => {
      const row = part[index]?.row ?? 0
      if (result.kind === 'rejected') refused.push({ row, say: `第 ${row} 行：${refusalAdvice(result.refusal, type).what}，没有写。` })
      else written += 1
    })
  }
  return { n, written, refused }
}
