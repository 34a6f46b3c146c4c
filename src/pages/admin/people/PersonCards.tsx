import { directoryDoor } from '../../../client/directory'
import { useConfig, useOnline, useToday } from '../../../client/hooks'
import type { Field, Values } from '../../../core/field'
import { placeName } from '../../../core/place'
import type { Me } from '../../../core/protocol'
import { person as PERSON } from '../../../domain/directory'
import { roleName } from '../../../domain/granting'
import { TYPES } from '../../../domain/registry'
import { mayList } from '../../../domain/role'
import { spanWords } from '../../../components/admin/span'
import { Card } from '../../../components/Card'
import { FieldText } from '../../../components/FieldText'
import { Icon } from '../../../components/Icon'
import { ListRow } from '../../../components/ListRow'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'

export const PERSON_NAMES = ['name', 'post', 'unit', 'place', 'phone', 'civilServant', 'from', 'until'] as const
export const PERSON_HINTS = { until: '到哪天为止；还在就空着', civilServant: '以案定补不发给公职人员', phone: '工作电话，同事联系用' }

/** Who it is; a telephone number stands masked until it is tapped. */
export function PersonFacts({ values, onEdit }: { readonly values: Values; readonly onEdit: (() => void) | null }) {
  return (
    <>
      <SectionHead title="这个人" />
      <Card>
        {PERSON_NAMES.filter((each) => values[each] !== undefined).map((each) => {
          const field: Field = PERSON.fields[each]
          return <ListRow key={each} title={field.label} right={<FieldText type={PERSON} name={each} field={field} value={values[each]} />} />
        })}
        {onEdit === null ? null : <ListRow title="改" icon={<Icon name="pencil" />} chevron onTap={onEdit} />}
      </Card>
    </>
  )
}

/** What the person may do and since when: to be seen here, and changed by somebody else. */
export function PersonGrants({ person }: { readonly person: string }) {
  const config = useConfig()
  const today = useToday()
  const { answer, problem } = useOnline((client) => directoryDoor(client).grants(), [person])
  const grants = answer?.grants.filter(({ values }) => values.person === person) ?? []
  return (
    <>
      <SectionHead title="授权" right="由安全管理员管" />
      <Card>
        {answer === null ? <ListRow title={problem?.message ?? '正在读'} /> : null}
        {answer !== null && grants.length === 0 ? <ListRow title="还没有授权" facts={['有了授权才能登录。请找安全管理员。']} /> : null}
        {grants.map(({ id, values }) => <ListRow key={id} title={roleName(values.role)} facts={[placeName(config.places, String(values.place)), spanWords(values, today)]} />)}
      </Card>
    </>
  )
}

/** The roster is asked about the person by id: a name never stands in an address. */
export function PersonLinks({ person, me }: { readonly person: string; readonly me: Me }) {
  return (
    <>
      <SectionHead title="另外" />
      <Card>
        <ListRow title="登录方式" facts={['一次性登录码、手机、锁定']} icon={<Icon name="lock" />} chevron onTap={() => open('account', { person })} />
        {mayList(me, TYPES.roster)
          ? <ListRow title="名册" facts={['是不是调解员、网格员，在名册里记']} icon={<Icon name="list" />} chevron onTap={() => open('records', { kind: 'roster', where: JSON.stringify({ person: [person] }) })} />
          : null}
      </Card>
    </>
  )
}
