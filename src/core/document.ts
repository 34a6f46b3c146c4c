import type { Day } from './period'

/**
 * What a filled template becomes: blocks of spans. Preview, .docx, checking copy and print are
 * functions of this value, so a figure on paper is the figure that was counted.
 */
export interface Document {
  readonly blocks: readonly Block[]
}

/** GB/T 9704-2012 elements in reading order. `lead` is a （一）heading with its text in one paragraph. */
export type Block =
  | { readonly kind: 'title'; readonly spans: readonly Span[] }
  | { readonly kind: 'to'; readonly spans: readonly Span[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly spans: readonly Span[] }
  | { readonly kind: 'lead'; readonly heading: readonly Span[]; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'signature'; readonly spans: readonly Span[] }
  | { readonly kind: 'date'; readonly spans: readonly Span[] }

/** Literal text, or text that a placeholder printed. */
export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | PrintedSpan

export interface PrintedSpan {
  readonly kind: 'printed'
  /** What the reader sees, e.g. "260余". */
  readonly text: string
  /** The placeholder as the clerk wrote it, normalised to half-width, e.g. "普法.横幅|余". */
  readonly source: string
  /** Every figure the expression used, with its exact value, in the order of writing. */
  readonly figures: readonly PrintedFigure[]
  /** The exact value of the whole expression before styling; null for lists and dates. */
  readonly exact: number | null
}

export interface PrintedFigure {
  /** Key of the figure with its narrowing, as `figureKey` writes it: 纠纷.总数[难度=疑难]. */
  readonly key: string
  readonly value: number
  /** For a figure that is itself a ratio: its denominator; `value` is then the numerator. */
  readonly of?: number
}

/** What stands around the text on paper, and in which type. 版头 and 版记 are for the copy sent upward (上行文), and off unless asked for. */
export interface Paper {
  readonly fonts: 'gov' | 'plain'
  /** Whether a seal will be pressed on the signature: it moves signature and date. */
  readonly seal: boolean
  readonly masthead: Masthead | null
  readonly colophon: Colophon | null
}
/** A report that is read, or put on the web. */
export const PLAIN_PAPER: Paper = { fonts: 'gov', seal: true, masthead: null, colophon: null }

export interface Masthead {
  /** 发文机关, e.g. 柳湾乡人民政府. */
  readonly organisation: string
  /** 发文字号, '' while there is none. */
  readonly number: string
  /** 签发人, '' for none. */
  readonly signer: string
}
export interface Colophon {
  /** 抄送机关, '' for none. */
  readonly copyTo: string
  readonly printer: string
  readonly printedOn: Day | null
}

/** The characters a reader sees. */
export function plainText(document: Document): string {
  return document.blocks.map(blockText).join('\n')
}

export function blockText(block: Block): string {
  const spans = block.kind === 'lead' ? [...block.heading, ...block.spans] : block.spans
  return spans.map((span) => span.text).join('')
}
