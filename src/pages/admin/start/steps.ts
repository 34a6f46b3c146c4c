import { calendarOf } from '../../../core/calendar'
import type { Config } from '../../../core/config'
import { own } from '../../../core/own'
import { yearOf, type Day } from '../../../core/period'
import { existsOn, type Place } from '../../../core/place'
import type { PageName, Params } from '../../../components/pageNames'
import { SETTING, type SettingName } from '../../../domain/settingNames'

/** One thing a county sets before it begins. */
export interface Step {
  readonly title: string
  /** What is there, or what is missing and why it matters. */
  readonly fact: string
  /** null: not to be seen from here; somebody has to look. */
  readonly done: boolean | null
  readonly page: PageName | null
  readonly params?: Params
}

/** In the order in which a county goes about it. `people`: records of persons the phone holds. */
export function stepsOf(config: Config, people: number, today: Day): readonly Step[] {
  const at = (level: string): readonly Place[] => Object.values(config.places.byId).filter((place) => place.level === level && existsOn(place, today))
  const [towns, villages] = [at('township'), at('village')]
  const bare = towns.filter(({ id }) => villages.every(({ parent, id: village }) => parent !== id && own(config.places.byId, own(config.places.byId, village)?.parent ?? '')?.parent !== id))
  const year = yearOf(today)
  const calendar = calendarOf(config)
  const unknown = [year, year + 1].filter((each) => !calendar.knows(each))
  const unnumbered = towns.filter(({ id }) => textAt(config, `${SETTING.numberWord}@${id}`) === '')
  const setting = (title: string, name: SettingName, why: string): Step => {
    const text = textAt(config, name)
    return { title, fact: text === '' ? why : text, done: text !== '', page: 'setting', params: { name } }
  }
  return [
    setting('主办单位', SETTING.sponsor, '“关于”和群众网页上要写，小程序备案要用'),
    setting('备案编号', SETTING.filing, '小程序上线前要有'),
    setting('投诉建议电话', SETTING.complaintPhone, '群众网页上写的电话'),
    setting('服务电话', SETTING.helpPhone, '不会用的打这个'),
    { title: '乡镇和村', fact: towns.length === 0 ? '一个乡镇都还没有' : bare.length > 0 ? `${towns.length} 个乡镇，${names(bare)}还没有村` : `${towns.length} 个乡镇、${villages.length} 个村`, done: towns.length > 0 && bare.length === 0, page: 'places' },
    { title: '人员', fact: people === 0 ? '还没有人' : `${people} 人`, done: people > MOST_OF_BEGINNING, page: 'people' },
    { title: '授权', fact: '谁在哪里做什么，由安全管理员给；这里看不到', done: null, page: null },
    { title: '账号', fact: '给每个人出一次性的码，绑定微信', done: null, page: 'people' },
    { title: '放假', fact: unknown.length === 0 ? '今年、明年都有了' : `${unknown.join('、')}年还没设，工作日会只按周末算`, done: unknown.length === 0, page: 'holidays' },
    {
      title: '编号的字号', fact: towns.length > 0 && unnumbered.length === 0 ? '每个乡镇都有了' : `${unnumbered.length === 0 ? '有了乡镇再设' : `${names(unnumbered)}还没有`}`,
      done: towns.length > 0 && unnumbered.length === 0, page: 'setting', params: { name: SETTING.numberWord },
    },
    setting('公开网址', SETTING.publicAddress, '群众扫码打开的网址'),
    setting('隐私说明', SETTING.privacy, '现在用程序带的，请按本县的改一遍'),
  ]
}

/** The two who set the program up are there from the beginning. */
const MOST_OF_BEGINNING = 2

function names(places: readonly Place[]): string {
  const shown = places.slice(0, 3).map(({ name }) => name).join('、')
  return places.length > 3 ? `${shown}等 ${places.length} 个` : shown
}

function textAt(config: Config, key: string): string {
  return String(own(config.settings, key) ?? '')
}
