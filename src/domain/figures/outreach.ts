import { figureOf } from '../../core/figure'
import type { MATERIALS } from '../outreachCodes'
import { outreach } from '../outreach'
import { screening } from '../screening'
import { counted, flow, ratio, split, type Figures, type Partitions } from './named'

const HELD = flow('heldOn')
const PUBLIC = { audience: ['public'] } as const
const CADRES = { audience: ['cadres'] } as const
const EXAM = { kind: ['exam'] } as const
const SCREENED = flow('to')

export const OUTREACH_FIGURES: Figures = {
  '普法.场次': counted('普法宣传', '场', '活动日期在这段时间里、对象是群众的普法活动', figureOf(outreach, PUBLIC, HELD)),
  '普法.人次': counted('普法到场', '人次', '对象是群众的普法活动，到场人次相加', figureOf(outreach, PUBLIC, HELD, { kind: 'sum', field: 'attended' })),
  '普法.受众': counted('普法受众', '人', '对象是群众的普法活动，填写的受众相加', figureOf(outreach, PUBLIC, HELD, { kind: 'sum', field: 'reach' })),
  '普法.咨询': counted('解答咨询', '人次', '普法活动解答咨询的人次相加', figureOf(outreach, {}, HELD, { kind: 'sum', field: 'consultations' })),
  '普法.材料': counted('宣传材料', '份', '各场活动里各种宣传材料的份数相加', figureOf(outreach, {}, HELD, { kind: 'rows', rows: 'materials', where: {}, sum: 'quantity' })),
  '普法.资料': material('leaflet', '发放宣传资料', '份'),
  '普法.横幅': material('banner', '悬挂横幅', '条'),
  '普法.宣传牌': material('board', '宣传牌', '块'),
  '普法.电子屏': material('screen', '电子屏宣传', '条'),
  '普法.标语': material('slogan', '张贴标语', '条'),
  '普法.海报': material('poster', '张贴海报', '张'),
  '普法.黑板报': material('blackboard', '黑板报', '期'),
  '普法.广播': material('broadcast', '广播', '次'),
  '普法.线上推送': material('online', '线上推送', '条'),
  '普法.宣传品': material('gift', '发放宣传品', '份'),

  '学法.场次': counted('干部学法', '场', '活动日期在这段时间里、对象是干部的学法活动', figureOf(outreach, CADRES, HELD)),
  '学法.人次': counted('干部学法到场', '人次', '对象是干部的学法活动，到场人次相加', figureOf(outreach, CADRES, HELD, { kind: 'sum', field: 'attended' })),
  '学法.人数': counted(
    '干部学法人数', '名', '对象是干部的学法活动，“今年头一回来的”相加，来过几场也只算一名', figureOf(outreach, CADRES, HELD, { kind: 'sum', field: 'firstTime' }),
  ),
  '考试.场次': counted('法律考试', '场', '活动日期在这段时间里、形式是考试的', figureOf(outreach, EXAM, HELD)),
  '考试.应考': counted('应考', '人', '各场考试应考人数相加', figureOf(outreach, EXAM, HELD, { kind: 'sum', field: 'expected' })),
  '考试.实考': counted('实考', '人', '各场考试实考人数相加', figureOf(outreach, EXAM, HELD, { kind: 'sum', field: 'sat' })),
  '考试.合格': counted('合格', '人', '各场考试合格人数相加', figureOf(outreach, EXAM, HELD, { kind: 'sum', field: 'passed' })),
  '考试.参考率': ratio('参考率', '实考的占应考的多少', '考试.实考', '考试.应考'),
  '考试.合格率': ratio('合格率', '合格的占实考的多少', '考试.合格', '考试.实考'),

  '排查.次数': counted('排查', '次', '排查止的日期在这段时间里的排查，一条代表几次就算几次', figureOf(screening, {}, SCREENED, { kind: 'sum', field: 'times' })),
  '排查.发现': counted('排查发现', '件', '这段时间的排查，填写的排查出件数相加', figureOf(screening, {}, SCREENED, { kind: 'sum', field: 'found' })),
  '排查.预防': counted('预防纠纷', '件', '这段时间的排查，填写的预防件数相加', figureOf(screening, {}, SCREENED, { kind: 'sum', field: 'prevented' })),
}

export const OUTREACH_PARTITIONS: Partitions = {
  '普法.按形式': split('按形式', '普法.场次', 'kind', '没填形式'),
  '普法.按法律进': split('按法律进', '普法.场次', 'channel', '不分'),
  '普法.按节点': split('按节点', '普法.场次', 'themeDay', '平时'),
  '学法.按形式': split('按形式', '学法.场次', 'kind', '没填形式'),
  '排查.按方式': split('按方式', '排查.次数', 'kind', '没填方式'),
}

function material(what: keyof typeof MATERIALS, label: string, unit: string) {
  const measure = { kind: 'rows', rows: 'materials', where: { what: [what] }, sum: 'quantity' } as const
  return counted(label, unit, `各场活动宣传材料里，种类是“${outreach.fields.materials.fields.what.options[what].label}”的份数相加`, figureOf(outreach, {}, HELD, measure))
}
