import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PizZip from 'pizzip'

const BROKEN = '标题\n共受理652起（口头574起、书面79起）。\n'
const FINDING = '第2行第4字 错误：574起、79起加起来是653，比“652起”多1，请核对这些数，或者把不是同一种分法的分开写。\n错误1处，提醒0处。\n'
const folder = mkdtempSync(join(tmpdir(), 'check-text-'))
afterAll(() => rmSync(folder, { recursive: true }))

function check(name: string, bytes: Buffer | string | null): { readonly code: number | null; readonly said: string } {
  const file = join(folder, name)
  if (bytes !== null) writeFileSync(file, bytes)
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, '..', 'scripts', 'checkText.mjs'), file], { encoding: 'utf8' })
  return { code: status, said: stdout + stderr }
}

function docx(xml: string): Buffer {
  const zip = new PizZip()
  zip.file('word/document.xml', xml)
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' })
}

const paragraph = (...runs: readonly string[]): string => `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`

test('text, old Chinese text and a .docx with split runs are read alike', () => {
  const gbk = Buffer.from('b1eacce20ab9b2cadcc0ed363532c6f0a3a8bfdacdb7353734c6f0a1a2cae9c3e63739c6f0a3a9a1a30a', 'hex')
  const word = docx(`<w:document><w:body>${paragraph('标题')}${paragraph('共受理6', '52起（口头5', '74起、')}</w:body></w:document>`.replace('74起、</w:t></w:r></w:p>', '74起、书面79起）。</w:t></w:r></w:p>'))
  for (const [name, bytes] of [['a.txt', BROKEN], ['a.md', BROKEN], ['old.txt', gbk], ['a.docx', word]] as const) {
    expect([name, check(name, bytes)]).toEqual([name, { code: 1, said: FINDING }])
  }
})

test('a sound text ends well', () => {
  expect(check('sound.txt', '共受理652起（口头574起、书面78起）。')).toEqual({ code: 0, said: '没有发现对不上的数。\n' })
})

test('a file that is no report is refused with a sentence', () => {
  const bomb = docx('0'.repeat(60_000_000))
  const liar = Buffer.from(bomb)
  liar.writeUInt32LE(1000, liar.indexOf('PK\x03\x04', 0, 'latin1') + 22)
  liar.writeUInt32LE(1000, liar.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
  const torn = docx(`<w:document>${paragraph('共受理652起')}</w:document>`)
  torn.fill(0xff, 60, 90)
  const refused = [
    ['bomb.docx', bomb, '解开后超过 20 MB'], ['liar.docx', liar, '解开后超过 20 MB'], ['torn.docx', torn, '坏了'], ['text.docx', 'hello', '不是 .docx 文件'],
    ['empty.docx', new PizZip().file('a', 'b').generate({ type: 'nodebuffer' }), '不是 .docx 文件'], ['big.txt', 'a'.repeat(2_100_000), '超过 2 MB'], ['noise.txt', Buffer.from([0x80, 0xff, 0xfe, 0x81]), '文字编码'],
    ['zero.txt', Buffer.from([65, 0, 66]), '不是文本'], ['report.pdf', 'x', '只能核对'], ['none.txt', null, '没有找到'],
  ] as const
  for (const [name, bytes, sentence] of refused) {
    const { code, said } = check(name, bytes)
    expect([name, code, said]).toEqual([name, 2, expect.stringMatching(new RegExp(`^[^\\n]*${sentence}[^\\n]*。\\n$`))])
  }
})
