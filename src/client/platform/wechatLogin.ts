import type { Wechat } from './ports'

/** WeChat saying which phone this is. Nothing for hosts that are not WeChat. */
export function createWechat(): { readonly wechat?: Wechat } {
  return {}
}
