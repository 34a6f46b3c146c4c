/** WeChat's own page with 用户隐私保护指引; other hosts have none. */
export function ContractLink() {
  return null
}
