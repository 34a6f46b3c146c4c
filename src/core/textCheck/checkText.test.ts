import fc from 'fast-check'
import { roundOver } from '../phrase/numberWords'
import { checkText } from './checkText'

function found(text: string): readonly string[] {
  return checkText(text).map((each) => `${each.severity} ${each.kind} ${each.numbers.map((number) => number.text).join(' ')}`)
}

describe('the numbers and structures of five published reports, in other words', () => {
  const STONE = [
    '柳湾乡把矛盾化在村口。全乡按123（乡、总支、村）级网格管理，每个村民组为1个网格，48人的专职调解队伍随叫随到，村里每周一开门接访，12348热线常年有人接。',
    '全年各级共排查调处纠纷652起，调解成功652起，成功率达100%。其中签下口头协议574件，书面协议78件，其他纠纷2件，老百姓省了心。',
    '3月20日上午讲公务员法，4月3日有100余人到场学习；逢集宣传10余次，挂横幅、放字幕260余条，发材料10000余份；现有7名同志持执法证，抓好三项制度，“八五”普法有序推进。',
  ].join('\n')
  const WOOD = [
    '云岭乡今年共调处各类矛盾200余起，其中简易纠纷50余起，调处成功50余起，成功率达100%；一般纠纷90余起，调处成功90余起，成功率达100%；疑难纠纷60起，调处成功59起，成功率达95%以上。',
    '全乡集中学习5次，考试1次，讲座1次，共计80余名干部参加，5个村的支部每月定期碰头一次；设说事处1个、说事站5个；网格32个、微网格32个，专职网格员32名、网格指导员29名。',
    '政务公开：养老服务20余条，社会救助20余条，补贴10余条，救灾2条。顾问参与大事5次，答复涉法信访2次。全年宣传8次，发材料200余份，贴标语3条，听众2000余人。',
  ].join('\n')
  const ZHAO = [
    '青石镇两级网格23个，网格长23个，网格员69名；学习上级精神16次、研讨2次、调研3次；15名班子成员各带一项；开党委会20余次，议定大事30余个；到学校、企业、村里宣讲12次；立制度6个，督查2次，整改销号3个。',
    '培训10余次，宣传牌和横幅300余条，“平安来敲门”800余次，法律服务进企业、进校园、进村6次。顾问参与决策3次、合同谈判5次，对2起应诉案件出主意。发布民生话题12条，公开信息310余次、920余条，办好12345的工单100余件、电话单90余件，每季度都在前两名。',
    '整治摊点120余次，劝阻19宗，警示教育2次，排查问题9条。法律明白人等46名、综治网格员21名、执法队员16名；22个村都有顾问，6项制度上墙，收集诉求150余条；建成县级示范村22个，其中，国家级1个，省级2个，市级3个。',
  ].join('\n')
  const HORSE = '松坪乡聘请法律顾问1名，主要做好以下几个方面的工作。全乡达到“五有”、“六落实”、“六统一”，推行“双随机、一公开”和“五位一体”，一把手亲自抓。'
  const CAMP = '竹溪乡中心组学法5次，党委会学法10次，书记多次主持会议；抓住“6·26”、“4·15”“12·4”等节点；律师帮助调处纠纷二十余件；规范25个行政村的值班。'

  test('574 + 78 + 2 is not 652', () => {
    const [only, ...others] = checkText(STONE)
    expect(others).toEqual([])
    expect(only).toMatchObject({ kind: 'parts-broken', severity: 'error', say: '574件、78件、2件加起来是654，比“652起”多2，请核对这些数，或者把不是同一种分法的分开写。' })
    expect(STONE.slice(...only!.at)).toMatch(/^652起.*2件$/s)
  })

  test('the sound ones are left alone: 50余 + 90余 + 60 may be 200余, and 其中 may be fewer', () => {
    expect([WOOD, ZHAO, HORSE, CAMP].flatMap((text) => found(text))).toEqual([])
  })

  test('an 余 on one digit and a slip of the pen are seen', () => {
    expect(found('公开养老信息5余条；救助信息20余条；文化信息2余条。发放宣传资料200余分，很受欢迎。')).toEqual(['error lone-over 5余条', 'error lone-over 2余条', 'remark odd-unit 200余分'])
  })
})

