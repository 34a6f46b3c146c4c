import type { DemoAccount } from '../http/context'
import { gridWorkerKey, demoPeople, mediatorKey, type DemoPerson } from './people'
import { TOWNS, TOWN_KEYS, type TownKey } from './towns'

export { DEMO_COUNTY } from './places'

/** The same for everybody, and printed on the sign-in page: the demo is open on this machine only. */
const PASSWORD = 'demo1234'

/** One per role that matters; who else writes in the demo has an account too, which nobody needs to know of. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = listed().map(({ login, person, role }) => ({
  login, password: PASSWORD, label: `${person.town === null ? '演示县' : TOWNS[person.town].name} ${role} ${person.name}`,
}))

/** Login and person of everybody who has an account. */
export function demoLogins(): readonly { readonly login: string; readonly person: DemoPerson }[] {
  const shown = new Map(listed().map(({ login, person }) => [person.id, login]))
  return demoPeople().filter((person) => person.grants.length > 0).map((person) => ({ login: shown.get(person.id) ?? person.key, person }))
}

export const DEMO_PASSWORD = PASSWORD

interface Listed {
  readonly login: string
  readonly role: string
  readonly person: DemoPerson
}

function listed(): readonly Listed[] {
  const personByKey = new Map(demoPeople().map((person) => [person.key, person]))
  const rows: readonly (readonly [login: string, role: string, key: string])[] = [
    ['网格员', '网格员', gridWorkerKey('磙子营', 0)],
    ['调解员', '人民调解员', mediatorKey('磙子营', '东片总支', 0)],
    ['派出所', '派出所民警', '磙子营/派出所'],
    ['综治中心', '综治中心', '磙子营/综治中心'],
    ['司法所', '司法所', '磙子营/司法所'],
    ['党政办', '党政办', '磙子营/党政办'],
    ['书记', '乡党委书记', '磙子营/书记'],
    ...TOWN_KEYS.filter((key) => key !== '磙子营').flatMap(othersOf),
    ['县司法局', '县司法局', '县/司法局'],
    ['县综治中心', '县综治中心', '县/综治中心'],
    ['县领导', '县领导', '县/县领导'],
    ['县管理员', '县管理员', '县/管理员'],
    ['县安全员', '县安全管理员', '县/安全员'],
    ['县审计员', '县审计员', '县/审计员'],
  ]
  return rows.flatMap(([login, role, key]) => {
    const person = personByKey.get(key)
    return person === undefined ? [] : [{ login, role, person }]
  })
}

function othersOf(town: TownKey): readonly (readonly [string, string, string])[] {
  return [
    [`${town}网格员`, '网格员', gridWorkerKey(town, 0)],
    [`${town}调解员`, '人民调解员', mediatorKey(town, '乡镇', 0)],
    [`${town}党政办`, '党政办', `${town}/党政办`],
    [`${town}书记`, '书记', `${town}/书记`],
  ]
}
