import { figureOf } from '../../core/figure'
import { dispute } from '../dispute'
import { counted, flow, ratio, split, type Figures, type Partitions } from './named'
import { STOCKS } from './over'

const ACCEPTED = flow('acceptedOn')
const CLOSED = flow('closedOn')
const OPEN = STOCKS.dispute.open.over
const PAST_DUE = STOCKS.dispute.pastDue.over

const SUCCESS = { result: ['success'] } as const
const ENDED = ['success', 'failed', 'refused', 'dropped', 'transferred'] as const
const PREVENTED = ['suicide', 'crime', 'massPetition', 'massFight'] as const

const accepted = counted('受理纠纷', '件', '受理日期在这段时间里的矛盾纠纷，作废的、并到别的件里的不算', figureOf(dispute, {}, ACCEPTED))

export const DISPUTE_FIGURES: Figures = {
  '纠纷.受理': accepted,
  '纠纷.总数': { ...accepted, label: '纠纷总数', definition: `就是“纠纷.受理”：${accepted.definition}` },
  '纠纷.登记': counted('登记纠纷', '件', '登记日期在这段时间里的矛盾纠纷，包括还没受理的', figureOf(dispute, {}, flow('reportedOn'))),

  '纠纷.简易': ofDifficulty('simple', '简易'),
  '纠纷.一般': ofDifficulty('ordinary', '一般'),
  '纠纷.疑难': ofDifficulty('hard', '疑难'),
  '纠纷.重大': ofDifficulty('grave', '重大'),
  '纠纷.主动调解': counted('主动调解', '件', '受理的纠纷里，调委会主动去调的', figureOf(dispute, { source: ['proactive'] }, ACCEPTED), { partOf: '纠纷.按来源' }),
  '纠纷.依申请': counted('依申请调解', '件', '受理的纠纷里，当事人申请的', figureOf(dispute, { source: ['applied'] }, ACCEPTED), { partOf: '纠纷.按来源' }),
  '纠纷.委托移送': counted(
    '委托移送', '件', '受理的纠纷里，法院、检察院、公安、信访和其他部门委托移送来的',
    figureOf(dispute, { source: ['court', 'procuratorate', 'police', 'petition', 'otherOrgan'] }, ACCEPTED), { partOf: '纠纷.按来源' },
  ),
  '纠纷.在办': counted('受理后在办', '件', '这段时间受理、到最后一天还没有结果的', figureOf(dispute, { result: [''] }, ACCEPTED), { partOf: '纠纷.按结果' }),
  '纠纷.受理已结': counted('受理后已结', '件', '这段时间受理、到最后一天已经有结果的', figureOf(dispute, { result: ENDED }, ACCEPTED), { partOf: '纠纷.按结果' }),
  '纠纷.当事人': counted('涉及当事人', '人', '受理的纠纷登记的当事人，一件一件相加', figureOf(dispute, {}, ACCEPTED, { kind: 'rows', rows: 'parties', where: {}, sum: null })),
  '纠纷.涉及人数': counted('涉及人数', '人', '受理的纠纷填写的涉及人数相加', figureOf(dispute, {}, ACCEPTED, { kind: 'sum', field: 'people' })),
  '纠纷.涉及户数': counted('涉及户数', '户', '受理的纠纷填写的涉及户数相加', figureOf(dispute, {}, ACCEPTED, { kind: 'sum', field: 'households' })),

  '纠纷.调结': counted('调结纠纷', '件', '调结日期在这段时间里的矛盾纠纷，不论结果', figureOf(dispute, {}, CLOSED)),
  '纠纷.成功': counted('调解成功', '件', '调结的纠纷里，结果是调解成功的', figureOf(dispute, SUCCESS, CLOSED), { partOf: '纠纷.调结按结果' }),
  '纠纷.调解不成': endedAs('failed', '调解不成'),
  '纠纷.不同意调解': endedAs('refused', '当事人不同意调解'),
  '纠纷.撤回': endedAs('dropped', '撤回申请'),
  '纠纷.移送': endedAs('transferred', '移送其他机关'),
  '纠纷.口头': counted('口头协议', '件', '调解成功的纠纷里，达成口头协议的', figureOf(dispute, { ...SUCCESS, form: ['oral'] }, CLOSED), { partOf: '纠纷.成功按协议' }),
  '纠纷.书面': counted('书面协议', '件', '调解成功的纠纷里，达成书面协议的', figureOf(dispute, { ...SUCCESS, form: ['written'] }, CLOSED), { partOf: '纠纷.成功按协议' }),
  '纠纷.当场化解': counted('当场化解', '件', '调解成功的纠纷里，当场就调好的', figureOf(dispute, { ...SUCCESS, onSpot: ['true'] }, CLOSED)),
  '纠纷.人民调解': counted('人民调解成功', '件', '调解成功的纠纷里，途径是人民调解的', figureOf(dispute, { ...SUCCESS, route: ['mediation'] }, CLOSED)),
  '纠纷.村级化解': counted('不出村化解', '件', '调解成功的纠纷里，在组、村就化解的', figureOf(dispute, { ...SUCCESS, levelClosed: ['group', 'village'] }, CLOSED)),
  '纠纷.积案': counted('化解积案', '件', '调解成功的纠纷里，历史积案', figureOf(dispute, { ...SUCCESS, legacy: ['true'] }, CLOSED)),
  '纠纷.金额': counted('协议涉及金额', '元', '调解成功的纠纷涉及的金额相加', figureOf(dispute, SUCCESS, CLOSED, { kind: 'sum', field: 'amount' }), { inFen: true }),
  '纠纷.已履行': counted('协议已履行', '件', '调解成功的纠纷里，协议当场履行或者已经履行的', figureOf(dispute, { ...SUCCESS, fulfilment: ['onSpot', 'done'] }, CLOSED)),
  '纠纷.司法确认': counted('司法确认', '件', '申请司法确认的日期在这段时间里、法院已经确认的', figureOf(dispute, { courtConfirmation: ['confirmed'] }, flow('courtAppliedOn'))),
  '纠纷.防止激化': counted('防止激化', '件', '调结的纠纷里，防止了自杀、转为刑事案件、群体性上访或者械斗的', figureOf(dispute, { prevented: PREVENTED }, CLOSED)),
  '纠纷.防止激化人数': counted('防止激化涉及人数', '人', '防止激化的纠纷涉及的人数相加', figureOf(dispute, { prevented: PREVENTED }, CLOSED, { kind: 'sum', field: 'preventedPeople' })),

  '纠纷.期末在办': counted('期末在办', '件', '到最后一天已经受理、还没调结的，不论哪一年受理', figureOf(dispute, {}, OPEN)),
  '纠纷.上年结转': counted('上期结转', '件', '这段时间开始前一天还在办的；上期结转加受理，等于调结加期末在办', figureOf(dispute, {}, OPEN), { before: true }),
  '纠纷.满月未结': counted('满一个月未结', '件', '到最后一天，受理已满一个月（延长了的按延长后）还没调结的', figureOf(dispute, {}, PAST_DUE)),

  '纠纷.将满月': counted(
    '将满一个月', '件', '满一个月（延长了的按延长后）的日子在这段时间里、还没调结的', figureOf(dispute, { result: [''] }, flow('dueOn')),
  ),

  '纠纷.成功率': ratio('调解成功率', '调解成功的，占这段时间调结的；两个数都按调结日期算', '纠纷.成功', '纠纷.调结'),
  '纠纷.调处率': ratio('调处率', '这段时间受理的纠纷里，到最后一天已经有结果的占多少', '纠纷.受理已结', '纠纷.受理'),
  '纠纷.履行率': ratio('协议履行率', '调解成功的纠纷里，协议已经履行的占多少', '纠纷.已履行', '纠纷.成功'),
}

