import { FINDING_LEVELS, type Finding } from './finding'
import { CLEAR_SURNAMES, DOUBTFUL_SURNAMES, NEVER_IN_NAMES, PUBLIC_NAMES } from './nameWords'

export interface NameInText {
  readonly name: string
  /** UTF-16 offset of its first mention. */
  readonly from: number
}

/**
 * Persons a text seems to name, each once, in reading order: where an office or a word like 联系人 stands before, or 同志, 主讲 and the
 * like behind, and everybody in `known`. 张某 and names everybody knows are nobody who has to be asked. When in doubt it says
 * nothing: a list of words that are no names would be ticked without being read.
 */
export function namesIn(text: string, known: readonly string[] = []): readonly NameInText[] {
  const found: NameInText[] = []
  const take = (from: number, name: string): void => {
    if (!PUBLIC_NAMES.has(name)) found.push({ name, from })
  }
  for (const name of known) {
    const from = name.length < SHORTEST_KNOWN ? -1 : text.indexOf(name)
    if (from >= 0) take(from, name)
  }
  for (const office of text.matchAll(OFFICES)) {
    let from = office.index + office[0].length
    for (let name = nameAt(text, from, false); name !== null; name = text.charAt(from) === '、' ? nameAt(text, from + 1, false) : null) {
      if (text.charAt(from) === '、') from += 1
      take(from, name)
      from += name.length
    }
  }
  for (const { index } of text.matchAll(BEHIND)) {
    const name = nameBefore(text, index)
    if (name !== null) take(index - name.length, name)
  }
  const byName = new Map<string, NameInText>()
  for (const each of found.sort((a, b) => a.from - b.from)) {
    if (!byName.has(each.name)) byName.set(each.name, each)
  }
  return [...byName.values()]
}

/** The same as remarks of the check. */
export function checkNames(text: string, known: readonly string[] = []): readonly Finding[] {
  return namesIn(text, known).map(({ name, from }) => (
    { kind: 'person-named', severity: FINDING_LEVELS['person-named'], at: [from, from + name.length], say: `文中有人名“${name}”，公开前请确认。`, numbers: [] }))
}

/** Two characters are too often part of other words. */
const SHORTEST_KNOWN = 3

/** Behind these a name may follow at once. */
const OFFICES = new RegExp(`(?:${[
  '(?:党委|党组|党总支|总支|支部|党支部|村|镇|乡|县|第一|政法|纪委)?副?书记', '副?[乡镇县村校院市区]长', '副?[所站局科股庭队组处]长', '[部]长', '副?主任', '副?主席', '[政组宣统]?[治织传战]?委员',
  '支书', '会计', '律师', '法律顾问', '法官', '检察官', '民警', '辅警', '警官', '教官', '老师', '教师', '教授', '讲师', '专家', '医生', '村医', '(?:人民|专职|金牌)?调解员', '网格[员长]', '志愿者',
  '法律明白人', '人大代表', '政协委员', '村民', '居民', '群众', '当事人', '申请人', '老人', '主讲人', '联系人', '负责人', '承办人', '填表人', '审核人', '报送人', '姓名',
].join('|')})[：:]?`, 'g')

/** Before these a name may stand, whoever it is. */
const BEHIND = /(?=同志(?:们)?|先生|女士|律师(?!事务)|法官|教授|老师|(?:进行)?主讲|(?:专题)?授课|宣讲(?!团|队|员))/g

const CAN_FOLLOW = new RegExp(`^(?:$|[\\s，,。.、；;：:！!？?（(）)”》"]|${[
  '同志', '先生', '女士', '主讲', '授课', '讲', '宣讲', '带队', '带头', '带领', '主持', '作', '做', '为', '任', '等', '担任', '兼任', '组织', '深入', '到', '在', '与', '和', '及', '率', '参加', '出席', '介绍', '表示', '说',
  '对', '前往', '负责', '牵头', '包', '获', '被', '先后', '亲自', '积极', '依法', '多次', '耐心', '因', '家', '的', '一行', '入户', '接待', '主动', '接到', '及时', '反映', '向', '将', '就', '称', '来', '给', '以', '是', '分别', '同', '又', '还', '曾', '已', '均', '都', '也', '去',
].join('|')})`)

const SURE = /^(?:同志|先生|女士|主讲|授课|宣讲|讲授|主持|带队|担任|兼任|律师)/

/** A name that begins here; three characters rather than two. `isSure`: what stands behind it is asked of nobody but persons. */
function nameAt(text: string, from: number, isSure: boolean): string | null {
  for (const length of [4, 3, 2]) {
    const name = text.slice(from, from + length)
    const after = text.slice(from + length, from + length + 4)
    if (isName(name, isSure || SURE.test(after)) && CAN_FOLLOW.test(after)) return name
  }
  return null
}

function nameBefore(text: string, to: number): string | null {
  for (const length of [4, 3, 2]) {
    const name = text.slice(Math.max(0, to - length), to)
    // 副书记赵黎明: what precedes a name of two characters is not the rest of one of three.
    if (name.length === length && isName(name, true)) return name
  }
  return null
}

function isName(name: string, isSure: boolean): boolean {
  const surname = surnameOf(name)
  if (surname === null || (DOUBTFUL_SURNAMES.has(surname) && !isSure)) return false
  const given = [...name.slice(surname.length)]
  return given.length >= 1 && given.length <= 2 && given.every((character) => /\p{Script=Han}/u.test(character) && !NEVER_IN_NAMES.has(character))
}

function surnameOf(name: string): string | null {
  const two = name.slice(0, 2)
  if (name.length > 2 && CLEAR_SURNAMES.has(two)) return two
  const one = name.slice(0, 1)
  return name.length < 4 && (CLEAR_SURNAMES.has(one) || DOUBTFUL_SURNAMES.has(one)) ? one : null
}
