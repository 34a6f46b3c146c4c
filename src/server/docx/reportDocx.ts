import type { Document } from '../../core/document'
import { officialParagraphs } from '../../core/officialText'
import { wordParagraphs, writePlain } from './paragraphs'
import { wordFile, type DocxOptions } from './wordFile'

/** 正式稿: the document as a .docx in GB/T 9704-2012 layout. Equal input gives equal bytes. */
export function reportDocx(document: Document, options: DocxOptions): Promise<Uint8Array> {
  const paragraphs = officialParagraphs(document, options.paper).flatMap((paragraph) => wordParagraphs(paragraph, writePlain))
  return wordFile(paragraphs, [], options)
}
