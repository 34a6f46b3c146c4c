/** The five townships. Their villages and people are invented; how many there are of each follows the five printed reports. */
export interface Town {
  readonly key: TownKey
  readonly name: string
  /** 字号: the first character of its case numbers. */
  readonly mark: string
  /** What the township calls its 综治中心. */
  readonly centre: string
  /** Year whose report it has printed; complete in the demo. */
  readonly reportYear: number
  readonly branches: readonly Branch[]
  readonly crew: Crew
}

export type TownKey = '磙子营' | '木叶' | '赵庄' | '马楼' | '前营'

/** 总支. A township without that tier has one branch without a name. */
export interface Branch {
  readonly name: string | null
  readonly villages: readonly Village[]
}

export interface Village {
  readonly name: string
  /** 组, each of them a grid; with a micro grid below each where the township has those. */
  readonly groups: readonly string[]
}

/** How many people with an account write records, beside one each in the offices. */
export interface Crew {
  /** Each covers a run of neighbouring villages. */
  readonly gridWorkers: number
  /** With branches: one each; otherwise all cover the whole township. */
  readonly mediators: number
  /** 承办单位 with an account. */
  readonly stations: readonly string[]
}

const NUMERALS = '一二三四五六七八九十'

/** `山前村 4` is a village with four groups. */
function villages(list: string, groupWord = '组'): readonly Village[] {
  return list.split('、').map((item) => {
    const [name = '', count = '0'] = item.split(' ')
    return { name, groups: NUMERALS.slice(0, Number(count)).split('').map((numeral) => `${numeral}${groupWord}`) }
  })
}

export const TOWNS: Readonly<Record<TownKey, Town>> = {
  磙子营: {
    key: '磙子营', name: '磙子营乡', mark: '磙', centre: '综治中心', reportYear: 2023,
    branches: [
      { name: '东片总支', villages: villages('杏树洼村 4、石碾沟村 3、柳林店村 5、东营盘村 4、白果树村 3、䶮河湾村 4') },
      { name: '西片总支', villages: villages('西营盘村 5、桃园沟村 3、槐树岭村 4、泉眼坡村 3、土门口村 4、铁匠铺村 5') },
      { name: '南片总支', villages: villages('南沙河村 4、油坊头村 5、芦苇荡村 3、韩家楼村 4、枣林岗村 4、七里桥村 6') },
      { name: '北片总支', villages: villages('北岗头村 4、磨盘山村 3、蜜蜂岭村 3、石门沟村 4、龙泉寺村 5、鹁鸽崖村 3') },
    ],
    crew: { gridWorkers: 12, mediators: 4, stations: ['派出所', '自然资源所', '民政所'] },
  },
  木叶: {
    key: '木叶', name: '木叶乡', mark: '木', centre: '平安办', reportYear: 2023,
    branches: [{ name: null, villages: villages('青杠坪村 7、干溪沟村 6、大板营村 7、红花园村 6、双石桥村 6', '网格') }],
    crew: { gridWorkers: 5, mediators: 2, stations: ['派出所', '农业服务中心'] },
  },
  赵庄: {
    key: '赵庄', name: '赵庄镇', mark: '赵', centre: '综治中心', reportYear: 2023,
    branches: [{
      name: null,
      villages: villages(
        '赵庄村 1、大黄村 1、小黄村 1、周营村 1、官道村 1、双楼村 1、耿庄村 1、袁店村 1、前河村 1、后河村 1、木匠庄村 1、梁洼村 1、高台村 1、竹园村 1、' +
        '东彭村 1、西彭村 1、王寨村 1、李洼村 1、房庄村 1、翟集村 1、石桥铺村 1、柿园村 1', '网格',
      ),
    }],
    crew: { gridWorkers: 4, mediators: 2, stations: ['派出所', '综合执法大队'] },
  },
  马楼: {
    key: '马楼', name: '马楼乡', mark: '马', centre: '矛盾调处中心', reportYear: 2024,
    branches: [{
      name: null,
      villages: villages(
        '马楼村 3、东坡村 2、西坡村 2、河口村 3、柏树庄村 2、清水营村 2、老井村 2、马道村 2、沟李村 2、双桥村 2、石佛庙村 2、花石村 2、瓦窑村 3、新集村 3、' +
        '大路口村 2、塔下村 2、沙湾村 2、梨园村 2',
      ),
    }],
    crew: { gridWorkers: 3, mediators: 1, stations: ['派出所'] },
  },
  前营: {
    key: '前营', name: '前营乡', mark: '前', centre: '综治办', reportYear: 2023,
    branches: [{
      name: null,
      villages: villages(
        '前营村 2、后营村 2、中营村 2、左庄村 1、右庄村 1、古城村 3、大寺村 2、小寺村 1、张牌村 2、刘牌村 2、侯牌村 2、榆钱村 1、渡口村 2、长堤村 2、曹家铺村 2、' +
        '范店村 2、苗庄村 1、姬楼村 2、崔桥村 2、邵岗村 2、菜园村 2、花庄村 1、白衣阁村 2、葛营村 2、十字坡村 2',
      ),
    }],
    crew: { gridWorkers: 3, mediators: 1, stations: ['派出所'] },
  },
}

export const TOWN_KEYS = Object.keys(TOWNS) as readonly TownKey[]

export function villagesOf(town: Town): readonly Village[] {
  return town.branches.flatMap((branch) => branch.villages)
}