export const DISPUTE_PARTITIONS: Partitions = {
  '纠纷.按类型': split('按类型', '纠纷.受理', 'type', '没填类型'),
  '纠纷.按难易': split('按难易', '纠纷.受理', 'difficulty', '还没定'),
  '纠纷.按来源': split('按来源', '纠纷.受理', 'source', '没填来源'),
  '纠纷.按结果': split('按结果', '纠纷.受理', 'result', '在办'),
  '纠纷.调结按结果': split('按结果', '纠纷.调结', 'result', '没填结果'),
  '纠纷.调结按途径': split('按途径', '纠纷.调结', 'route', '没填途径'),
  '纠纷.成功按协议': split('按协议', '纠纷.成功', 'form', '没填协议'),
  '纠纷.成功按层级': split('按化解层级', '纠纷.成功', 'levelClosed', '没填层级'),
}

function ofDifficulty(code: keyof typeof dispute.fields.difficulty.options, label: string) {
  return counted(`${label}纠纷`, '件', `受理的纠纷里，难易定为${label}的`, figureOf(dispute, { difficulty: [code] }, ACCEPTED), { partOf: '纠纷.按难易' })
}

function endedAs(code: keyof typeof dispute.fields.result.options, label: string) {
  return counted(label, '件', `调结的纠纷里，结果是${label}的`, figureOf(dispute, { result: [code] }, CLOSED), { partOf: '纠纷.调结按结果' })
}
