import { EMPTY_CONFIG } from '../../core/config'
import { namesUsed, parseTemplate } from '../../core/phrase/template'
import { dictionaryOf } from './dictionary'
import { resolveFigure } from './resolve'

/** Numbers of five published township reports, by report and running number, and how each is asked for here. */
const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  'S0-01': ['学法.场次[形式=宣讲,法律进=机关]'],
  'S0-02': ['学法.场次[形式=专题学习]', '学法.人次[形式=专题学习]'],
  'S0-03': ['学法.场次[形式=集体学法]'],
  'S0-04': ['普法.场次[形式=集中宣传]'],
  'S0-05': ['普法.材料[种类=横幅/电子屏]'],
  'S0-06': ['普法.资料'],
  'S0-07': ['名册.执法证'],
  'S0-10': ['名册.专职调解员'],
  'S0-13': ['纠纷.总数'],
  'S0-14': ['纠纷.成功'],
  'S0-15': ['纠纷.成功率'],
  'S0-16': ['纠纷.口头'],
  'S0-17': ['纠纷.书面'],
  'S0-18': ['纠纷.总数[类型=其他]'],
  'S1-20': ['学法.场次[形式=集中学习]'],
  'S1-21': ['考试.场次'],
  'S1-22': ['学法.场次[形式=讲座]'],
  'S1-23': ['学法.人数'],
  'S1-24': ['村.个数'],
  'S1-25': ['会议.场次[会议=法治工作联席会]'],
  'S1-27': ['名册.说事处'],
  'S1-28': ['名册.说事站'],
  'S1-29': ['纠纷.总数'],
  'S1-30': ['纠纷.简易'],
  'S1-31': ['纠纷.成功[难易=简易]'],
  'S1-32': ['纠纷.成功率[难易=简易]'],
  'S1-33': ['纠纷.一般'],
  'S1-34': ['纠纷.成功[难易=一般]'],
  'S1-35': ['纠纷.成功率[难易=一般]'],
  'S1-36': ['纠纷.疑难'],
  'S1-37': ['纠纷.成功[难易=疑难]'],
  'S1-38': ['纠纷.成功率[难易=疑难]'],
  'S1-39': [
    '情况.确认[什么情况=恶性刑事案件]', '情况.确认[什么情况=群体性事件]', '情况.确认[什么情况=到市上访]', '情况.确认[什么情况=进京上访]',
    '情况.确认[什么情况=重大安全事故]', '情况.发生[什么情况=重大安全事故]',
  ],
  'S1-40': ['公开.条数[栏目=养老服务]'],
  'S1-41': ['公开.条数[栏目=社会救助]'],
  'S1-42': ['公开.条数[栏目=公共文化]'],
  'S1-43': ['公开.条数[栏目=涉农补贴]'],
  'S1-44': ['公开.条数[栏目=救灾]'],
  'S1-45': ['顾问.次数[服务=重大决策]'],
  'S1-46': ['顾问.次数[服务=涉法信访]'],
  'S1-47': ['网格.个数'],
  'S1-48': ['微网格.个数'],
  'S1-49': ['名册.专职网格员'],
  'S1-50': ['名册.网格指导员'],
  'S1-52': ['名册.普法阵地村'],
  'S1-54': ['普法.场次'],
  'S1-55': ['普法.资料'],
  'S1-56': ['普法.标语'],
  'S1-57': ['普法.受众'],
  'S2-58': ['地方.个数[层级=乡镇/村]'],
  'S2-59': ['名册.网格长'],
  'S2-60': ['名册.网格员'],
  'S2-61': ['学法.场次[形式=领导带头学]'],
  'S2-62': ['学法.场次[形式=专题研讨]'],
  'S2-63': ['调研.次数[领域=法治建设]'],
  'S2-65': ['会议.场次[会议=法治建设专题会]'],
  'S2-66': ['名册.班子成员'],
  'S2-67': ['会议.场次[会议=党委会]'],
  'S2-68': ['会议.议题[会议=党委会]'],
  'S2-69': ['普法.场次[形式=宣讲,法律进=学校/企业/乡村]'],
  'S2-70': ['制度.个数[领域=普法宣传]'],
  'S2-71': ['督查.次数[领域=普法宣传]'],
  'S2-72': ['整改.个数'],
  'S2-73': ['学法.场次[形式=培训]'],
  'S2-74': ['普法.材料[种类=宣传牌/横幅/标语]'],
  'S2-75': ['敲门.次数'],
  'S2-76': ['普法.场次[形式=法律服务]'],
  'S2-77': ['顾问.次数[服务=重大决策]'],
  'S2-78': ['顾问.次数[服务=合同]'],
  'S2-79': ['顾问.件数[服务=应诉]'],
  'S2-80': ['荣誉.项数[级别=省级]'],
  'S2-81': ['公开.条数[栏目=民生话题]'],
  'S2-82': ['公开.次数', '公开.条数'],
  'S2-84': ['热线.工单'],
  'S2-85': ['热线.电话单'],
  'S2-87': ['整治.次数[整治内容=乱摆乱卖]'],
  'S2-88': ['劝阻.宗数'],
  'S2-89': ['学法.场次[形式=警示教育]'],
  'S2-90': ['问题.条数[领域=法治建设]'],
  'S2-91': ['名册.人数[名目=法律联络员/法律明白人/人民调解员]'],
  'S2-92': ['名册.综治网格员'],
  'S2-93': ['名册.执法队员'],
  'S2-95': ['村.个数'],
  'S2-96': ['制度.个数[领域=日常工作]'],
  'S2-97': ['说事.受理[来源=会商/民呼必应/乡贤说事屋/信访接待]', '说事.已办[来源=会商/民呼必应/乡贤说事屋/信访接待]'],
  'S2-99': ['示范村.个数'],
  'S2-100': ['示范村.按级别[级别=国家级/省级/市级]'],
  'S3-101': ['名册.法律顾问'],
  'S4-103': ['学法.场次[形式=中心组学法]'],
  'S4-104': ['学法.场次[形式=党委会学法]'],
  'S4-106': ['普法.场次[节点=民法典/6·26/4·15/12·4]'],
  'S4-107': ['纠纷.成功[途径=律师调解]'],
  'S4-108': ['村.个数'],
}

