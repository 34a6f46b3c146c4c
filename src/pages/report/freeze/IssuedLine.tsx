import { useNames } from '../../../client/hooks'
import type { FrozenHead } from '../../../core/reportWire'
import { Card } from '../../../components/Card'
import { Icon } from '../../../components/Icon'
import { ListRow } from '../../../components/ListRow'
import { byText, untilText, versionText } from '../frozenWords'

/** Above a draft: that it was issued before. */
export function IssuedLine({ head, onOpen }: { readonly head: FrozenHead; onOpen(): void }) {
  const names = useNames()
  return (
    <Card className="issued-line">
      <ListRow title={`已定稿 ${versionText(head)}`} facts={[byText(head, names), untilText(head)]} icon={<Icon name="lock" />} chevron label={`看定稿 ${versionText(head)}`} onTap={onOpen} />
    </Card>
  )
}
