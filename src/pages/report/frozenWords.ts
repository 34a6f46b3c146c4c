import { dayAt, dayText } from '../../core/period'
import type { FrozenHead } from '../../core/reportWire'

/** 定稿 第1版, 2024年1月5日 张某, 截至2023年12月31日. */
export function headFacts(head: FrozenHead, names: ReadonlyMap<string, string>): readonly string[] {
  return [`定稿 ${versionText(head)}`, byText(head, names), untilText(head)]
}

export function versionText({ version }: FrozenHead): string {
  return `第${version}版`
}

/** 2024年1月5日 张某. Whoever has left the county's directory is not named. */
export function byText({ frozenAt, frozenBy }: FrozenHead, names: ReadonlyMap<string, string>): string {
  return `${dayText(dayAt(Date.parse(frozenAt)), '')} ${names.get(frozenBy) ?? ''}`.trim()
}

export function untilText({ until }: FrozenHead): string {
  return `截至${dayText(until, '')}`
}
