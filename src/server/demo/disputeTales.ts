import type { DISPUTE_TYPES } from '../../domain/disputeCodes'

export type DisputeType = keyof typeof DISPUTE_TYPES

/** One line of what happened and one of what was agreed. 甲 and 乙 are the parties, 元 stands for the amount. */
export interface DisputeTale {
  readonly type: DisputeType
  readonly what: string
  readonly settled: string
  /** In yuan, from–to. */
  readonly amount?: readonly [number, number]
  readonly people?: number
}

export const DISPUTE_TALES: readonly DisputeTale[] = [
  { type: 'neighbour', what: '甲家屋檐水滴到乙家墙根，墙面返潮。', settled: '甲家一周内装接水槽，水引到自家院里。' },
  { type: 'neighbour', what: '甲家鸡棚靠着乙家窗户，夏天气味大。', settled: '鸡棚往里挪，当天清粪，以后三天一清。' },
  { type: 'neighbour', what: '甲家在公用巷道堆柴，乙家三轮车过不去。', settled: '柴垛当天搬走，巷道两家都不再堆东西。' },
  { type: 'neighbour', what: '甲家栽的泡桐根伸到乙家院墙下，墙裂了缝。', settled: '树由甲家伐掉，墙缝两家一起补。' },
  { type: 'neighbour', what: '甲、乙两家共用水井，为抽水先后吵起来。', settled: '单日甲家先抽，双日乙家先抽，电费对半。' },
  { type: 'neighbour', what: '甲家狗没拴，追了乙家上学的孩子，孩子受了惊。', settled: '甲家赔礼，狗从今天起拴好。' },
  { type: 'neighbour', what: '乙家夜里打麻将声音大，甲家老人睡不好。', settled: '乙家晚九点半散场，不再在院里打。' },
  { type: 'neighbour', what: '甲家新砌门楼高出乙家，乙家说挡了采光。', settled: '门楼降两层砖，檐口缩到自家界内。' },
  { type: 'neighbour', what: '甲家化粪池离乙家水窖近，乙家担心渗漏。', settled: '甲家把池子做防渗，村里一个月后来看。' },
  { type: 'neighbour', what: '甲家浇地跑水，淹了乙家晒场的花生。', settled: '甲家赔乙家元元，当场给清。', amount: [80, 600] },
  { type: 'neighbour', what: '甲家空调外机对着乙家床头，嗡嗡响。', settled: '外机挪到北墙，费用甲家出。' },
  { type: 'neighbour', what: '两家孩子抢秋千推倒一个，大人跟着吵起来。', settled: '各管各家孩子，当面说开，没有伤着。' },
  { type: 'neighbour', what: '甲家竹子长过墙，竹鞭拱了乙家地坪。', settled: '甲家挖断竹鞭，沿墙埋一道石板。' },
  { type: 'neighbour', what: '甲家下水管堵，污水返到乙家院里。', settled: '当天疏通，两家各出一半管钱。' },
  { type: 'neighbour', what: '甲家门前修坡占了半条路，乙家车进不去。', settled: '坡道敲掉一半，留足车道。' },
  { type: 'neighbour', what: '甲家果树枝伸到乙家屋顶，落叶堵了天沟。', settled: '过墙的枝锯掉，以后入冬一起清天沟。' },
  { type: 'neighbour', what: '乙家办喜事放炮，炸了甲家窗纱。', settled: '乙家换新窗纱，送了喜糖赔个笑脸。' },
  { type: 'marriage', what: '老人的田补打在一个儿子卡上，另一个儿子有意见。', settled: '补贴专给老人花，账每月念一次。' },
  { type: 'marriage', what: '甲说乙把家里钱借给娘家没商量，吵了三天。', settled: '欠条补上，以后过千的两人都点头。' },
  { type: 'marriage', what: '甲和乙离婚后探望孩子的时间定不下来。', settled: '隔周周六探望，假期一边一半。' },
  { type: 'marriage', what: '姑嫂为老人留下的首饰怎么分闹别扭。', settled: '请长辈作主分成两份，抓阄。' },
  { type: 'homestead', what: '甲家砌围墙把老路圈了进去。', settled: '围墙退到老界，路留三步宽。' },
  { type: 'homestead', what: '兄弟俩为老屋翻修谁出钱、谁居住有分歧。', settled: '哥哥出料、弟弟出工，东西两头各住各的。' },
  { type: 'homestead', what: '甲家打地基，乙家担心自家墙受影响。', settled: '留出半米，动工前拍照，有裂缝甲家修。' },
  { type: 'land', what: '甲家抽水浇地，乙家说占了自己那天的水。', settled: '水簿重排，缺的一天下轮补。' },
  { type: 'land', what: '田埂被铲窄，甲、乙互相说是对方铲的。', settled: '两家一起培宽，打上木桩。' },
  { type: 'land', what: '甲家树苗栽到集体河滩，乙也想栽。', settled: '村里按户划段，先栽的补登记。' },
  { type: 'damages', what: '甲家拖拉机压坏乙家晾的薯干。', settled: '按市价赔元元。', amount: [80, 460] },
  { type: 'damages', what: '甲烧荒火星飘到乙家柴垛。', settled: '甲赔一车柴，写保证不再烧荒。' },
  { type: 'damages', what: '甲家鸽子糟蹋乙家晒的豆子。', settled: '甲家赔元元，鸽子圈半个月。', amount: [50, 300] },
  { type: 'contract', what: '甲赊乙的化肥款，说肥效不好不想给。', settled: '让农技员看过没问题，欠款元元秋后清。', amount: [400, 5200] },
  { type: 'marriage', what: '甲和乙为孩子跟谁过、学费谁出争执。', settled: '孩子平日随母亲，学费两人各半，周末父亲来接。' },
  { type: 'marriage', what: '甲的两个儿子为老人轮流住的日子起争执。', settled: '一家住半年，药费平摊，重阳前换过来。' },
  { type: 'marriage', what: '甲和乙退婚，彩礼退多少谈不拢。', settled: '女方退元元，分两次给，三金各归各。', amount: [12000, 68000] },
  { type: 'marriage', what: '夫妻俩为外出打工的钱谁管吵架，乙回了娘家。', settled: '各留一半，家用从共同的里出，乙当天回家。' },
  { type: 'marriage', what: '甲家分家，为老宅西屋归谁争起来。', settled: '西屋归老人住，百年后两兄弟各一间。' },
  { type: 'marriage', what: '婆媳为带孩子拌嘴，甲摔了碗。', settled: '两人各让一步，孩子白天婆婆带，晚上自己带。' },
  { type: 'homestead', what: '甲家翻建房屋，乙家说后墙占了滴水。', settled: '按老基脚退一砖，两家在图上按了手印。' },
  { type: 'homestead', what: '甲、乙两家为宅基界石位置有争议。', settled: '按村里老图重新埋石，两家在场认可。' },
  { type: 'homestead', what: '甲家空宅院墙倒在乙家门口，堵了路。', settled: '甲家三天内清完，墙不再砌到路边。' },
  { type: 'homestead', what: '甲把老宅卖给乙，尾款和交房日子说法不一。', settled: '乙付清元元，甲月底前搬空交钥匙。', amount: [6000, 45000] },
  { type: 'land', what: '甲家犁地过了界，压了乙家两垄麦。', settled: '按地头老桩退回，麦子按收成补。' },
  { type: 'land', what: '甲、乙两家为承包地中间的排水沟归谁修起争执。', settled: '沟各修一半，汛前修通。' },
  { type: 'land', what: '甲家坟地边的柏树遮了乙家菜地。', settled: '修枝不伐树，以后每年入冬修一次。' },
  { type: 'land', what: '甲租乙的地种烟，租金晚给了两季。', settled: '三天内给清元元，往后先交租后种地。', amount: [900, 7200] },
  { type: 'land', what: '甲家果园打药飘到乙家蜂箱，死了蜂。', settled: '甲家赔元元，以后打药前一天打招呼。', amount: [300, 2600] },
  { type: 'land', what: '山坡地退耕后界线不清，甲、乙都说是自己的树。', settled: '会同自然资源所看图，界上三棵归村里，其余各归各。' },
  { type: 'damages', what: '甲家羊啃了乙家菜苗。', settled: '赔元元，羊改到河滩放。', amount: [60, 500] },
  { type: 'damages', what: '甲收麦时收割机刮断乙家院里的电线。', settled: '甲出元元修好，当天通电。', amount: [100, 900] },
  { type: 'damages', what: '甲和乙在饭场说话顶起来，推了一把，乙擦破手。', settled: '甲赔医药费元元，当面道歉。', amount: [120, 1500] },
  { type: 'damages', what: '甲家孩子放炮崩坏乙家车窗。', settled: '甲家赔元元，孩子写了保证。', amount: [300, 1200] },
  { type: 'damages', what: '甲请乙帮忙上梁，乙从架子上摔下伤了脚。', settled: '甲付药费和误工共元元，分三个月给。', amount: [2000, 16000] },
  { type: 'contract', what: '甲借乙的钱到期没还，说生意不好。', settled: '剩余元元分四个月还，写了还款条。', amount: [2000, 30000] },
  { type: 'contract', what: '甲订乙的楼板，送来尺寸不对。', settled: '乙三天内换货，运费自己出。' },
  { type: 'contract', what: '甲包给乙砌院墙，工钱和用料说不清。', settled: '按量好的方数结元元，沙石归甲。', amount: [800, 9000] },
  { type: 'production', what: '甲、乙合伙收花生，账目对不上。', settled: '三方一笔笔对账，乙退元元。', amount: [600, 8000] },
  { type: 'production', what: '甲家大棚用乙家卖的苗，成活少。', settled: '乙补苗两百棵，再差的按半价。' },
  { type: 'demolition', what: '修路占了甲家地边，补偿丈量有出入。', settled: '会同乡里重新丈量，多出的三分按标准补。' },
  { type: 'environment', what: '甲的养猪场污水淌到乙家鱼塘边。', settled: '甲十天内修好沉淀池，村里验收。' },
  { type: 'migrantWages', what: '乙在甲的工地干活，工钱拖了两个月。', settled: '甲当场付一半，余下元元月底付清。', amount: [1800, 26000] },
  { type: 'migrantWages', what: '七名村民给甲摘椒，工钱没结。', settled: '按工数结清共元元，七人签了字。', amount: [2100, 9800], people: 8 },
  { type: 'labour', what: '甲在乙的砖厂干活，休息日加班怎么算谈不拢。', settled: '加班按天补元元，以后写在考勤本上。', amount: [300, 2400] },
  { type: 'ecommerce', what: '甲网上卖红薯，乙说收到坏了三成。', settled: '退坏的部分元元，剩下的不退货。', amount: [60, 400] },
  { type: 'consumer', what: '甲在乙的店买电动车，三天就充不进电。', settled: '乙换新电瓶，保修重新起算。' },
  { type: 'consumer', what: '甲办酒席，乙的棚没按时搭好。', settled: '乙少收元元。', amount: [200, 900] },
  { type: 'medical', what: '甲在村卫生室打针后起红疹，找乙理论。', settled: '送乡卫生院看过无大碍，药费乙出。' },
  { type: 'traffic', what: '甲骑三轮拐弯，与乙的电动车碰了。', settled: '各修各车，甲付乙检查费元元。', amount: [150, 2200] },
  { type: 'traffic', what: '甲的农用车倒车压坏乙家院门。', settled: '甲赔门元元，当天修。', amount: [300, 1800] },
  { type: 'property', what: '安置房楼道灯坏了没人修，甲找管理的乙。', settled: '乙三天内修好，以后月初查一遍。' },
  { type: 'tourism', what: '甲来摘草莓，乙家园子收的比说好的高。', settled: '按挂出的价退差额元元。', amount: [30, 200] },
  { type: 'other', what: '甲说村里分救灾棉被漏了自己，与乙争执。', settled: '村里查名册补发一床，以后分发前先公示。' },
]

/** Protected ones: nobody but the handler reads these. */
export const PROTECTED_TALES = {
  domestic: { type: 'marriage', what: '丈夫酒后动手，妻子到村里求助。', settled: '男方写保证，女方暂住娘家，村里每周上门看。' },
  minor: { type: 'damages', what: '两个学生放学路上打闹，一人受伤。', settled: '两家家长到校商定，药费由甲家出，孩子互相道歉。' },
} as const satisfies Readonly<Record<string, DisputeTale>>

export function talesOf(type: DisputeType): readonly DisputeTale[] {
  return DISPUTE_TALES.filter((tale) => tale.type === type)
}
