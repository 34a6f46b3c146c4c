import type { PageName, Params } from '../../src/components/pageNames'
import type { TabName } from '../../src/components/tabs'
import type { Known } from './learn'

/**
 * Every page of the program, as somebody of the demo county opens it. What must hold of every page (it starts, it can be read aloud, it
 * fits a small phone, it looks as it should) goes over this list; `screens.test.ts` fails when a page is missing.
 */
export interface ScreenCase {
  /** Of its picture. */
  readonly name: string
  readonly page: PageName | TabName
  /** Begins the words on the button of the demo account; null: signed out. */
  readonly as: string | null
  readonly params?: (known: Known) => Params
  /** Stands on the page once it is there. */
  readonly shows: RegExp
  /** Whose work is done at a desk: looked at from 768 px. */
  readonly desk?: true
  /** Stands there in the mini-program, where that is less than in a browser. */
  readonly inWeapp?: RegExp
}

const WORKER = '磙子营乡 网格员'
const MEDIATOR = '磙子营乡 人民调解员'
const JUDICIAL = '磙子营乡 司法所'
const PARTY_OFFICE = '磙子营乡 党政办'
const LEADER = '磙子营乡 乡党委书记'
const COUNTY_LEADER = '演示县 县领导'
const COUNTY_JUDICIAL = '演示县 县司法局'
const ADMIN = '演示县 县管理员'
const SECURITY = '演示县 县安全管理员'
const AUDITOR = '演示县 县审计员'

const dispute = ({ stream, dispute: id }: Known): Params => ({ kind: 'dispute', stream, id })
const report = ({ stream, template, period }: Known): Params => ({ stream, template, period })
const matter = ({ stream, matter: id }: Known): Params => ({ kind: 'matter', stream, id })
const where = ({ stream }: Known): Params => ({ stream })

