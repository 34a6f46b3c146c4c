import { AlignmentType, Paragraph } from 'docx'
import { formOfLine } from '../../core/phrase/lines'
import { style } from './styles'
import { textRun } from './textRun'
import { wordFile, type DocxOptions } from './wordFile'

/** A template's text for editing in WPS: its placeholders as they are written, each line in the style by which `readDocxText` knows it again. */
export function templateDocx(text: string, options: DocxOptions): Promise<Uint8Array> {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029\v\f]/).map((line) => line.trim()).filter((line) => line !== '')
  return wordFile(lines.map(lineParagraph), [], options)
}

function lineParagraph(line: string): Paragraph {
  const { form, from } = formOfLine(line)
  const children = [textRun(line.slice(from))]
  switch (form) {
    case null:
      return new Paragraph({ style: style.text, children })
    case 'title':
    case 'to':
      return new Paragraph({ style: style[form], children })
    case 'signature':
    case 'date':
      return new Paragraph({ style: style[form], alignment: AlignmentType.RIGHT, children })
    default:
      // A heading with its text in one paragraph would be kept on one page with all that follow.
      if (/。./.test(line)) return new Paragraph({ style: style.text, children })
      return new Paragraph({ style: style.headings[form], children })
  }
}
