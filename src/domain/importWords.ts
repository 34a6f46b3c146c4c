import type { Values } from '../core/field'
import type { Kind } from './registry'

/** What old paper and .xlsx registers call things, beside the labels of the record types. Data; the comparing is the importer's. */

/** Header words by target. A target is a field, or a cell of rows (`parties.name`, `parties[applicant].name`). */
export const HEADER_WORDS: { readonly [K in Kind]?: Readonly<Record<string, readonly string[]>> } = {
  dispute: {
    'parties.name': ['当事人姓名', '双方当事人', '纠纷当事人', '当事双方'],
    'parties[applicant].name': ['申请人', '申请人姓名', '甲方', '甲方当事人'],
    'parties[respondent].name': ['被申请人', '被申请人姓名', '乙方', '乙方当事人', '对方当事人'],
    'parties[applicant].phone': ['申请人电话', '申请人联系方式', '申请人联系电话'],
    'parties[respondent].phone': ['被申请人电话', '被申请人联系方式', '被申请人联系电话'],
    type: ['纠纷类型', '纠纷类别', '矛盾类型', '矛盾纠纷类型', '案件类型', '类别', '纠纷种类'],
    place: ['村', '村名', '村组', '村居', '所在村', '所属村', '行政村', '发生地', '发生地点', '纠纷发生地', '地点', '地址', '所属网格', '村(居)'],
    reportedOn: ['登记时间', '报告日期', '上报时间', '上报日期', '发现时间'],
    acceptedOn: ['受理时间', '受理日', '日期', '时间', '发生时间', '纠纷发生时间', '接案时间'],
    closedOn: ['调结时间', '办结时间', '办结日期', '结案时间', '结案日期', '化解时间', '化解日期', '调处时间', '调解时间', '调解日期', '达成协议时间', '达成协议日期'],
    summary: ['主要事实', '纠纷概况', '基本情况', '纠纷情况', '简要情况', '纠纷简要情况', '简要案情', '案情', '案情简介', '事由', '纠纷事由', '矛盾纠纷内容', '主要内容', '纠纷内容', '矛盾纠纷简要情况'],
    result: ['调解结果', '处理结果', '化解结果', '调处结果', '是否成功', '是否化解', '化解情况'],
    form: ['协议形式', '协议类型', '协议类别'],
    agreement: ['调解协议', '协议主要内容', '调解协议内容'],
    source: ['案件来源', '纠纷来源', '受理方式', '受理来源'],
    difficulty: ['难易程度', '难度', '疑难程度', '纠纷等级'],
    amount: ['涉案金额', '金额', '标的额', '协议涉及金额', '涉及标的'],
    people: ['人数', '涉及人员数', '当事人数'],
    handler: ['调解员', '人民调解员', '调解人', '承办人', '经手人', '责任人', '调解人员'],
    route: ['化解途径', '化解方式', '调解方式'],
    committee: ['调委会', '调解委员会', '调解单位'],
    fulfilment: ['履行情况', '协议履行', '协议履行情况', '是否履行'],
    fulfilledOn: ['履行时间'],
    externalNo: ['平台编号', '案件编号', '卷号', '案号', '省平台编号'],
  },
  matter: {
    'people.name': ['姓名', '群众姓名', '反映人', '诉求人', '来访人', '来访群众'],
    'people.phone': ['电话', '联系电话', '手机号', '反映人电话'],
    kind: ['类型', '诉求类型', '诉求类别', '事项类别', '说事类别'],
    place: ['村', '村名', '村组', '所在村', '所属村', '行政村', '地点', '地址', '村(居)'],
    receivedOn: ['日期', '时间', '受理时间', '登记时间', '登记日期', '说事时间', '说事日期', '来访时间', '来访日期', '接访日期'],
    source: ['渠道', '说事渠道', '来访渠道', '受理渠道'],
    summary: ['内容', '事项', '诉求', '主要诉求', '诉求内容', '反映问题', '反映内容', '说事内容', '事由'],
    reply: ['办理情况', '处理情况', '处理结果', '办理结果', '答复', '答复情况', '答复内容'],
    leadUnit: ['责任单位', '办理单位', '主办单位', '牵头单位', '交办单位'],
    handler: ['承办人', '责任人', '办理人', '接待人', '经手人'],
    dueOn: ['办结时限', '办理时限', '期限'],
    resolvedOn: ['办结时间', '办理时间', '答复时间', '答复日期', '完成时间'],
    outcome: ['办理方式', '是否办结'],
    rating: ['满意度', '满意情况', '是否满意', '群众评价', '群众是否满意'],
    ratedOn: ['回访时间', '回访日期', '评价时间'],
  },
  outreach: {
    kind: ['活动形式', '活动类型', '宣传形式', '宣传方式', '类型'],
    name: ['活动', '主题', '活动主题', '宣传主题', '活动内容', '内容', '宣传内容'],
    audience: ['宣传对象', '参加对象', '受众对象'],
    place: ['村', '村名', '活动地点', '地点', '宣传地点', '所在村'],
    heldOn: ['日期', '时间', '活动时间', '宣传时间', '开展时间', '举办时间'],
    attended: ['参加人数', '参与人数', '到场人数', '人数', '人次', '参加人次', '参训人数'],
    reach: ['受众人数', '受教育人数', '覆盖人数', '受益人数'],
    consultations: ['咨询人次', '咨询人数', '接受咨询', '解答咨询人次'],
    laws: ['学习内容', '法律法规', '宣讲内容'],
    speaker: ['主讲人', '宣讲人', '授课人'],
    partners: ['协办单位', '参与单位'],
    unit: ['组织单位', '举办单位', '责任单位'],
    handler: ['负责人', '责任人', '组织人'],
    'materials[leaflet].quantity': ['发放资料', '发放宣传资料', '资料份数', '宣传资料份数', '发放资料数', '发放宣传单', '宣传单', '发放宣传材料', '宣传资料', '资料'],
    'materials[banner].quantity': ['横幅', '悬挂横幅', '横幅条数'],
    'materials[board].quantity': ['展板', '宣传牌', '宣传展板'],
    'materials[gift].quantity': ['宣传品', '礼品', '小礼品'],
  },
  work: {
    category: ['台账类别', '工作类别', '类型', '项目'],
    subject: ['事项', '内容', '工作内容', '主题', '标题', '名称', '会议名称', '会议主题'],
    place: ['村', '村名', '地点', '所在村', '单位'],
    on: ['时间', '办理日期', '办理时间', '会议时间', '公开时间', '登记日期'],
    times: ['次', '次数(次)', '场次'],
    quantity: ['条数', '件数', '份数', '个数', '项数'],
    people: ['人次', '服务人数'],
    doneOn: ['办结时间', '完成时间'],
    items: ['议题数', '事项数'],
    note: ['备注', '情况', '情况说明'],
    handler: ['承办人', '责任人', '经手人'],
    unit: ['责任单位', '办理单位'],
    externalNo: ['工单号', '工单编号', '文号'],
  },
  screening: {
    place: ['村', '村名', '所在村'], from: ['开始日期', '开始时间'], to: ['日期', '时间', '排查时间', '排查日期', '结束日期'],
    found: ['排查数', '排查件数', '排查出纠纷', '发现矛盾纠纷'], note: ['备注', '排查情况'],
  },
}