export const SCREENS: readonly ScreenCase[] = [
  { name: 'signin', page: 'signin', as: null, shows: /演示账号/ },
  { name: 'feedback', page: 'feedback', as: null, shows: /您想说什么/ },
  { name: 'about', page: 'about', as: null, shows: /主办单位/ },
  { name: 'bootstrap', page: 'bootstrap', as: null, shows: /首次口令/ },
  { name: 'newPassword', page: 'newPassword', as: null, shows: /一次性码/ },
  { name: 'home-worker', page: 'home', as: WORKER, shows: /都已上传/ },
  { name: 'home-mediator', page: 'home', as: MEDIATOR, shows: /都已上传/ },
  { name: 'home-office', page: 'home', as: JUDICIAL, shows: /都已上传/ },
  { name: 'register', page: 'register', as: WORKER, shows: /找到 [1-9][\d,]* 件/ },
  { name: 'register-office', page: 'register', as: JUDICIAL, shows: /找到 [1-9][\d,]* 件/ },
  { name: 'records-outreach', page: 'records', as: JUDICIAL, params: () => ({ kind: 'outreach' }), shows: /找到 [1-9][\d,]* 件/ },
  { name: 'board-worker', page: 'board', as: WORKER, shows: /逐月受理/ },
  { name: 'board', page: 'board', as: LEADER, shows: /逐月受理/ },
  { name: 'board-county', page: 'board', as: COUNTY_LEADER, shows: /逐月受理/ },
  { name: 'township', page: 'township', as: COUNTY_LEADER, params: where, shows: /逐月受理/ },
  { name: 'me', page: 'me', as: WORKER, shows: /大字|字号/ },
  { name: 'me-admin', page: 'me', as: ADMIN, shows: /还没设的/ },
  { name: 'quick', page: 'quick', as: WORKER, shows: /哪一类/ },
  { name: 'edit-dispute', page: 'edit', as: MEDIATOR, params: () => ({ kind: 'dispute', n: '1' }), shows: /类型/ },
  { name: 'edit-matter', page: 'edit', as: WORKER, params: () => ({ kind: 'matter', n: '1' }), shows: /说的什么事/ },
  { name: 'edit-outreach', page: 'edit', as: WORKER, params: () => ({ kind: 'outreach', n: '1' }), shows: /活动日期/ },
  { name: 'edit-move', page: 'edit', as: MEDIATOR, params: dispute, shows: /类型/ },
  { name: 'record-dispute', page: 'record', as: MEDIATOR, params: dispute, shows: /经过/ },
  { name: 'record-matter', page: 'record', as: JUDICIAL, params: matter, shows: /经过/ },
  { name: 'attention', page: 'attention', as: WORKER, shows: /没有要您定的/ },
  { name: 'sync', page: 'sync', as: WORKER, shows: /写下的都到县里了/ },
  { name: 'handover', page: 'handover', as: WORKER, shows: /没有要接的/ },
  { name: 'devices', page: 'devices', as: ADMIN, shows: /没有哪台手机|^还有没传的$/ },
  { name: 'round', page: 'round', as: MEDIATOR, shows: /排查出/ },
  { name: 'todo', page: 'todo', as: MEDIATOR, shows: /没有要办的|还有 \d+ 天|过了 \d+ 天/ },
  { name: 'todo-office', page: 'todo', as: JUDICIAL, params: () => ({ whose: 'all' }), shows: /等我办的/ },
  { name: 'code', page: 'code', as: JUDICIAL, params: matter, shows: /扫一扫，看您的事/ },
  { name: 'papers', page: 'papers', as: MEDIATOR, params: dispute, shows: /人民调解受理登记表|口头协议登记表/ },
  { name: 'merge', page: 'merge', as: JUDICIAL, params: dispute, shows: /并到哪一件|可能是这一件/ },
  { name: 'paper-bound', page: 'paperBound', as: JUDICIAL, params: ({ stream, village: place }) => ({ stream, place }), shows: /下载这一卷/, desk: true },
  { name: 'paper-forms', page: 'paperForms', as: COUNTY_JUDICIAL, shows: /人民调解/, desk: true },
  { name: 'reports', page: 'reports', as: JUDICIAL, shows: /年度/ },
  { name: 'report', page: 'report', as: JUDICIAL, params: report, shows: /法治政府/ },
  { name: 'report-edit', page: 'reportEdit', as: PARTY_OFFICE, params: report, shows: /第 1 部分|写稿请在电脑上打开/, desk: true, inWeapp: /写稿请在电脑上打开/ },
  { name: 'frozen', page: 'frozen', as: JUDICIAL, params: ({ stream, frozen: id }) => ({ stream, id }), shows: /定稿/ },
  { name: 'own-figures', page: 'ownFigures', as: COUNTY_JUDICIAL, shows: /还没有自定指标|各乡镇的报告都能用/, desk: true },
  { name: 'exports', page: 'exports', as: JUDICIAL, shows: /矛盾纠纷台账/, desk: true },
  { name: 'imports', page: 'imports', as: JUDICIAL, shows: /选 \.xlsx 文件/, desk: true, inWeapp: /导入要选电脑上的表格文件/ },
  { name: 'submission', page: 'submission', as: JUDICIAL, shows: /要交 [\d,]+ 件/, desk: true },
  { name: 'start', page: 'start', as: ADMIN, shows: /要去看看的/, desk: true },
  { name: 'account', page: 'account', as: ADMIN, params: ({ worker: person }) => ({ person }), shows: /还没有绑|已经绑/, desk: true },
  { name: 'places', page: 'places', as: ADMIN, shows: /马楼乡/, desk: true },
  { name: 'units', page: 'units', as: ADMIN, shows: /[1-9][\d,]* 个/, desk: true },
  { name: 'people', page: 'people', as: ADMIN, shows: /[1-9][\d,]* 人/, desk: true },
  { name: 'grants', page: 'grants', as: SECURITY, shows: /现在有的/, desk: true },
  { name: 'settings', page: 'settings', as: ADMIN, shows: /答复期限/, desk: true },
  { name: 'setting', page: 'setting', as: ADMIN, params: () => ({ name: '主办单位' }), shows: /印在“关于”/, desk: true },
  { name: 'holidays', page: 'holidays', as: ADMIN, shows: /国务院/, desk: true },
  { name: 'options', page: 'options', as: ADMIN, shows: /可以加、可以停用的/, desk: true },
  { name: 'option-field', page: 'optionField', as: ADMIN, params: () => ({ field: 'dispute.type' }), shows: /邻里/, desk: true },
  { name: 'complaints', page: 'complaints', as: ADMIN, shows: /写来的会列在这里|查询码|答复/, desk: true },
  { name: 'trail', page: 'trail', as: AUDITOR, shows: /日 \d\d:\d\d/, desk: true },
  { name: 'requests', page: 'requests', as: SECURITY, shows: /封存和销毁/, desk: true },
  { name: 'inventory', page: 'inventory', as: SECURITY, shows: /当事人的姓名/, desk: true },
]
