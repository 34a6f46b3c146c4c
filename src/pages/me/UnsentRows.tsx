import { Text } from '@tarojs/components'
import { useConfig } from '../../client/hooks'
import type { Me } from '../../core/protocol'
import { unsentRight } from '../../domain/role'
import { handedByRecord } from '../../components/attention/handed'
import { useHanded } from '../../components/attention/useHanded'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'

/** 待接收 and phones, for the dispatcher and the admin. */
export function UnsentRows({ me }: { readonly me: Me }) {
  const { places } = useConfig()
  const isAnswerable = me.grants.some((grant) => unsentRight(me, places, grant.stream) !== null)
  return isAnswerable ? <Rows /> : null
}

function Rows() {
  const { answer } = useHanded()
  const count = handedByRecord((answer?.handovers ?? []).filter(({ to }) => to === null)).length
  return (
    <>
      <SectionHead title="没传上来的" />
      <Card>
        <ListRow
          title="待接收"
          facts={['写的人管不到了，等人接着办']}
          icon={<Icon name="list" />}
          chevron
          onTap={() => open('handover')}
          {...(answer === null ? {} : { right: <Text className="meta">{count} 件</Text> })}
        />
        <ListRow title="手机" facts={['还有没传的；丢了的挂失']} icon={<Icon name="phone" />} chevron onTap={() => open('devices')} />
      </Card>
    </>
  )
}