/** What the words in a column mean, beside the options' own labels. `field` as in `Config.options`: `dispute.result`. */
export const OPTION_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'dispute.type': {
    邻里关系: 'neighbour', 相邻关系: 'neighbour', 婚姻: 'marriage', 家庭: 'marriage', 婚姻家庭: 'marriage', 宅基地: 'homestead', 房屋: 'homestead', 土地: 'land',
    土地承包: 'land', 山林: 'land', 山林土地: 'land', 债务: 'contract', 借贷: 'contract', 民间借贷: 'contract', 经济: 'contract', 赔偿: 'damages', 人身损害: 'damages',
    劳资: 'migrantWages', 欠薪: 'migrantWages', 拖欠工资: 'migrantWages', 劳动: 'labour', 劳动争议: 'labour', 征地: 'demolition', 拆迁: 'demolition', 征地拆迁: 'demolition',
    交通: 'traffic', 交通事故: 'traffic', 消费: 'consumer', 医患: 'medical', 环保: 'environment', 环境: 'environment',
  },
  'dispute.result': {
    成功: 'success', 已化解: 'success', 化解: 'success', 化解成功: 'success', 达成协议: 'success', 已调解: 'success', 调解成功: 'success', 已调结: 'success', 和解: 'success', 是: 'success',
    不成功: 'failed', 未成功: 'failed', 失败: 'failed', 未达成协议: 'failed', 调解失败: 'failed', 调解未成功: 'failed', 撤回: 'dropped', 移送: 'transferred', 转办: 'transferred',
  },
  'dispute.form': { 口头: 'oral', 口头调解: 'oral', 书面: 'written', 书面调解: 'written', 协议书: 'written', 调解协议书: 'written' },
  'dispute.difficulty': { 简单: 'simple', 普通: 'ordinary', 复杂: 'hard', 疑难复杂: 'hard', 重大疑难: 'grave' },
  'dispute.fulfilment': { 当场: 'onSpot', 履行: 'done', 已履行完毕: 'done', 履行完毕: 'done', 是: 'done', 否: 'not' },
  'dispute.source': { 申请: 'applied', 当事人申请: 'applied', 依申请调解: 'applied', 主动: 'proactive', 排查发现: 'proactive', 法院: 'court', 公安: 'police', 派出所: 'police', 信访: 'petition' },
  'dispute.committee': { 村: 'village', 村级: 'village', 乡镇: 'township', 乡: 'township', 镇: 'township', 乡调委会: 'township', 镇调委会: 'township' },
  'matter.kind': { 政策咨询: 'consult', 求助: 'help', 困难求助: 'help', 意见建议: 'suggest', 举报: 'complain', 投诉举报: 'complain', 矛盾纠纷: 'dispute', 帮办: 'errand', 帮办代办: 'errand' },
  'matter.source': { 说事室: 'station', 说事点: 'station', 说事站: 'station', 说事处: 'office', 来访: 'reception', 信访: 'reception', 下访: 'visitDown', 热线: 'hotline', 网格: 'gridWorker' },
  'matter.outcome': { 办结: 'handled', 已办结: 'handled', 是: 'handled', 答复: 'answered', 已答复: 'answered', 当场解决: 'answered', 转办: 'referred' },
  'matter.rating': { 很满意: 'satisfied', 非常满意: 'satisfied', 是: 'satisfied', 较满意: 'fairly', 否: 'dissatisfied' },
  'outreach.kind': { 宣传: 'campaign', 集中普法: 'campaign', 普法宣传: 'campaign', 法治宣传: 'campaign', 宣讲会: 'preaching', 学法: 'assembly', 学习: 'assembly', 法治讲座: 'lecture' },
  'outreach.audience': { 村民: 'public', 居民: 'public', 学生: 'public', 机关干部: 'cadres', 党员干部: 'cadres', 工作人员: 'cadres' },
}

