import { figureOf } from '../../core/figure'
import { matter } from '../matter'
import { counted, flow, ratio, split, type Figures, type Partitions } from './named'
import { STOCKS } from './over'

const RECEIVED = flow('receivedOn')
const RATED = flow('ratedOn')
const OPEN = STOCKS.matter.open.over
const PAST_DUE = STOCKS.matter.pastDue.over

const received = counted('受理群众说事', '件', '受理日期在这段时间里的群众说事，转成纠纷的也在内，作废的、并到别的件里的不算', figureOf(matter, {}, RECEIVED))

export const MATTER_FIGURES: Figures = {
  '说事.受理': received,
  '说事.总数': { ...received, label: '说事总数', definition: `就是“说事.受理”：${received.definition}` },
  '说事.已办': counted(
    '受理后办结', '件', '这段时间受理、到最后一天已经当场答复或者承办办结的', figureOf(matter, { outcome: ['answered', 'handled'] }, RECEIVED), { partOf: '说事.按结果' },
  ),
  '说事.当场答复': receivedAs('answered', '当场答复'),
  '说事.转纠纷': receivedAs('dispute', '转为纠纷'),
  '说事.转出': receivedAs('referred', '转出'),
  '说事.未办': counted('受理后在办', '件', '这段时间受理、到最后一天还没有结果的', figureOf(matter, { outcome: [''] }, RECEIVED), { partOf: '说事.按结果' }),
  '说事.匿名': counted('匿名说事', '件', '受理的说事里，不留姓名的', figureOf(matter, { anonymous: ['true'] }, RECEIVED)),
  '说事.重办': counted('重办', '件', '受理的说事里，群众不满意、重办过的', figureOf(matter, { reworked: ['true'] }, RECEIVED)),
  '说事.督办': counted('督办', '次', '受理的说事里，督办的次数', figureOf(matter, {}, RECEIVED, { kind: 'rows', rows: 'urges', where: {}, sum: null })),
  '说事.办结': counted(
    '办结群众说事', '件', '办结日期在这段时间里的，不论哪一年受理', figureOf(matter, { outcome: ['answered', 'handled'] }, flow('resolvedOn')),
  ),
  '说事.评价': counted('群众评价', '件', '评价日期在这段时间里的，没有评价的不算', figureOf(matter, {}, RATED)),
  '说事.满意': counted(
    '评价满意', '件', '评价了的说事里，满意和基本满意的', figureOf(matter, { rating: ['satisfied', 'fairly'] }, RATED), { partOf: '说事.按评价' },
  ),
  '说事.期末在办': counted('期末在办', '件', '到最后一天已经受理、还没办结的，不论哪一年受理', figureOf(matter, {}, OPEN)),
  '说事.上年结转': counted('上期结转', '件', '这段时间开始前一天还在办的', figureOf(matter, {}, OPEN), { before: true }),
  '说事.到期未结': counted('到期未结', '件', '到最后一天，办理期限已到还没办结的', figureOf(matter, {}, PAST_DUE)),
  '说事.办结率': ratio('办结率', '这段时间受理的说事里，到最后一天已经办结的占多少', '说事.已办', '说事.受理'),
  '说事.满意率': ratio('满意率', '评价了的说事里，满意和基本满意的占多少；没有评价的不算', '说事.满意', '说事.评价'),
}

export const MATTER_PARTITIONS: Partitions = {
  '说事.按类别': split('按类别', '说事.受理', 'kind', '没填类别'),
  '说事.按来源': split('按来源', '说事.受理', 'source', '没填来源'),
  '说事.按结果': split('按结果', '说事.受理', 'outcome', '在办'),
  '说事.按评价': split('按评价', '说事.评价', 'rating', '没填评价'),
}

function receivedAs(code: keyof typeof matter.fields.outcome.options, label: string) {
  return counted(label, '件', `受理的说事里，到最后一天已经${label}的`, figureOf(matter, { outcome: [code] }, RECEIVED), { partOf: '说事.按结果' })
}
