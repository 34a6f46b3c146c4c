import { PLAIN_PAPER, type Document } from '../../core/document'
import type { Copy, ReportAnswer, ReportScope } from '../../core/reportWire'
import { COPY_WORDS } from '../../domain/reportCopies'
import { checkingDocx } from '../docx/checkingDocx'
import { reportDocx } from '../docx/reportDocx'
import { sourcesOf, type RecordCounts } from './sources'

export interface ReportFile {
  readonly bytes: Uint8Array
  readonly name: string
}

/** Under what a report is stored. One text serves many townships and periods: what its name leaves open is put before it; whose text it is (（县统一稿）) is nothing of the report. */
export function fileTitle(template: string, { placeName, label }: Pick<ReportScope, 'placeName' | 'label'>): string {
  const name = template.replace(/（[^（）]*）$/, '') || template
  return [...[placeName, label].filter((part) => !name.includes(part)), name].join('')
}

/** What tells two files of one report apart: a draft is no issued one, and of those the second and later ones say which they are. */
export type Edition = 'draft' | number

function fileName(title: string, copy: Copy, edition: Edition): string {
  const said = [copy === 'final' ? '' : COPY_WORDS[copy].label, edition === 'draft' ? '草稿' : edition > 1 ? `第${edition}版` : ''].filter((word) => word !== '')
  return `${title}${said.length === 0 ? '' : `（${said.join('，')}）`}.docx`
}

/**
 * One copy of a report as a .docx; equal input gives equal bytes. `madeAt` stands in the file as the time of its making: ms since 1970.
 * `counts`: for the checking copy, `recordCounts`.
 */
export async function reportFile(report: ReportAnswer, copy: Copy, edition: Edition, madeAt: number, counts: RecordCounts = {}): Promise<ReportFile> {
  const { document, paper, scope } = report
  const title = fileTitle(report.name, scope)
  const name = fileName(title, copy, edition)
  const options = { paper, createdAt: new Date(madeAt).toISOString(), title, organisation: `${scope.placeName}人民政府` }
  switch (copy) {
    case 'final':
      return { bytes: await reportDocx(document, options), name }
    case 'public':
      return { bytes: await reportDocx(publicDocument(document), { ...options, paper: { ...PLAIN_PAPER, fonts: paper.fonts, seal: paper.seal } }), name }
    case 'checking':
      return { bytes: await checkingDocx(document, options, (span) => sourcesOf(report, counts, span)), name }
  }
}

/** What is put on the web is not addressed to anybody, and carries neither 版头 nor 版记. */
function publicDocument({ blocks }: Document): Document {
  return { blocks: blocks.filter((block) => block.kind !== 'to') }
}
