/** For what each personal field is kept, and on what ground. A field without a row here fails a test: nothing personal is asked without a reason. */

/** 处理的依据 (个人信息保护法第十三条), for the county's lawyer to confirm. */
export const BASES = {
  mediation: '当事人申请调解时同意（第十三条第一款第一项）；人民调解法第二十七条、第二十八条要求登记、建档',
  reporting: '履行法定职责（第十三条第一款第三项）：答复群众反映的事',
  work: '履行法定职责、人事管理所必需（第十三条第一款第二项、第三项）',
  safety: '为应对危险、保护生命健康所必需（第十三条第一款第四项）；未成年人保护法第十一条、反家庭暴力法第十四条',
} as const
export type Basis = keyof typeof BASES

export interface Purpose {
  readonly why: string
  readonly basis: Basis
}

const SUMMARY: Purpose = { why: '知道是什么事、办到哪一步', basis: 'mediation' }
const ATTACHED: Purpose = { why: '当事人自愿留的凭据；可以不拍', basis: 'mediation' }
const SHOWN: Purpose = { why: '说明一次活动、一件工作确实做了；可以不拍，照片里的人可以要求去掉', basis: 'work' }

/** By `kind.field` or `kind.rows.cell`. */
export const PURPOSES: Readonly<Record<string, Purpose>> = {
  'dispute.parties.name': { why: '认定当事人，写文书，避免同一件记两次；姓就够，可以不填', basis: 'mediation' },
  'dispute.parties.nation': { why: '调解协议书的格式要填的一栏；可以不填', basis: 'mediation' },
  'dispute.parties.job': { why: '调解协议书的格式要填的一栏；可以不填', basis: 'mediation' },
  'dispute.parties.phone': { why: '约调解、回访；可以不填', basis: 'mediation' },
  'dispute.parties.home': { why: '调解协议书的格式要填的一栏，送文书；可以不填', basis: 'mediation' },
  'dispute.summary': SUMMARY,
  'dispute.claims': { why: '调解申请书里当事人要什么', basis: 'mediation' },
  'dispute.agreement': { why: '双方商定了什么，照着履行', basis: 'mediation' },
  'dispute.escalateReason': { why: '上一级接手时知道为什么', basis: 'mediation' },
  'dispute.transferReason': { why: '接收的单位知道为什么', basis: 'mediation' },
  'dispute.sessions.present': { why: '调解记录要写谁在场', basis: 'mediation' },
  'dispute.sessions.record': { why: '调解记录', basis: 'mediation' },
  'dispute.inquiries.present': { why: '调查记录要写谁在场', basis: 'mediation' },
  'dispute.inquiries.asked': { why: '调查记录要写问了谁', basis: 'mediation' },
  'dispute.inquiries.record': { why: '调查记录', basis: 'mediation' },
  'dispute.followUps.finding': { why: '协议履行得怎样', basis: 'mediation' },
  'dispute.photos': ATTACHED,
  'dispute.voices': { why: '不会写字的人口述；要县里打开才有，转成文字后应当删去', basis: 'mediation' },
  'dispute.files': { why: '签了字的文书扫描件', basis: 'mediation' },
  'matter.people.name': { why: '答复、回访；可以匿名', basis: 'reporting' },
  'matter.people.phone': { why: '答复、回访；可以匿名', basis: 'reporting' },
  'matter.summary': { why: '知道说的是什么事', basis: 'reporting' },
  'matter.reply': { why: '怎么办的、怎么答复的', basis: 'reporting' },
  'matter.steps.what': { why: '办理的经过', basis: 'reporting' },
  'matter.photos': { why: '说明是什么事；可以不拍', basis: 'reporting' },
  'matter.voices': { why: '不会写字的人口述；要县里打开才有，转成文字后应当删去', basis: 'reporting' },
  'matter.files': { why: '群众交来的材料、答复的扫描件', basis: 'reporting' },
  'outreach.photos': SHOWN,
  'screening.note': { why: '排查发现了什么，接着登记成纠纷', basis: 'work' },
  'screening.photos': SHOWN,
  'work.photos': SHOWN,
  'person.phone': { why: '工作上联系', basis: 'work' },
}

export interface Store {
  readonly table: string
  readonly what: string
  readonly why: string
  readonly seenBy: string
  readonly kept: string
}

/** What lies beside the records. Every sealed table of the server stands here or is a record type's; a test compares. */
export const STORES: readonly Store[] = [
  { table: 'op', what: '每次填写、修改里的个人信息', why: '查改动，断网后对账', seenBy: '看得到那条记录的个人信息的人', kept: '同那条记录' },
  { table: 'media', what: '照片、录音、材料的钥匙', why: '加密', seenBy: '没有人', kept: '同那条记录' },
  { table: 'media_piece', what: '照片、录音、材料', why: '同记录里的那一栏', seenBy: '看得到那条记录的个人信息的人', kept: '同那条记录' },
  { table: 'record_key', what: '每条记录的钥匙', why: '加密；删除就是毁掉钥匙', seenBy: '没有人', kept: '同那条记录' },
  { table: 'handover', what: '没能上报、转给别人的一条', why: '不丢', seenBy: '交出的人、接收的人、综治中心', kept: '同那条记录' },
  { table: 'frozen_report', what: '定稿的报告（不写人名；公开前列出正文里的人名请人确认）', why: '以后能照原样拿出来', seenBy: '能看报告的人', kept: '长期' },
  { table: 'frozen_file', what: '定稿时出的文件', why: '以后能照原样拿出来', seenBy: '能看报告的人', kept: '长期' },
  { table: 'import_batch', what: '导入的表里的行', why: '能撤销、能说明哪一行进了哪一条', seenBy: '导入的人', kept: '撤销以后、或者所在的记录到期时' },
  { table: 'import_mapping', what: '表头对应哪一栏（不含行）', why: '下次不用再对', seenBy: '能导入的人', kept: '长期' },
  { table: 'remind_person', what: '微信里收提醒的编号', why: '发到期提醒（只有件数）', seenBy: '没有人', kept: '到本人关掉提醒' },
  { table: 'paper_form', what: '县里自己的文书样式（不应含人名）', why: '出文书', seenBy: '能出文书的人', kept: '长期' },
  { table: 'complaint', what: '投诉建议和留下的联系方式', why: '答复', seenBy: '管理员', kept: '由县里定期清理，程序不自动删' },
  { table: 'complaint_act', what: '投诉建议的答复', why: '答复', seenBy: '管理员', kept: '由县里定期清理，程序不自动删' },
  { table: 'personal_request', what: '个人信息请求：本人姓名、联系方式、要求', why: '十五个工作日内答复', seenBy: '收下的司法所；安全管理员只见姓', kept: '由县里定期清理；删除的，同意时就去掉姓名' },
  { table: 'account', what: '登录名、口令的摘要、动态码的密钥', why: '登录', seenBy: '没有人', kept: '到停用' },
  { table: 'wechat', what: '微信的编号', why: '微信登录', seenBy: '没有人（管理员只见有几个）', kept: '到解绑' },
  { table: 'reveal', what: '谁看了哪条记录的全名、电话，为什么（不含内容）', why: '留痕', seenBy: '审计员', kept: '不少于一百八十天' },
  { table: 'audit', what: '谁做了什么（只有编号）', why: '留痕', seenBy: '审计员', kept: '不少于一百八十天' },
  { table: 'blind_index', what: '姓名的带密钥摘要', why: '按姓名找', seenBy: '没有人', kept: '同那条记录' },
]
