import { useConfig, useNames, useToday } from '../../client/hooks'
import { placeName } from '../../core/place'
import { typeOf } from '../../domain/registry'
import { momentText } from '../days'
import { ListRow } from '../ListRow'
import { useReading } from '../reading'
import { titleOf } from '../recordText'
import { StateMark } from '../StateMark'
import { handedValues, type Handed } from './handed'

/** Without its content a row says only what kind it is, where, when and whose. */
export function HandedRow({ handed, onOpen }: { readonly handed: Handed; onOpen(): void }) {
  const reading = useReading()
  const names = useNames()
  const today = useToday()
  const { places } = useConfig()
  const { first, all } = handed
  const type = typeOf(first.kind)
  if (type === undefined) return null
  const facts = [names.get(first.from) ?? '同事', first.place === null ? '' : placeName(places, first.place), momentText(first.at, today)]
  return (
    <ListRow
      title={first.op === null ? type.label : titleOf(type, handedValues(handed), reading)}
      facts={facts.filter((fact) => fact !== '')}
      right={<StateMark shape="diamond" word={all.length > 1 ? `${all.length} 条` : '待收'} />}
      chevron
      onTap={onOpen}
    />
  )
}
