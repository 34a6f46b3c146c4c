import type { Me } from '../../core/protocol'
import { mayComplaints } from '../../domain/complaints'
import { grant, option, person, place, setting, template, unit } from '../../domain/directory'
import { ownFigure } from '../../domain/ownFigure'
import { mayForms } from '../../domain/papers/rights'
import { mayRequests } from '../../domain/privacyRight'
import { createMoves, mayAudit } from '../../domain/role'
import type { IconName } from '../Icon'
import type { PageName } from '../pageNames'

/** One page of administration, and whose it is. */
export interface AdminRow {
  readonly page: PageName
  readonly title: string
  readonly fact: string
  readonly icon: IconName
  readonly isFor: (me: Me) => boolean
}

/** In the order of use. */
export const ADMIN_ROWS: readonly AdminRow[] = [
  { page: 'start', title: '还没设的', fact: '一个新县从哪里开始', icon: 'check', isFor: (me) => createMoves(me, setting).length > 0 },
  { page: 'places', title: '地方', fact: '乡镇、村、组：改名、合并、分开', icon: 'place', isFor: (me) => createMoves(me, place).length > 0 },
  { page: 'units', title: '单位', fact: '派出所、综治中心、调委会', icon: 'list', isFor: (me) => createMoves(me, unit).length > 0 },
  { page: 'people', title: '人员', fact: '谁在这里工作，怎么登录', icon: 'me', isFor: (me) => createMoves(me, person).length > 0 },
  { page: 'grants', title: '授权', fact: '谁在哪里做什么，从哪天到哪天', icon: 'lock', isFor: (me) => createMoves(me, grant).length > 0 },
  { page: 'options', title: '选项', fact: '类别、来源、节点日的叫法', icon: 'list', isFor: (me) => createMoves(me, option).length > 0 },
  { page: 'settings', title: '设置', fact: '期限、台阶、说理日、放假', icon: 'settings', isFor: (me) => createMoves(me, setting).length > 0 },
  { page: 'reports', title: '报告模板', fact: '年报、月报的文字', icon: 'report', isFor: (me) => createMoves(me, template).length > 0 },
  { page: 'ownFigures', title: '自定指标', fact: '县里自己要数的', icon: 'columns', isFor: (me) => createMoves(me, ownFigure).length > 0 },
  { page: 'paperForms', title: '文书样式', fact: '县里自己的调解文书格式', icon: 'report', isFor: mayForms },
  { page: 'complaints', title: '投诉建议收件', fact: '群众和干部写来的，要答复', icon: 'chat', isFor: mayComplaints },
  { page: 'requests', title: '个人信息', fact: '查阅、更正、删除，到期的封存', icon: 'lock', isFor: mayRequests },
  { page: 'inventory', title: '个人信息清单', fact: '记了哪些，谁看得到，留多久', icon: 'list', isFor: (me) => mayRequests(me) || mayAudit(me) },
  { page: 'trail', title: '留痕', fact: '谁看过、谁办过，有没有被改', icon: 'search', isFor: mayAudit },
]
