import type { PushDeps } from '../batch'
import { foundingSecret } from '../bootstrap'
import { reopenAccount } from './reopen'

/**
 * What only whoever runs the server may learn, on the terminal and in no log of ours: the secret a new county begins with, and a code for
 * `login`, if one was named at the start.
 */
export async function tellWaysIn(deps: PushDeps & { readonly county: string }, login: string | undefined, say: (line: string) => void): Promise<void> {
  const secret = await foundingSecret(deps.db, deps.county, deps.now())
  if (secret !== null) {
    say('这个县还没有开通。请打开网页，在登录页点“首次设置”，用下面的一次性口令建两个人：管理员和安全管理员。')
    say(`  一次性口令：${secret}`)
    say('  只显示这一次，24 小时内有效；没用以前每次启动都另换一个。')
  }
  if (login === undefined || login === '') return
  const code = await reopenAccount(deps, login)
  if (code === null) return say(`没有“${login}”这个登录名，什么都没有改。`)
  say(`“${login}”的验证器已取消，登录已全部结束。设新密码的一次性码：${code.code}（24 小时内有效）。请去掉 REOPEN_LOGIN 再启动。`)
}