describe('a total and its parts', () => {
  test.each([
    ['共受理矛盾纠纷652起，其中口头协议575起、书面协议78起。', 'error parts-broken 652起 575起 78起'],
    ['共受理矛盾纠纷652起（口头575起、书面78起）。', 'error parts-broken 652起 575起 78起'],
    ['共受理矛盾纠纷652起（口头574起、书面77起）。', 'error parts-broken 652起 574起 77起'],
    ['共受理矛盾纠纷652起：口头574起，书面77起。', 'error parts-broken 652起 574起 77起'],
    ['共受理纠纷200起，婚姻、邻里、其他纠纷分别为120、60、30起。', 'error parts-broken 200起 120 60 30起'],
    ['婚姻家庭20起，邻里30起，其他5起，共计60起。', 'error parts-broken 20起 30起 5起 60起'],
    ['第一季度受理矛盾纠纷20起，第二季度25起，第三季度18起，第四季度22起，全年共86起。', 'error parts-broken 20起 25起 18起 22起 86起'],
    ['受理矛盾纠纷100起，口头协议60起、书面协议50起。', 'error parts-broken 100起 60起 50起'],
    ['全年受理652起，调解成功640起、失败13起。', 'error parts-broken 652起 640起 13起'],
    ['受理矛盾纠纷100起，调解成功120起。', 'error parts-broken 100起 120起'],
    ['本月受理矛盾纠纷12件。从类型看，邻里5件，婚姻家庭4件，其他纠纷3件。从难易看，简易9件，一般2件，其他2件。', 'error parts-broken 12件 9件 2件 2件'],
    ['受理纠纷100起，包括婚姻纠纷60起、邻里纠纷50起。', 'error parts-broken 100起 60起 50起'],
    ['全年受理纠纷100起。从类型看，婚姻纠纷60起，邻里纠纷20起，其他纠纷10起。', 'error parts-broken 100起 60起 20起 10起'],
    ['现有调解员48人，其中专职10人，兼职40人。', 'error parts-broken 48人 10人 40人'],
    ['全乡有调解员48人，其中专职50人。', 'error parts-broken 48人 50人'],
    ['今年受理纠纷200余起，其中简易180余起、一般120余起、疑难30起。', 'error parts-broken 200余起 180余起 120余起 30起'],
    ['受理纠纷100起，其中涉农60起、涉企30起、涉未成年人20起。', 'remark parts-doubtful 100起 60起 30起 20起'],
    ['今年受理纠纷200余起，其中简易80余起、一般20余起、疑难30起。', 'remark parts-doubtful 200余起 80余起 20余起 30起'],
    ['全年受理652起，调解成功640起、失败10起。', 'remark parts-doubtful 652起 640起 10起'],
    ['开展培训3场，参训300人次，其中党员120名。', 'remark people-mixed 300人次 120名'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected])
  })

  test.each([
    '共受理矛盾纠纷100起，其中疑难纠纷20起，调解成功98起。',
    '共受理矛盾纠纷100起，其中口头协议60起、书面协议30起，调解成功98起，成功率98%。',
    '全年受理矛盾纠纷452件，化解积案20件，共化解460件。',
    '设置网格23个（配备网格长23个、网格员69个）。',
    '全年开展宣讲12次（其中进校园5次、进企业3次），覆盖2000余人。',
    '召开会议12次，参会480人次，其中主要负责人出席10次。',
    '新建制度13件（含新订5件，修改4件，废止3件）。',
    '走访110批1731人次，其中集体访76批1677人次。',
    '工单3656件，较上月减少41件，下降1.1%。其中投诉类2954件，举报类480件。',
    '诉求2877件，自行处理2276件，派单601件，按时结案597件，超时4件，按时结案率99.3%，结案率100%。其中热线派单532件，网上派单69件。',
    '前三季度受理纠纷5935件，调解成功5894件，未调解成功41件，成功率为99.3%。其中邻里纠纷3000件，土地纠纷2900件，其他纠纷35件。',
    '甲村受理纠纷100起，乙村受理纠纷20起，其中简易60起、一般30起。'.replace('乙村受理纠纷20起', '乙村受理纠纷120起'),
    '4个总支、24个村，共95个网格。',
    '全年受理纠纷652起。其中口头协议574件、书面协议78件。其中简易纠纷200起、一般纠纷352起、疑难纠纷100起。',
    '受理纠纷652起，成功650起。从类型看，邻里231件，婚姻家庭118件，其他303件。按难易分，简易560件，一般80件，疑难12件。',
    '全年召开会议5次，研究工作。禁毒专班召开会议12次。',
    '处理工单500件，化解矛盾213件，化解率99%。',
    '一季度，受理矛盾纠纷30起；二季度，受理矛盾纠纷40起。',
    '调解1995年以来的纠纷29 757件。其中，所里调解5 068件，村里调解19 138件。',
    '诉求180.00万件，办结150.25万件，正在办理29.75万件。',
    '上周结转14件，本周受理矛盾纠纷3件，调结5件，调解成功5件。',
    '本周受理矛盾纠纷3件，调结5件，调解成功5件。',
    '本月受理矛盾纠纷12件，调结9件。本月受理的，从类型看，邻里5件，婚姻家庭4件，土地2件，医疗1件。从难易看，简易9件，一般3件。从来源看，主动调解7件，依申请5件。',
    '本季受理的，从类型看，邻里1件，土地1件。从难易看，简易2件。从村看，前村1件，后村1件；从来源看，主动调解2件。',
  ])('nothing is wrong with: %s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('rates', () => {
  test.each([
    ['全年受理652起，调解成功640起，成功率97%。', 'error rate-broken 652起 640起 97%'],
    ['全年受理652起，调解成功651起，成功率100%。', 'error rate-broken 652起 651起 100%'],
    ['调解成功率98%，调解52起，成功50起。', 'error rate-broken 98% 52起 50起'],
    ['成功率百分之九十八（600/652）。', 'error rate-broken 百分之九十八'],
    ['成功率100%，仍有2起调解失败，失败2起。', 'error rate-broken 100% 2起'],
    ['共受理100起，其中婚姻家庭60起，占60%；邻里30起，占40%。', 'error rate-broken 100起 30起 40%'],
    ['参训率达到102%。', 'error share-impossible 102%'],
    ['出动22.5人次。', 'error decimal-count 22.5人次'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected])
  })

  test.each([
    '全年受理652起，调解成功640起，成功率98%。', '受理矛盾纠纷200起，其中疑难60起，调解成功195起，成功率97.5%。', '受理纠纷200余起，成功190余起，成功率95%以上。',
    '完成率120%，同比增长150%，每次2.5人，投入3.5万元。', '位居前三的：甲类783件、乙类579件、丙类562件，占工单总量的77%。', '党员120名，占全镇党员的40%。', '成功率98.16%（640/652）。', '共调处矛盾纠纷45起，调处率100%，调处成功率97.8%，成功44起。',
  ])('nothing is wrong with: %s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('the same thing twice, and last year', () => {
  test.each([
    ['2025年，受理矛盾纠纷652起，效果好。\n全年受理矛盾纠纷650起。', 'error said-twice 650起'],
    ['共发放宣传资料1200份。全年累计发放宣传资料800份。', 'error said-twice 800份'],
    ['发放宣传资料1200份。群众都来帮忙，发放宣传资料800份。', 'remark said-twice-doubtful 800份'],
    ['开展法律培训300人次，效果好。开展法律培训300人。', 'remark people-mixed 300人'],
    ['今年受理矛盾纠纷652起，同比增长15%，上年580起。', 'error growth-broken 652起 15% 580起'],
    ['受理矛盾纠纷652起，较上年的580起增加70起。', 'error growth-broken 652起 580起 70起'],
    ['受理纠纷120起，同比上升20%，去年同期150起。', 'error growth-broken 120起 20% 150起'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected])
  })

  test.each([
    '今年受理矛盾纠纷652起，同比增长12%，上年580起。', '受理矛盾纠纷652起，较上年的580起增加72起。', '2023年受理纠纷300起，2022年受理纠纷280起。',
    '全年受理矛盾纠纷652起。下一步，力争受理矛盾纠纷500起以内。', '全年受理矛盾纠纷652起。共受理矛盾纠纷650余起。',
  ])('nothing is wrong with: %s', (text) => {
    expect(found(text)).toEqual([])
  })
})

