import type { Document, PrintedSpan } from '../../core/document'
import type { Copy, ReportAnswer } from '../../core/protocol'
import { checkingDocx } from '../docx/checkingDocx'
import { reportDocx } from '../docx/reportDocx'

export interface ReportFile {
  readonly bytes: Uint8Array
  readonly name: string
}

/** One copy of a report as a .docx; equal input gives equal bytes. `madeAt` stands in the file as the time of its making: ms since 1970. */
export async function reportFile(report: ReportAnswer, copy: Copy, madeAt: number): Promise<ReportFile> {
  const { document, name, paper, scope } = report
  const options = { fonts: paper.fonts, seal: paper.seal, createdAt: new Date(madeAt).toISOString(), title: name, organisation: `${scope.placeName}人民政府` }
  switch (copy) {
    case 'final':
      return { bytes: await reportDocx(document, options), name: `${name}.docx` }
    case 'public':
      return { bytes: await reportDocx(publicDocument(document), options), name: `${name}（公开稿）.docx` }
    case 'checking':
      return { bytes: await checkingDocx(document, options, (span) => sourcesOf(report, span)), name: `${name}（核对稿）.docx` }
  }
}

/** What is put on the web is not addressed to anybody. */
function publicDocument({ blocks }: Document): Document {
  return { blocks: blocks.filter((block) => block.kind !== 'to') }
}

function sourcesOf({ figureByKey }: ReportAnswer, span: PrintedSpan): readonly string[] {
  return [
    `写法：{{${span.source}}}`,
    ...span.figures.map(({ key, value, of }) => `${key}：${of === undefined ? value : `${value}/${of}`}。${figureByKey[key]?.definition ?? ''}`),
  ]
}
