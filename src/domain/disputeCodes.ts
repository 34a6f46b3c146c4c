import type { Options } from '../core/field'

/** The code systems an option may have a code in (`Option.codes`), as a form names them. */
export const CODE_SYSTEMS = { tjb: '司法部统计表', gb: '综治分类' } as const satisfies Readonly<Record<string, string>>

/**
 * 司法部统计口径 (司发通〔2010〕239号): the 18 columns of the statutory table, in its order (`tjb`). `gb` is the default leaf
 * of the 17-class tree that social-governance platforms use; a finer leaf may be chosen in `detail`.
 */
export const DISPUTE_TYPES = {
  marriage: { label: '婚姻家庭', codes: { tjb: '1', gb: '0199' } },
  neighbour: { label: '邻里', codes: { tjb: '2', gb: '0299' } },
  homestead: { label: '房屋宅基地', short: '宅基地房屋', codes: { tjb: '3', gb: '0902' } },
  contract: { label: '合同', short: '借贷合同', codes: { tjb: '4', gb: '0804' } },
  production: { label: '生产经营', codes: { tjb: '5', gb: '0603' } },
  damages: { label: '损害赔偿', codes: { tjb: '6', gb: '0599' } },
  land: { label: '山林土地', short: '土地山林水利', codes: { tjb: '7', gb: '0901' } },
  demolition: { label: '征地拆迁', codes: { tjb: '8', gb: '1102' } },
  environment: { label: '环境污染', codes: { tjb: '9', gb: '0504' } },
  migrantWages: { label: '拖欠农民工工资', short: '欠薪劳务', codes: { tjb: '10', gb: '0703' } },
  labour: { label: '其他劳动争议', codes: { tjb: '11', gb: '0799' } },
  tourism: { label: '旅游', codes: { tjb: '12', gb: '0601' } },
  ecommerce: { label: '电子商务', codes: { tjb: '13', gb: '0601' } },
  consumer: { label: '其他消费', short: '消费', codes: { tjb: '14', gb: '0601' } },
  medical: { label: '医疗', codes: { tjb: '15', gb: '0502' } },
  traffic: { label: '道路交通事故', short: '交通事故', codes: { tjb: '16', gb: '0503' } },
  property: { label: '物业', codes: { tjb: '17', gb: '0402' } },
  other: { label: '其他', codes: { tjb: '18', gb: '9900' } },
} as const satisfies Options

/** The ten buttons of quick entry; the rest stand behind 更多类型. */
export const QUICK_TYPES = [
  'neighbour', 'marriage', 'homestead', 'land', 'damages', 'migrantWages', 'contract', 'traffic', 'demolition', 'other',
] as const satisfies readonly (keyof typeof DISPUTE_TYPES)[]

