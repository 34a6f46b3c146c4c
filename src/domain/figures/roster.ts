import { figureOf } from '../../core/figure'
import { place } from '../directory'
import { roster } from '../roster'
import { IDENTITIES, ROSTER_ITEMS, VENUES } from '../rosterCodes'
import { counted, split, type Figures, type Partitions } from './named'
import { STOCKS } from './over'

const HOLDS = STOCKS.roster.holds.over
const HEADS = { kind: 'distinct', field: 'person' } as const
const ALL_IDENTITIES = Object.keys(IDENTITIES)
const ALL_VENUES = Object.keys(VENUES)

export const ROSTER_FIGURES: Figures = {
  '名册.人数': counted('名册上的人', '人', '最后一天在册的人，一个人有几个身份也只算一人', figureOf(roster, { item: ALL_IDENTITIES }, HOLDS, HEADS)),
  '名册.人民调解员': heads('mediator'),
  '名册.专职调解员': fullTime('mediator', '专职调解员'),
  '名册.网格员': heads('gridWorker'),
  '名册.专职网格员': fullTime('gridWorker', '专职网格员'),
  '名册.综治网格员': heads('safetyGridWorker'),
  '名册.网格长': heads('gridHead'),
  '名册.网格指导员': heads('gridGuide'),
  '名册.法律明白人': heads('lawWise'),
  '名册.法律联络员': heads('lawLiaison'),
  '名册.执法队员': heads('enforcer'),
  '名册.执法证': heads('certified'),
  '名册.法律顾问': heads('counsel'),
  '名册.班子成员': heads('leader'),
  '名册.普法宣讲员': heads('lecturer'),
  '名册.普法志愿者': heads('volunteer'),

  '名册.阵地': venues(ALL_VENUES, '各类阵地'),
  '名册.说事处': venues(['mattersOffice'], '群众说事处'),
  '名册.说事站': venues(['mattersStation'], '群众说事站'),
  '名册.说理阵地': venues(['reasonCourt', 'reasonHall', 'reasonRoom'], '说理庭、说理堂、说理室'),
  '名册.普法阵地': venues(['lawSite'], '普法阵地'),
  '名册.普法阵地村': counted('有普法阵地的地方', '个', '最后一天有普法阵地的地方，一个地方有几处也只算一个', figureOf(roster, { item: ['lawSite'] }, HOLDS, { kind: 'distinct', field: 'place' })),
  '名册.调委会': venues(['committee'], '调委会'),
  '名册.法律服务站': venues(['legalService'], '公共法律服务站'),
  '示范村.个数': counted('民主法治示范村', '个', '最后一天已经是民主法治示范村的，各级都在内', figureOf(roster, { item: ['modelVillage'] }, HOLDS)),

  '地方.个数': counted('地方', '个', '最后一天名录里的地方；请用“层级”指明是乡镇、村还是组', figureOf(place, {}, HOLDS)),
  '村.个数': ofLevel('village', '村'),
  '总支.个数': ofLevel('branch', '总支(片区)'),
  '网格.个数': ofLevel('group', '组(网格)'),
  '微网格.个数': ofLevel('microGrid', '微网格'),
  '乡镇.个数': ofLevel('township', '乡镇'),
}

export const ROSTER_PARTITIONS: Partitions = {
  '示范村.按级别': split('按级别', '示范村.个数', 'level', '没填级别'),
  '名册.阵地按名目': split('按名目', '名册.阵地', 'item', '没填名目'),
  '地方.按层级': split('按层级', '地方.个数', 'level', '没填层级'),
}

function heads(item: keyof typeof IDENTITIES) {
  const { label } = ROSTER_ITEMS[item]
  return counted(label, '名', `最后一天在册的${label}，一人只算一名`, figureOf(roster, { item: [item] }, HOLDS, HEADS))
}

function fullTime(item: keyof typeof IDENTITIES, label: string) {
  const definition = `最后一天在册的${ROSTER_ITEMS[item].label}里，专职的，一人只算一名`
  return counted(label, '名', definition, figureOf(roster, { item: [item], employment: ['fullTime'] }, HOLDS, HEADS))
}

function venues(items: readonly string[], label: string) {
  return counted(label, '个', `最后一天在册的${label}`, figureOf(roster, { item: items }, HOLDS))
}

function ofLevel(level: keyof typeof place.fields.level.options, label: string) {
  return counted(label, '个', `最后一天名录里层级是“${label}”的地方`, figureOf(place, { level: [level] }, HOLDS))
}
