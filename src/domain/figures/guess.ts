import { nearestName } from '../../core/phrase/suggest'

/**
 * The name a clerk most likely meant, or null. Only a suggestion: a report is written with the one name a figure has, so that two words in
 * a text are always two things.
 */
export function guessName(written: string, known: readonly string[]): string | null {
  const [group, last] = partsOf(written)
  const own = known.filter((name) => partsOf(name)[0] === group)
  if (own.length === 0 || last === '') return known.find((name) => partsOf(name)[0] === last) ?? nearestName(written, known)
  return ofSameMeaning(last, own) ?? sharing(last, own) ?? nearestName(written, own)
}

/** What groups are also called. */
const GROUPS: Readonly<Record<string, string>> = {
  矛盾纠纷: '纠纷', 矛盾: '纠纷', 调解: '纠纷', 人民调解: '纠纷', 群众说事: '说事', 普法宣传: '普法', 法治宣传: '普法', 宣传: '普法', 法治学习: '学法', 法律顾问: '顾问',
  政务公开: '公开', 信息公开: '公开', 村庄: '村', 行政村: '村', 人员: '名册', 队伍: '名册', 信访: '接访', 矛盾排查: '排查', 执法: '整治',
}

/** Words for one thing; the figure of the group whose last part is among them is meant. */
const SAME: readonly (readonly string[])[] = [
  ['总数', '总量', '数量', '件数', '总件数', '场次', '次数', '个数', '项数', '条数', '宗数', '数', '总次数'],
  ['人次', '人数', '人员', '到场人数', '参与人数', '参加人数', '受教育人数'],
  ['成功率', '调解成功率', '化解率', '化解成功率', '调处成功率'],
  ['成功', '调解成功', '成功数', '化解', '化解数', '成功化解'],
  ['满意率', '满意度', '群众满意率', '群众满意度'],
  ['调结', '结案', '办结', '办结数', '结案数'],
  ['期末在办', '在办', '未结', '未办结', '在办数'],
  ['满月未结', '到期未结', '超期', '逾期', '超期未结', '逾期未结'],
  ['上年结转', '结转', '上期结转', '上年遗留'],
  ['资料', '宣传资料', '宣传单', '资料份数'],
  ['发现', '隐患', '发现隐患', '排查隐患'],
  ['合格率', '通过率', '及格率'],
  ['受众', '受益群众', '覆盖人数', '覆盖群众'],
  ['按难易', '按难度', '难度'],
]

function ofSameMeaning(last: string, own: readonly string[]): string | null {
  const words = SAME.find((each) => each.includes(last)) ?? []
  return own.find((name) => partsOf(name)[1] === last) ?? own.find((name) => words.includes(partsOf(name)[1])) ?? null
}

/** 涉及金额 holds 金额, 人民调解员 holds 调解员: the longest that is held, else the first that holds it. */
function sharing(last: string, own: readonly string[]): string | null {
  const held = own.filter((name) => last.includes(partsOf(name)[1])).sort((a, b) => b.length - a.length)
  return held[0] ?? (last.length > 1 ? own.find((name) => partsOf(name)[1].includes(last)) : undefined) ?? null
}

function partsOf(name: string): readonly [group: string, last: string] {
  const dot = name.indexOf('.')
  if (dot < 0) return ['', name]
  const group = name.slice(0, dot)
  return [GROUPS[group] ?? group, name.slice(dot + 1)]
}
