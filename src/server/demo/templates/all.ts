import { townId } from '../places'
import { TOWNS, type TownKey } from '../towns'
import { COUNTY_YEAR } from './county'
import { GUNZIYING } from './gunziying'
import { COUNTY_HALF, COUNTY_MONTH, COUNTY_QUARTER, COUNTY_WEEK } from './periodic'
import { MALOU } from './malou'
import { MUYE } from './muye'
import { QIANYING } from './qianying'
import type { DemoTemplate, Text } from './template'
import { ZHAOZHUANG } from './zhaozhuang'

const BY_TOWN: Readonly<Record<TownKey, Text>> = { 磙子营: GUNZIYING, 木叶: MUYE, 赵庄: ZHAOZHUANG, 马楼: MALOU, 前营: QIANYING }

/** One text per township, of the year it has printed, and for every span one for everybody. */
export function demoTemplates(): readonly DemoTemplate[] {
  const own = Object.values(TOWNS).map(({ key, name, reportYear }): DemoTemplate => ({
    key: `${key}/年报`, name: `${name}${reportYear}年度报告`, place: townId(key), span: 'year', year: reportYear, ...BY_TOWN[key],
  }))
  return [
    ...own,
    { key: '县/年报', name: '年度报告（县统一稿）', place: null, span: 'year', ...COUNTY_YEAR },
    { key: '县/半年报', name: '半年报（县统一稿）', place: null, span: 'half', ...COUNTY_HALF },
    { key: '县/季报', name: '季报（县统一稿）', place: null, span: 'quarter', ...COUNTY_QUARTER },
    { key: '县/月报', name: '月报（县统一稿）', place: null, span: 'month', ...COUNTY_MONTH },
    { key: '县/周研判', name: '周研判（县统一稿）', place: null, span: 'week', ...COUNTY_WEEK },
  ]
}
