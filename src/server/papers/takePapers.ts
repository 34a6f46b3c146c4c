import { liveRows, type Row } from '../../core/field'
import type { PaperAsk, PaperLine } from '../../core/paperWire'
import type { Me } from '../../core/protocol'
import { factsOf } from '../../domain/papers/facts'
import { layOut } from '../../domain/papers/layout'
import { isPaper, PAPERS, type Paper, type PaperId } from '../../domain/papers/papers'
import type { PushDeps } from '../batch'
import { noteOnTrail } from '../trail'
import { attachmentsOf } from './attachments'
import { fillForm } from './form/fillForm'
import { openForm } from './form/openForm'
import { formHeads, readForm } from './form/store'
import { openCase, type OpenedCase } from './paperCase'
import { paperFile } from './paperFile'
import { zipped } from './zipped'

export type Taken =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly name: string; readonly type: 'docx' | 'zip'; readonly left: readonly string[] }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'say'; readonly say: string }

const NOT_FOUND: Taken = { kind: 'notFound' }

/** One paper, or the volume. It is on the audit trail before anybody gets it: who, which paper of which case, and nothing of what it says. */
export async function takePapers(deps: PushDeps, me: Me, stream: string, id: string, ask: PaperAsk): Promise<Taken> {
  const opened = await openCase(deps, me, stream, id)
  if (opened === null) return NOT_FOUND
  if (opened.list.reason !== null) return { kind: 'say', say: opened.list.reason }
  const made = ask.what === 'paper' ? await onePaper(deps, me, opened, ask) : await volume(deps, me, stream, opened, ask.what)
  if (made.kind === 'file') await leaveTrail(deps, me, stream, id, ask, made.bytes.length)
  return made
}

async function onePaper(deps: PushDeps, me: Me, opened: OpenedCase, { paper, row }: Extract<PaperAsk, { what: 'paper' }>): Promise<Taken> {
  const line = opened.list.papers.find((each) => each.paper === paper && each.row === row)
  if (line === undefined || !isPaper(line.paper)) return { kind: 'say', say: '这件现在没有这份文书，请回到“文书和卷宗”再看一次。' }
  const bytes = (await onOwnForm(deps, me.county, opened, line)) ?? (await standard(deps, opened, [line], line.title))
  return { kind: 'file', bytes, name: nameOf(opened, line.title, 'docx'), type: 'docx', left: [] }
}

async function volume(deps: PushDeps, me: Me, stream: string, opened: OpenedCase, what: 'volume' | 'package'): Promise<Taken> {
  const lines = opened.list.papers.filter(({ use }) => use === 'needed')
  const own = new Set((await formHeads(deps.db.sql, me.county)).filter((head) => head.own !== null).map(({ paper }) => paper))
  const apart = lines.filter(({ paper }) => own.has(paper))
  const together = lines.filter(({ paper }) => !own.has(paper))
  if (together.length === 0 && what === 'volume') return { kind: 'say', say: '这件的文书都用县里自己的样式，请一份一份地下载。' }
  const bound = await standard(deps, opened, together, '卷宗')
  if (what === 'volume') return { kind: 'file', bytes: bound, name: nameOf(opened, '卷宗', 'docx'), type: 'docx', left: apart.map(({ title }) => title) }
  const attached = await attachmentsOf(deps, stream, opened.record.values)
  if (attached.kind === 'say') return attached
  const files: (readonly [string, Uint8Array])[] = together.length === 0 ? [] : [['01 卷宗文书.docx', bound]]
  for (const line of apart) files.push([`${numbered(files.length + 1)} ${line.title}.docx`, (await onOwnForm(deps, me.county, opened, line)) ?? (await standard(deps, opened, [line], line.title))])
  files.push(...attached.files.map(({ ending, bytes }, at) => [`材料/${numbered(at + 1)}.${ending}`, bytes] as const))
  return { kind: 'file', bytes: zipped(files, 'stored'), name: nameOf(opened, '卷宗', 'zip'), type: 'zip', left: attached.coming === 0 ? [] : [`还没传到的附件 ${attached.coming} 件`] }
}

/** The papers in their order, each on a page of its own. */
async function standard(deps: PushDeps, opened: OpenedCase, lines: readonly PaperLine[], title: string): Promise<Uint8Array> {
  const sheets = lines.flatMap(({ paper, row }) => (isPaper(paper) ? [{ blocks: layOut(PAPERS[paper], factsOf(PAPERS[paper], opened.of, rowOf(opened, PAPERS[paper], row))), cover: paper === 'cover' }] : []))
  return paperFile(sheets, propertiesOf(deps, title))
}

export function propertiesOf(deps: PushDeps, title: string): { readonly title: string; readonly organisation: string; readonly createdAt: string } {
  return { title, organisation: '', createdAt: new Date(deps.now()).toISOString() }
}

/** Null where the county has none; one it accepted long ago that cannot be filled any more is as good as none. */
async function onOwnForm(deps: PushDeps, county: string, opened: OpenedCase, { paper: id, row }: PaperLine): Promise<Uint8Array | null> {
  const bytes = await readForm(deps.vault, deps.db.sql, county, id as PaperId)
  const form = bytes === null ? null : openForm(bytes)
  if (form === null || form.kind === 'refused') return null
  const paper: Paper = PAPERS[id as PaperId]
  const filled = fillForm(form.value.parts, factsOf(paper, opened.of, rowOf(opened, paper, row)))
  return filled.kind === 'filled' ? filled.bytes : null
}

function rowOf({ record }: OpenedCase, { per }: Paper, id: string | null): Row | null {
  return per === undefined ? null : (liveRows(record.values[per]).find(([row]) => row === id)?.[1] ?? null)
}

/** By number, never by names of people. */
function nameOf({ record }: OpenedCase, title: string, ending: string): string {
  const { caseNo } = record.values
  return `${title}${typeof caseNo === 'string' ? `（${caseNo}）` : ''}.${ending}`
}

function numbered(at: number): string {
  return String(at).padStart(2, '0')
}

async function leaveTrail(deps: PushDeps, me: Me, stream: string, record: string, ask: PaperAsk, size: number): Promise<void> {
  const detail = { what: ask.what, paper: ask.what === 'paper' ? ask.paper : '', size, personal: true }
  await noteOnTrail(deps, stream, { actor: me.person, action: 'paperMade', subject: record, detail })
}
