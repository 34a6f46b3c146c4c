import type { Named, NamedPercent } from './passage'

const CHANGE = /(增长|上升|增加|提升|增多|增幅|多|下降|减少|降低|降幅|回落|少)(?:了|达到?|为|约|近|超过?)*$/
const EARLIER = /上年|去年|同期|上一年|往年|上期|上月|上季|上周|[较比与]20\d\d年/

/** 较上年减少41件: a difference, neither a total nor a part. */
export function isChange(number: Named | NamedPercent): boolean {
  return CHANGE.test(number.before)
}

export function isDecrease(number: Named | NamedPercent): boolean {
  return /下降|减少|降低|降幅|回落|少/.test(CHANGE.exec(number.before)?.[1] ?? '')
}

/** 上年580起 */
export function isOfEarlier(number: Named): boolean {
  return EARLIER.test(number.before) && !isChange(number)
}
