// `npm run check:text -- FILE`: what a pasted or saved report contradicts in itself. Ends with 1 when there are errors, 2 when the file cannot be read.
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { root } from './targets.mjs'

const MOST_BYTES = 2 * 1024 * 1024
const MOST_UNPACKED = 20 * 1024 * 1024
const BODY = 'word/document.xml'
const WORDS = { error: '错误', remark: '提醒' }
const load = createRequire(import.meta.url)

const file = process.argv[2]
if (file === undefined) stop('请写明要核对的文件，例如：npm run check:text -- 报告.docx（可以是 .txt、.md、.docx）。')
const text = textOf(file)
const findings = (await checker())(text)
for (const finding of findings) {
  const { line, column } = placeOf(text, finding.at[0])
  process.stdout.write(`第${line}行第${column}字 ${WORDS[finding.severity]}：${finding.say}\n`)
}
const errors = findings.filter(({ severity }) => severity === 'error').length
process.stdout.write(findings.length === 0 ? '没有发现对不上的数。\n' : `错误${errors}处，提醒${findings.length - errors}处。\n`)
process.exitCode = errors > 0 ? 1 : 0

async function checker() {
  const outfile = join(root, 'dist', 'checkText.cjs')
  await bundle({ absWorkingDir: root, entryPoints: [join(root, 'src/core/textCheck/checkText.ts')], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'error' })
  return load(outfile).checkText
}

function textOf(path) {
  const bytes = bytesOf(path)
  if (/\.docx$/i.test(path)) return paragraphsOf(documentXml(bytes))
  if (!/\.(txt|md)$/i.test(path)) stop('只能核对 .txt、.md 和 .docx 文件，请另存为其中一种再试。')
  if (bytes.includes(0)) stop('这个文件不是文本，可能改过后缀，请用 WPS 打开后另存为 .docx 再试。')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeOld(bytes)
  }
}

/** Old Chinese programs save GBK. */
function decodeOld(bytes) {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch {
    return stop('看不懂这个文件的文字编码，请另存为 UTF-8 编码的文本再试。')
  }
}

function bytesOf(path) {
  let size
  try {
    const found = statSync(path)
    if (!found.isFile()) stop('这不是一个文件，请写明要核对的文件。')
    size = found.size
  } catch {
    stop('没有找到这个文件，请看一下文件名和位置。')
  }
  if (size > MOST_BYTES) stop('文件超过 2 MB，太大了。报告的文字用不了这么多，请去掉图片再试。')
  return readFileSync(path)
}

/** The declared size in a zip may lie, so unpacking itself stops at the limit. */
function documentXml(bytes) {
  const entry = zipEntry(bytes)
  if (entry === null) return stop('这不是 .docx 文件，可能是改过后缀的旧 .doc，请用 WPS 或 Word 打开后另存为 .docx 再试。')
  try {
    if (entry.uncompressedSize > MOST_UNPACKED) throw new RangeError()
    const content = Buffer.from(entry.getCompressedContent())
    const xml = entry.compressionMethod === '\x00\x00' ? content : inflateRawSync(content, { maxOutputLength: MOST_UNPACKED })
    return xml.toString('utf8')
  } catch (problem) {
    return stop(problem instanceof RangeError ? '这个文件解开后超过 20 MB，不像一份报告，没有继续读。请把正文复制到新文件再试。' : '这个 .docx 文件坏了，读不出来，请用 WPS 打开后重新保存再试。')
  }
}

function zipEntry(bytes) {
  const PizZip = load('pizzip')
  try {
    return new PizZip(bytes).files[BODY]?._data ?? null
  } catch {
    return null
  }
}

/** One line for each paragraph. What was deleted with changes tracked stands in w:delText and is not read. */
function paragraphsOf(xml) {
  const body = xml.replace(/<mc:Fallback>[\s\S]*?<\/mc:Fallback>/g, '')
  const pieces = body.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<\/w:p>|<w:(?:tab|br|cr)(?:\s[^>]*)?\/>/g)
  return [...pieces].map(([tag, text]) => (text !== undefined ? unescaped(text) : tag === '</w:p>' ? '\n' : ' ')).join('')
}

function unescaped(text) {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, number, name) => {
    if (name !== undefined) return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name.toLowerCase()]
    const code = hex === undefined ? Number(number) : parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function placeOf(text, offset) {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: lines.length, column: [...lines.at(-1)].length + 1 }
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