const KINDS = ['婚姻家庭纠纷', '邻里纠纷', '土地纠纷', '劳动争议纠纷', '损害赔偿纠纷', '物业纠纷', '其他纠纷']
type Say = (total: string, parts: readonly string[]) => string
const named = (parts: readonly string[]): readonly string[] => parts.map((part, index) => `${index === parts.length - 1 ? '其他纠纷' : KINDS[index]}${part}起`)
const STRUCTURES: readonly Say[] = [
  (total, parts) => `全年共受理矛盾纠纷${total}起，其中${named(parts).join('、')}，群众满意。`,
  (total, parts) => `全年共受理矛盾纠纷${total}起。其中，${named(parts).join('，')}。`,
  (total, parts) => `今年受理矛盾纠纷${total}起（${named(parts).join('、')}），调解及时。`,
  (total, parts) => `累计排查矛盾纠纷${total}起：${named(parts).join('；')}。`,
  (total, parts) => `${named(parts).join('，')}，共计${total}起。`,
  (total, parts) => `共受理矛盾纠纷${total}起，${named(parts).map((name) => name.replace(/\d.*|[余起]/g, '')).join('、')}分别为${parts.map((part) => `${part}起`).join('、')}。`,
]
const partitions = fc.record({ parts: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 7 }), say: fc.constantFrom(...STRUCTURES) })
const total = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0)
const cut = (value: number): string => {
  const { base, side } = roundOver(value, null)
  return `${base}${side === 'over' ? '余' : ''}`
}