/** Set phrases, rules of how often, names of days and ranks from elsewhere: text, never counted. */
const NOT_COUNTED = [
  'S0-08', 'S0-09', 'S0-11', 'S0-12', 'S0-19', 'S1-26', 'S1-51', 'S1-53', 'S2-64', 'S2-83', 'S2-86', 'S2-94', 'S2-98', 'S3-102', 'S4-105',
]

test('every number of the five reports is counted or text, and nothing is missing', () => {
  const numbers = [...Object.keys(EXPRESSIONS), ...NOT_COUNTED].map((id) => Number(id.split('-')[1])).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 108 }, (_, index) => index + 1))
})

test.each(Object.entries(EXPRESSIONS))('%s is asked for as %p', (_id, expressions) => {
  for (const expression of expressions) {
    const { template, problems } = parseTemplate(`{{${expression}}}`)
    expect(problems).toEqual([])
    const [reference] = namesUsed(template)
    const resolved = reference === undefined ? null : resolveFigure(reference, EMPTY_CONFIG, { ...dictionaryOf(EMPTY_CONFIG), root: null })
    expect(resolved?.kind === 'problem' ? resolved.say : resolved?.kind).toMatch(/^(counted|ratio|split)$/)
  }
})

test('numbers that a report prints as different are asked for differently', () => {
  const byReport = new Map<string, string[]>()
  for (const [id, expressions] of Object.entries(EXPRESSIONS)) {
    const report = id.split('-')[0] ?? ''
    byReport.set(report, [...(byReport.get(report) ?? []), ...expressions])
  }
  for (const expressions of byReport.values()) expect(expressions.filter((each, at) => expressions.indexOf(each) !== at)).toEqual([])
})
