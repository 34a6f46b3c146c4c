/** 一案一码: how a code is written, and the wire of the signed-in side. The public page itself is plain HTML. */

/** Digits and capitals without those that are taken for each other on paper: 0 O, 1 I L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** 31^21 > 2^104: nobody finds one by trying. */
export const CODE_LENGTH = 21
const GROUP = 3

/** As it is printed, and read out over the telephone: `7KM-4WX-…`. */
export function groupedCode(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-')
}

/** What somebody typed or scanned as a code: without spaces and dashes, in capitals, full-width signs as plain ones. Null when it is none. */
export function codeFrom(text: string): string | null {
  if (text.length > MOST_TYPED) return null
  const code = text.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
  return code.length === CODE_LENGTH && [...code].every((sign) => CODE_ALPHABET.includes(sign)) ? code : null
}
const MOST_TYPED = 100

/** Under which the public page of a code stands. */
export const CODE_PATH = '/c/'

/** GET /api/code/:stream/:record. `code` null: nobody has asked for one yet. */
export interface CodeState {
  readonly code: CaseCode | null
  /** Whether the asker may end a code and give a new one. */
  readonly mayRenew: boolean
}

/** POST /api/code/:stream/:record makes it, or gives the one there is; POST …/renew ends generation `generation` and gives the next. */
export interface CaseCode {
  readonly code: string
  /** 1 for the first; each that was ended raises it. */
  readonly generation: number
  /** The public address, which is all the picture holds. */
  readonly address: string
  /** The picture as SVG, black on white, without a border of its own beyond the quiet zone. */
  readonly svg: string
  /** For the slip: which office it is about, and how to complain; '' when not set. */
  readonly township: string
  readonly phone: string
}
