import { figureOf, type Measure } from '../../core/figure'
import { confirmation } from '../confirmation'
import { work } from '../work'
import { WORK_CATEGORIES, type WorkCategory } from '../workCodes'
import { counted, flow, ratio, split, type Figures, type Partitions } from './named'

const ON = flow('on')
const TIMES = { kind: 'sum', field: 'times' } as const
const QUANTITY = { kind: 'sum', field: 'quantity' } as const
const TICKETS = ['ticket', 'phoneTicket'] as const

export const WORK_FIGURES: Figures = {
  '公开.次数': of('posting', '公开政务信息', '次'),
  '公开.条数': of('posting', '公开政务信息', '条', QUANTITY),
  '顾问.次数': of('counsel', '法律顾问服务', '次'),
  '顾问.件数': of('counsel', '法律顾问办理', '件', QUANTITY),
  '审查.件数': of('legality', '合法性审查', '件', QUANTITY),
  '文件.件数': of('normative', '规范性文件', '件', QUANTITY),
  '决策.项数': of('decision', '重大决策', '项', QUANTITY),
  '听证.次数': of('hearing', '听证', '次'),
  '复议.件数': of('reconsideration', '行政复议', '件'),
  '应诉.件数': of('litigation', '行政应诉', '件'),
  '应诉.出庭': counted('负责人出庭应诉', '件', '行政应诉里，负责人出庭的次数相加', figureOf(work, { category: ['litigation'], headPresent: ['true'] }, ON, TIMES)),
  '应诉.出庭率': ratio('负责人出庭率', '行政应诉里，负责人出庭的占多少', '应诉.出庭', '应诉.件数'),
  '热线.工单': of('ticket', '12345工单', '件'),
  '热线.电话单': of('phoneTicket', '12345电话单', '件'),
  '热线.总数': counted('12345工单和电话单', '件', '日期在这段时间里的12345工单和电话单，次数相加', figureOf(work, { category: TICKETS }, ON, TIMES)),
  '热线.办结': counted('12345办结', '件', '办结日期在这段时间里的12345工单和电话单，次数相加', figureOf(work, { category: TICKETS }, flow('doneOn'), TIMES)),
  '接访.次数': of('reception', '领导接访', '次'),
  '下访.次数': of('visitDown', '领导下访', '次'),
  '会议.场次': of('meeting', '会议', '次'),
  '会议.议题': counted('讨论议题', '项', '各次会议的议题相加', figureOf(work, { category: ['meeting'] }, ON, { kind: 'sum', field: 'items' })),
  '会议.三重一大': counted('三重一大议题', '项', '勾了“三重一大”的会议，议题相加', figureOf(work, { category: ['meeting'], weighty: ['true'] }, ON, { kind: 'sum', field: 'items' })),
  '会议.含学法': counted('会上学法', '次', '勾了“含学法”的会议，次数相加', figureOf(work, { category: ['meeting'], alsoLearning: ['true'] }, ON, TIMES)),
  '制度.个数': of('system', '健全制度机制', '个', QUANTITY),
  '调研.次数': of('research', '调研', '次'),
  '督查.次数': of('inspection', '督查', '次'),
  '问题.条数': of('problem', '排查出问题', '条', QUANTITY),
  '整改.个数': of('rectified', '整改销号', '个', QUANTITY),
  '整治.次数': of('enforcement', '执法整治', '次'),
  '劝阻.宗数': of('dissuasion', '劝阻违法行为', '宗'),
  '处罚.件数': of('penalty', '行政处罚', '件'),
  '敲门.次数': of('knock', '平安来敲门', '次'),
  '便民.次数': of('service', '便民服务', '次'),
  '便民.人次': counted('便民服务', '人次', '便民服务的服务人次相加', figureOf(work, { category: ['service'] }, ON, { kind: 'sum', field: 'people' })),
  '重点人员.次数': of('keyPeople', '重点人员服务管理', '次'),
  '荣誉.项数': of('honour', '获得荣誉', '项', QUANTITY),
  '台账.次数': counted('其他台账', '次', '日期在这段时间里的其他台账，次数相加；请用“类别”指明是哪一类', figureOf(work, {}, ON, TIMES)),
  '台账.数量': counted('其他台账', '项', '日期在这段时间里的其他台账，数量相加；请用“类别”指明是哪一类', figureOf(work, {}, ON, QUANTITY)),

  '情况.确认': counted(
    '确认未发生', '份', '勾了“未发生”的情况确认；一份或者几份的确认期间接起来，把这段时间一天不缺地盖住才算，缺一天就是0；报告里只数对整个地方的确认，一个村的不算全乡镇的',
    figureOf(confirmation, { none: ['true'] }, { kind: 'covered', from: 'from', until: 'to' }),
  ),
  '情况.发生': counted('发生', '起', '确认期间在这段时间里结束的情况确认，填写的发生起数相加', figureOf(confirmation, {}, flow('to'), { kind: 'sum', field: 'happened' })),
}

export const WORK_PARTITIONS: Partitions = {
  '公开.按栏目': split('按栏目', '公开.条数', 'column', '没填栏目'),
  '顾问.按服务': split('按服务', '顾问.次数', 'service', '没填服务'),
  '会议.按会议': split('按会议', '会议.场次', 'meeting', '没填会议'),
  '整治.按内容': split('按整治内容', '整治.次数', 'target', '没填内容'),
  '台账.按类别': split('按类别', '台账.次数', 'category', '没填类别'),
}

function of(category: WorkCategory, label: string, unit: string, measure: Measure = TIMES) {
  const added = measure === QUANTITY ? '数量' : '次数'
  const definition = `日期在这段时间里、类别是“${WORK_CATEGORIES[category].label}”的台账，${added}相加`
  return counted(label, unit, definition, figureOf(work, { category: [category] }, ON, measure))
}