/** Rows that stand in columns of their own: a column per kind of row, told apart by this cell. */
export const ROW_COLUMNS: { readonly [K in Kind]?: { readonly rows: string; readonly by: string } } = {
  dispute: { rows: 'parties', by: 'side' },
  outreach: { rows: 'materials', by: 'what' },
}

/** What the file does not have is taken from the next best, and the importer is told: a day from another day, what was agreed from what happened. */
export const STAND_INS: { readonly [K in Kind]?: Readonly<Record<string, readonly string[]>> } = {
  dispute: { reportedOn: ['acceptedOn'], acceptedOn: ['reportedOn'], agreement: ['summary'] },
  matter: { assignedOn: ['receivedOn'], signedOn: ['assignedOn', 'receivedOn'], dueOn: ['resolvedOn'], fedBackOn: ['resolvedOn'], ratedOn: ['fedBackOn', 'resolvedOn'] },
  screening: { from: ['to'] },
}

type Path = (values: Values) => readonly string[]

/** How a record of the past came to where it stands: the moves that lead there, all of them allowed ones. Other kinds are created and that is all. */
export const IMPORT_PATHS: { readonly [K in Kind]?: Path } = {
  dispute: (values) => {
    if (values.onSpot === true) return values.result === 'failed' ? ['failOnSpot', 'archive'] : ['settleOnSpot']
    if (isSet(values, 'declineReason')) return ['register', 'decline']
    const isClosed = isSet(values, 'closedOn', 'result', 'form')
    if (!isClosed) return isSet(values, 'acceptedOn') ? ['register', 'accept'] : ['register']
    const isFulfilled = values.result === 'success' && isSet(values, 'fulfilment', 'fulfilledOn')
    return ['register', 'accept', 'close', ...(isFulfilled ? ['fulfil'] : []), 'archive']
  },
  matter: (values) => {
    const { outcome, rating } = values
    if (!isSet(values, 'resolvedOn', 'outcome', 'rating')) return isSet(values, 'leadUnit') ? ['register', 'assign'] : ['register']
    if (outcome === 'referred') return ['register', 'refer']
    if (outcome === 'dispute') return ['register', 'becomeDispute']
    const rated = rating === undefined ? [] : rating === 'dissatisfied' ? ['rate'] : ['rate', 'archive']
    if (outcome === 'answered' || (outcome === undefined && !isSet(values, 'leadUnit'))) return ['answerOnSpot', ...rated]
    return ['register', 'assign', 'sign', 'resolve', 'feedBack', ...(rating === undefined ? ['archiveUnrated'] : rated)]
  },
  screening: ({ nothingNew }) => [nothingNew === true ? 'nothingNew' : 'record'],
  confirmation: ({ none }) => [none === true ? 'confirmNone' : 'confirmSome'],
}

function isSet(values: Values, ...names: readonly string[]): boolean {
  return names.some((name) => values[name] !== undefined)
}