/** The 17-class tree, two digits and two. Classes 11–16 are not civil disputes: people's mediation refers them on. */
export const DISPUTE_DETAILS = {
  '0101': { label: '恋爱及婚姻' }, '0102': { label: '抚养赡养监护' }, '0103': { label: '分家与继承' }, '0199': { label: '其他婚恋家庭' },
  '0201': { label: '用水排水通行通风采光' }, '0202': { label: '相邻土地建筑利用' }, '0203': { label: '相邻污染损害防止' }, '0299': { label: '其他邻里' },
  '0301': { label: '姓名肖像' }, '0302': { label: '名誉隐私' }, '0303': { label: '身体健康及人身自由' }, '0399': { label: '其他人格权' },
  '0401': { label: '财物返还及损害赔偿' }, '0402': { label: '物业及其管理' }, '0403': { label: '房屋等不动产登记' }, '0499': { label: '其他物权' },
  '0501': { label: '教育机构责任' }, '0502': { label: '医疗损害' }, '0503': { label: '交通事故' }, '0504': { label: '环境污染' },
  '0505': { label: '产品责任' }, '0506': { label: '网络侵权' }, '0507': { label: '劳务损害' }, '0599': { label: '其他侵权' },
  '0601': { label: '消费及服务' }, '0602': { label: '房产买卖租赁' }, '0603': { label: '交易贸易' }, '0604': { label: '运输仓储' }, '0699': { label: '其他合同' },
  '0701': { label: '劳动合同、劳务派遣' }, '0702': { label: '社会保险' }, '0703': { label: '工资福利待遇' }, '0704': { label: '人事争议' }, '0799': { label: '其他劳动人事' },
  '0801': { label: '证券基金期货' }, '0802': { label: '投资信托理财' }, '0803': { label: '保险' }, '0804': { label: '借贷及担保' }, '0899': { label: '其他金融借贷' },
  '0901': { label: '土地承包经营' }, '0902': { label: '宅基地使用' }, '0903': { label: '山林矿产' }, '0904': { label: '水域水利' }, '0999': { label: '其他资源权属' },
  '1001': { label: '知识产权' }, '1002': { label: '公司企业设立解散' }, '1003': { label: '海事海商' }, '1004': { label: '竞争' },
  '1005': { label: '票据与信用证' }, '1006': { label: '无因管理与不当得利' }, '1099': { label: '其他民商事' },
  '1101': { label: '国有土地上房屋征收' }, '1102': { label: '农村集体土地征用' }, '1103': { label: '城乡规划及拆违' },
  '1104': { label: '基础设施及市政市容' }, '1105': { label: '移民安置' }, '1199': { label: '其他城乡建设' },
  '1201': { label: '村(社区)选举和管理' }, '1202': { label: '优抚救助' }, '1203': { label: '区划边界' }, '1299': { label: '其他民政' },
  '1301': { label: '城市管理' }, '1302': { label: '教育文体' }, '1303': { label: '工商税务' }, '1304': { label: '安全生产' },
  '1305': { label: '交通运输' }, '1306': { label: '海事渔事' }, '1307': { label: '计划生育' }, '1399': { label: '其他行政执法' },
  '1401': { label: '涉公安' }, '1402': { label: '涉检察院' }, '1403': { label: '涉法院' }, '1404': { label: '涉司法行政机关' },
  '1501': { label: '组织人事' }, '1502': { label: '干部作风' }, '1599': { label: '其他组织纪检' },
  '1601': { label: '涉民族问题' }, '1602': { label: '涉宗教问题' },
  '9900': { label: '其他' },
} as const satisfies Options

export const SOURCES = {
  proactive: { label: '主动调解' },
  applied: { label: '依申请' },
  court: { label: '法院委托' },
  procuratorate: { label: '检察院委托' },
  police: { label: '公安机关移送' },
  petition: { label: '信访部门移送' },
  otherOrgan: { label: '其他部门移送' },
} as const satisfies Options

/** No national code exists; wording and thresholds are the county's. */
export const DIFFICULTIES = {
  simple: { label: '简易' },
  ordinary: { label: '一般' },
  hard: { label: '疑难' },
  grave: { label: '重大' },
} as const satisfies Options

export const RESULTS = {
  success: { label: '调解成功', short: '成功' },
  failed: { label: '调解不成' },
  refused: { label: '当事人不同意调解' },
  dropped: { label: '撤回申请' },
  transferred: { label: '移送其他机关' },
} as const satisfies Options

export const AGREEMENT_FORMS = {
  oral: { label: '口头协议', short: '口头' },
  written: { label: '书面协议', short: '书面' },
} as const satisfies Options

/** 化解途径. Only 人民调解 feeds the mediation papers, the Ministry's table and the subsidy list. */
export const ROUTES = {
  mediation: { label: '人民调解' },
  gridWorker: { label: '网格员劝解' },
  administrative: { label: '行政调解' },
  lawyer: { label: '律师调解' },
  judicial: { label: '司法调解' },
  settled: { label: '当事人和解' },
  other: { label: '其他' },
} as const satisfies Options

export const COMMITTEES = {
  village: { label: '村调委会' },
  community: { label: '居调委会' },
  township: { label: '乡镇调委会' },
  street: { label: '街道调委会' },
  enterprise: { label: '企事业单位调委会' },
  association: { label: '社会团体和其他组织调委会' },
} as const satisfies Options

/** From the lowest: a dispute goes up, never down by escalation. */
export const LEVELS = {
  group: { label: '组' },
  village: { label: '村' },
  branch: { label: '总支(片区)' },
  township: { label: '乡镇' },
  county: { label: '县' },
} as const satisfies Options
