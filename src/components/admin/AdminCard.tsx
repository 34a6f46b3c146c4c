import type { Me } from '../../core/protocol'
import { Card } from '../Card'
import { Icon } from '../Icon'
import { ListRow } from '../ListRow'
import { open } from '../routes'
import { SectionHead } from '../SectionHead'
import { ADMIN_ROWS } from './adminRows'

/** The pages of administration a person has; nothing where there are none. */
export function AdminCard({ me }: { readonly me: Me }) {
  const rows = ADMIN_ROWS.filter(({ isFor }) => isFor(me))
  if (rows.length === 0) return null
  return (
    <>
      <SectionHead title="管理" />
      <Card>
        {rows.map(({ page, title, fact, icon }) => <ListRow key={page} title={title} facts={[fact]} icon={<Icon name={icon} />} chevron onTap={() => open(page)} />)}
      </Card>
    </>
  )
}
