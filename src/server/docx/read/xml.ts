import { own } from '../../../core/own'

/** What a piece of XML consists of, in order. Names of the namespace asked for come without their prefix, others with it. */
export interface XmlVisitor {
  open(name: string, attribute: (name: string) => string | null): void
  close(name: string): void
  text(text: string): void
}

/** Null when it was read to its end; otherwise why not. A document type could name other files or grow without end, so none is read. */
export type XmlFault = 'broken' | 'doctype'

/** Deeper than any program nests. */
const MOST_DEPTH = 500

/** `isOurs` says of a namespace whether its names are the ones meant; the prefix is whatever the file calls it. */
export function visitXml(xml: string, isOurs: (namespace: string) => boolean, visitor: XmlVisitor): XmlFault | null {
  const stack: string[] = []
  const ours = new Set<string>()
  let at = 0
  while (at < xml.length) {
    const open = xml.indexOf('<', at)
    const text = xml.slice(at, open < 0 ? xml.length : open)
    if (text !== '' && stack.length > 0) visitor.text(unescaped(text))
    if (open < 0) break
    const special = specialAt(xml, open)
    if (special === 'doctype') return 'doctype'
    if (special !== null) {
      const [from, end] = [open + special.start.length, xml.indexOf(special.end, open + special.start.length)]
      if (end < 0) return 'broken'
      if (special.isText) visitor.text(xml.slice(from, end))
      at = end + special.end.length
      continue
    }
    const tag = tagAt(xml, open)
    if (tag === null) return 'broken'
    at = tag.end
    if (tag.kind === 'close') {
      if (stack.pop() !== tag.raw) return 'broken'
      visitor.close(plain(tag.raw, ours))
      continue
    }
    noteNamespaces(tag.inside, isOurs, ours)
    const name = plain(tag.raw, ours)
    visitor.open(name, (wanted) => attributeIn(tag.inside, wanted))
    if (tag.kind === 'empty') visitor.close(name)
    else if (stack.push(tag.raw) > MOST_DEPTH) return 'broken'
  }
  return stack.length === 0 ? null : 'broken'
}

const SPECIALS = [
  { start: '<!--', end: '-->', isText: false },
  { start: '<![CDATA[', end: ']]>', isText: true },
  { start: '<?', end: '?>', isText: false },
] as const

function specialAt(xml: string, at: number): (typeof SPECIALS)[number] | 'doctype' | null {
  const found = SPECIALS.find(({ start }) => xml.startsWith(start, at))
  return found ?? (xml.charAt(at + 1) === '!' ? 'doctype' : null)
}

interface Tag {
  readonly kind: 'open' | 'close' | 'empty'
  readonly raw: string
  readonly inside: string
  readonly end: number
}

function tagAt(xml: string, from: number): Tag | null {
  const close = tagEnd(xml, from)
  if (close < 0) return null
  const kind = xml.charAt(from + 1) === '/' ? 'close' : xml.charAt(close - 1) === '/' ? 'empty' : 'open'
  const inside = xml.slice(from + (kind === 'close' ? 2 : 1), kind === 'empty' ? close - 1 : close)
  return { kind, raw: /^[^\s/>]*/.exec(inside)?.[0] ?? '', inside, end: close + 1 }
}

function noteNamespaces(inside: string, isOurs: (namespace: string) => boolean, ours: Set<string>): void {
  for (const [, prefix = '', namespace = ''] of inside.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)) {
    if (isOurs(namespace)) ours.add(prefix)
    else ours.delete(prefix)
  }
}

/** A > inside quotes ends nothing. */
function tagEnd(xml: string, from: number): number {
  let quote = ''
  for (let at = from + 1; at < xml.length; at += 1) {
    const character = xml.charAt(at)
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '>') return at
    else if (character === '<') return -1
    else if (character === '"' || character === "'") quote = character
  }
  return -1
}

function plain(raw: string, ours: ReadonlySet<string>): string {
  const colon = raw.indexOf(':')
  return ours.has(colon < 0 ? '' : raw.slice(0, colon)) ? raw.slice(colon + 1) : raw
}

/** By its local name: a tag of these files has no two of one name. */
function attributeIn(inside: string, wanted: string): string | null {
  for (const [, name = '', value = ''] of inside.matchAll(/\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'[^']*')/g)) {
    if (name === wanted) return unescaped(value)
  }
  return null
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return own(NAMED, name) ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}
