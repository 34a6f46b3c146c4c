import { HOLIDAY_SETTING } from '../../core/calendar'
import { holidayText } from '../holidays'
import { FOUNDED } from './ids'
import { DEMO_COUNTY, demoPlaces, townId } from './places'
import { demoPeople, personId, type DemoPerson } from './people'
import { known, rowsOf, type Story } from './story'
import { demoTemplates } from './templates/all'
import type { DemoTemplate } from './templates/template'
import { TOWNS, TOWN_KEYS } from './towns'
import { demoUnits, unitId } from './units'

/** Whoever installs a county's server: brings in the first administrator, and is nobody afterwards. */
export const INSTALLER = personId('县/安装')
const ADMIN = personId('县/管理员')
const SECURITY = personId('县/安全员')
const JUSTICE = personId('县/司法局')
const FIRST_PEOPLE = ['县/管理员', '县/安全员']

/** The county's own stream, in the order in which it has to be written: whom a grant names is there before the grant. */
export function countyStories(): readonly Story[] {
  const people = demoPeople()
  const first = people.filter((person) => FIRST_PEOPLE.includes(person.key))
  const others = people.filter((person) => !FIRST_PEOPLE.includes(person.key))
  const [county, ...places] = demoPlaces()
  return [
    ...(county === undefined ? [] : [placeStory(county, INSTALLER)]),
    countyStory('person', '县/安装', INSTALLER, { name: '系统安装', post: '安装程序', place: DEMO_COUNTY }),
    ...first.map((person) => personStory(person, INSTALLER)),
    ...first.flatMap((person) => grantStories(person, INSTALLER)),
    ...places.map((place) => placeStory(place, ADMIN)),
    ...demoUnits().map(({ id: _id, key, ...values }) => countyStory('unit', key, ADMIN, { ...values, from: FOUNDED })),
    ...others.map((person) => personStory(person, ADMIN)),
    ...OPTIONS.map((option, index) => countyStory('option', `${option.field}/${option.code}`, ADMIN, { ...option, order: 1000 * (index + 1), from: FOUNDED })),
    ...settings(),
    ...others.flatMap((person) => grantStories(person, SECURITY)),
    ...demoTemplates().map(templateStory),
    profileStory(),
  ]
}

/** What this county words otherwise, or has beside what everybody has. */
const OPTIONS = [
  { field: 'place.level', code: 'branch', label: '总支' },
  { field: 'outreach.themeDay', code: 'pension', label: '防范养老诈骗宣传' },
  { field: 'work.category', code: 'stayInVillage', label: '干部住村' },
  { field: 'roster.item', code: 'lawSquare', label: '法治广场' },
  { field: 'roster.item', code: 'lawCorridor', label: '法治长廊' },
] as const

/** Years whose arrangement the library knew when the demo was written; what is announced later is entered by the county (docs/decisions/0008). */
const HOLIDAY_YEARS = [2024, 2025, 2026, 2027]

/** One township has 总支 between the villages and itself, and days of its own for each of the three. */
const THREE_STEPS = [
  ['台阶', '村=村说理室、总支=总支说理堂、乡镇=乡说理庭'], ['说理日/village', '周一'], ['说理日/branch', '周三'], ['说理日/township', '周五'],
] as const

function settings(): readonly Story[] {
  const holidays = HOLIDAY_YEARS.flatMap((year) => {
    const text = holidayText(year)
    return text === null ? [] : [countyStory('setting', `${HOLIDAY_SETTING}/${year}`, ADMIN, { name: `${HOLIDAY_SETTING}/${year}`, text })]
  })
  return [
    ...holidays,
    ...THREE_STEPS.map(([name, text]) => countyStory('setting', `${name}/磙子营`, ADMIN, { name, text, place: townId('磙子营') })),
    countyStory('setting', '说事期限', ADMIN, { name: '说事期限', number: 10 }),
    // Empty until the county has a sponsor and a filing number: the page 关于 says so.
    countyStory('setting', '主办单位', ADMIN, { name: '主办单位', text: '' }),
    countyStory('setting', '备案编号', ADMIN, { name: '备案编号', text: '' }),
    ...TOWN_KEYS.map((key) => countyStory('setting', `字号/${key}`, ADMIN, { name: '字号', text: TOWNS[key].mark, place: townId(key) })),
  ]
}

function placeStory(place: ReturnType<typeof demoPlaces>[number], by: string): Story {
  const { key, name, level, parent, order } = place
  return countyStory('place', key, by, known({ name, level, order, parent: parent ?? undefined, from: FOUNDED }))
}

function personStory({ key, name, post, unit, place, civilServant, town }: DemoPerson, by: string): Story {
  return countyStory('person', key, by, known({
    name, post, place, civilServant, unit: unit === null ? undefined : unitId(town, unit), from: FOUNDED,
  }))
}

function grantStories({ id, key, unit, town, grants }: DemoPerson, by: string): readonly Story[] {
  return grants.flatMap(({ role, places }) => places.map((place, index) => countyStory('grant', `${key}/${index + 1}`, by, known({
    person: id, role, place, unit: unit === null ? undefined : unitId(town, unit), from: FOUNDED,
  }))))
}

function templateStory({ key, place, chapters, ...values }: DemoTemplate): Story {
  const set = known({ ...values, place: place ?? undefined })
  const rows = { chapters: rowsOf(chapters.map((text, index) => ({ order: index + 1, text }))) }
  return { stream: DEMO_COUNTY, kind: 'template', name: key, steps: [{ by: JUSTICE, on: FOUNDED, move: 'add', set, rows }] }
}

/** What the province's platform takes in: its columns, filled from ours by our labels. */
const PROVINCE_COLUMNS = [
  { header: '来源单位编号', field: '编号' },
  { header: '纠纷类别代码', field: '类型', codes: 'tjb' },
  { header: '纠纷类别', field: '类型' },
  { header: '发生地', field: '在哪' },
  { header: '受理时间', field: '受理日期', dayStyle: 'dash' },
  { header: '申请方', field: '当事人[申请人].姓名', fixed: '未登记' },
  { header: '对方', field: '当事人[被申请人].姓名', fixed: '未登记' },
  { header: '简要经过', field: '怎么回事、怎么商定的' },
  { header: '化解时间', field: '调结日期', dayStyle: 'dash' },
  { header: '化解结果', field: '结果' },
  { header: '当前状态', field: '状态' },
  { header: '报送层级', fixed: '乡镇' },
] as const

function profileStory(): Story {
  const set = { name: '省平台矛盾纠纷导入表', system: '省平台', hands: 'dispute', sheet: '矛盾纠纷', from: FOUNDED }
  const rows = { columns: rowsOf(PROVINCE_COLUMNS.map((column, index) => ({ order: index + 1, ...column }))) }
  return { stream: DEMO_COUNTY, kind: 'profile', name: '省平台', steps: [{ by: JUSTICE, on: FOUNDED, move: 'add', set, rows }] }
}

function countyStory(kind: Story['kind'], name: string, by: string, set: Story['steps'][number]['set']): Story {
  return { stream: DEMO_COUNTY, kind, name, steps: [{ by, on: FOUNDED, move: 'add', set }] }
}

