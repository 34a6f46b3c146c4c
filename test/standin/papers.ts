import { crc32 } from 'node:zlib'

/** Recordings and papers as phones make and choose them, as far as their frames go; another one for every number. */

export function pdf(number: number, size = 3000): Uint8Array {
  return Uint8Array.from(Buffer.from(`%PDF-1.7\n% ${number}\n${'x'.repeat(Math.max(0, size - 40))}\ntrailer\n%%EOF\n`))
}

/** An M4A of a recorder: what it is, how it is coded, the sound. */
export function m4a(number: number, size = 3000, about = 'hdlr\0\0\0\0\0\0\0\0soun'): Uint8Array {
  const box = (name: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length + 8)
    return Buffer.concat([length, Buffer.from(name), body])
  }
  return Uint8Array.from(Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42')), box('moov', Buffer.from(about, 'latin1')), box('mdat', Buffer.alloc(Math.max(1, size - 80), number % 251)),
  ]))
}

export function docx(number: number, more: Readonly<Record<string, string>> = {}): Uint8Array {
  return zip({ '[Content_Types].xml': WORD_TYPES, 'word/document.xml': `<w:document>${number}</w:document>`, ...more })
}
export const WORD_TYPES = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
export const MACRO_TYPES = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'

/** Entries as they are, not packed. */
export function zip(entries: Readonly<Record<string, string>>): Uint8Array {
  const [locals, heads]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, text] of Object.entries(entries)) {
    const body = Buffer.from(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt32LE(crc32(body), 14)
    local.writeUInt32LE(body.length, 18)
    local.writeUInt32LE(body.length, 22)
    local.writeUInt16LE(name.length, 26)
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    local.copy(head, 6, 4, 30)
    head.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), body)
    heads.push(head, Buffer.from(name))
    at += 30 + name.length + body.length
  }
  const list = Buffer.concat(heads)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(entries).length, 8)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Uint8Array.from(Buffer.concat([...locals, list, end]))
}