describe('property', () => {
  test('an exact partition is never wrong', () => {
    fc.assert(fc.property(partitions, ({ parts, say }) => checkText(say(String(total(parts)), parts.map(String))).length === 0))
  })

  test('one exact part off by one or more is always an error', () => {
    fc.assert(
      fc.property(partitions, fc.nat(), fc.integer({ min: 1, max: 50 }), fc.boolean(), ({ parts, say }, chosen, by, more) => {
        const at = chosen % parts.length
        const changed = parts.map((part, index) => (index === at ? (more ? part + by : Math.max(0, part - by)) : part))
        return checkText(say(String(total(parts)), changed.map(String))).some((each) => each.severity === 'error')
      }),
    )
  })

  test('parts and totals cut to 余 are never called wrong', () => {
    fc.assert(
      fc.property(partitions, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), ({ parts, say }, cuts) => {
        const text = say(cuts[7] === true ? cut(total(parts)) : String(total(parts)), parts.map((part, index) => (cuts[index] === true ? cut(part) : String(part))))
        return checkText(text).every((each) => each.severity !== 'error')
      }),
    )
  })

  test('a rate rounded to any decimals, or said as 以上, fits its own numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.integer({ min: 0, max: 2 }), fc.boolean(), (whole, chosen, decimals, isCut) => {
        const shown = (value: number): string => (isCut ? cut(value) : String(value))
        const part = chosen % (whole + 1)
        const rate = part === whole ? '100%' : `${Math.min(Number(((part * 100) / whole).toFixed(decimals)), 100 - 10 ** -decimals)}%`
        return checkText(`全年受理纠纷${shown(whole)}起，调解成功${shown(part)}起，成功率${rate}。受理纠纷${shown(whole)}起，调解成功${shown(part)}起，成功率${Math.floor((part * 20) / whole) * 5}%以上。`).length === 0
      }),
      { numRuns: 400 },
    )
  })

  test('no text makes it throw, and every finding lies inside the text', () => {
    const pieces = ['其中', '共', '（', '）', '：', '，', '。', '；', '、', '652起', '3余件', '近20名', '100%', '九成', '分别为1、2起', '成功', '率', '占', '上年', '增长', '\n', '2025年', '其他', '口头', '\ud800', '“', '人次']
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')), fc.string({ unit: 'binary', maxLength: 60 })), (text) =>
        checkText(text).every(({ at, numbers }) => [at, ...numbers.map((each) => each.at)].every(([from, to]) => from >= 0 && from < to && to <= text.length)),
      ),
      { numRuns: 1000 },
    )
  })

  test('a very long text without an end is read in pieces', () => {
    expect(checkText('共受理652起，其中口头574件、书面78件，'.repeat(3000))).toEqual([])
  })
})
