// `node scripts/pinyinTable.mjs`: writes src/core/pinyin/table.ts, the first letters of how characters are read. Run again only for a new pinyin-pro.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import { root } from './targets.mjs'

const [FIRST, LAST] = [0x4e00, 0x9fa5]

/** Read otherwise in names of people and places than alone: both readings find them. */
const OTHERWISE = {
  单: 's', 解: 'x', 曾: 'z', 查: 'z', 仇: 'q', 盖: 'g', 乐: 'y', 区: 'o', 尉: 'y', 重: 'c', 长: 'c', 朝: 'c', 行: 'x', 翟: 'z', 朴: 'p', 缪: 'm', 秘: 'b', 折: 's', 种: 'c',
  万: 'm', 车: 'j', 石: 'd', 堡: 'bp', 铺: 'p', 圩: 'xw', 埔: 'b', 厦: 'x', 都: 'd', 隽: 'j', 洗: 'x', 宿: 'x', 祭: 'z', 员: 'y', 沈: 's', 谌: 's', 晟: 'c', 荥: 'x', 弄: 'l',
  系: 'j', 藏: 'z', 传: 'z', 盛: 'c', 广: 'a', 阿: 'e', 调: 't', 校: 'j', 圈: 'j', 卡: 'q', 会: 'k', 参: 's', 率: 'l', 奇: 'j', 给: 'j', 囤: 't', 仔: 'z', 贾: 'g', 俞: 's',
  巷: 'h', 浍: 'h', 砣: 't', 坻: 'd', 枞: 'c', 蔚: 'w', 番: 'p', 繁: 'p', 洞: 'd', 牟: 'm', 能: 'n', 宁: 'n', 覃: 't', 相: 'x', 燕: 'y', 应: 'y', 召: 's', 占: 'z',
  郇: 'h', 郗: 'c', 褚: 'c', 句: 'g', 峙: 's', 济: 'j', 漯: 't', 涡: 'g', 黾: 'm', 渑: 's', 扶: 'f', 栎: 'y', 浒: 'x', 氏: 'z', 合: 'g', 伯: 'b', 伽: 'q', 俟: 'q',
}

const first = (reading) => (reading ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').charAt(0).toLowerCase()
const isLetter = (text) => /^[a-z]$/.test(text)

let letters = ''
const more = []
for (let code = FIRST; code <= LAST; code += 1) {
  const letter = String.fromCharCode(code)
  const usual = first(pinyin(letter, { toneType: 'none', type: 'array' })[0])
  const named = first(pinyin(letter, { toneType: 'none', type: 'array', surname: 'all' })[0])
  letters += isLetter(usual) ? usual : '-'
  const others = [...new Set([named, ...(OTHERWISE[letter] ?? '')])].filter((other) => isLetter(other) && other !== usual)
  if (others.length > 0) more.push(letter + others.join(''))
}

writeFileSync(join(root, 'src/core/pinyin/table.ts'), `/** Written by scripts/pinyinTable.mjs from pinyin-pro (MIT): one letter for each character from U+4E00 on; "-" has no reading. */
export const FIRST_CODE = ${FIRST}
export const LETTERS = '${letters}'
/** Characters that names of people and places read otherwise too, each followed by the other first letters. */
export const OTHERWISE = '${more.join('')}'
`)
process.stdout.write(`${letters.length + Buffer.byteLength(more.join(''))} bytes; ${more.length} characters read otherwise\n`)
