import { PLAIN_PAPER, type Document } from '../../core/document'
import type { Copy, ReportAnswer, ReportScope } from '../../core/reportWire'
import { checkingDocx } from '../docx/checkingDocx'
import { reportDocx } from '../docx/reportDocx'
import { sourcesOf, type RecordCounts } from './sources'

export interface ReportFile {
  readonly bytes: Uint8Array
  readonly name: string
}

/** Under what a report is stored. One text serves many townships and periods: what its name leaves open is put before it. */
export function fileTitle(name: string, { placeName, label }: Pick<ReportScope, 'placeName' | 'label'>): string {
  return [...[placeName, label].filter((part) => !name.includes(part)), name].join('')
}

/**
 * One copy of a report as a .docx; equal input gives equal bytes. `madeAt` stands in the file as the time of its making: ms since 1970.
 * `counts`: for the checking copy, `recordCounts`.
 */
export async function reportFile(report: ReportAnswer, copy: Copy, madeAt: number, counts: RecordCounts = {}): Promise<ReportFile> {
  const { document, name, paper, scope } = report
  const title = fileTitle(name, scope)
  const options = { paper, createdAt: new Date(madeAt).toISOString(), title, organisation: `${scope.placeName}人民政府` }
  switch (copy) {
    case 'final':
      return { bytes: await reportDocx(document, options), name: `${title}.docx` }
    case 'public':
      return { bytes: await reportDocx(publicDocument(document), { ...options, paper: { ...PLAIN_PAPER, fonts: paper.fonts, seal: paper.seal } }), name: `${title}（公开稿）.docx` }
    case 'checking':
      return { bytes: await checkingDocx(document, options, (span) => sourcesOf(report, counts, span)), name: `${title}（核对稿）.docx` }
  }
}

/** What is put on the web is not addressed to anybody, and carries neither 版头 nor 版记. */
function publicDocument({ blocks }: Document): Document {
  return { blocks: blocks.filter((block) => block.kind !== 'to') }
}
