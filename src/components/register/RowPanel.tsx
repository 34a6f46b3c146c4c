import { Text, View } from '@tarojs/components'
import type { SignedIn } from '../../client/client'
import { useRecord } from '../../client/hooks'
import type { RecordType } from '../../core/recordType'
import { Icon } from '../Icon'
import { useRecordMoves } from '../RecordMoves'
import { RecordView } from '../RecordView'
import { Tap } from '../Tap'
import type { RegisterRow } from './useRegisterRows'

/** The chosen record beside the table, not over it. */
export function RowPanel({ session, type, row, onOpen, onClose }: {
  readonly session: SignedIn
  readonly type: RecordType
  readonly row: RegisterRow
  onOpen(): void
  onClose(): void
}) {
  const held = useRecord(row.id)
  const record = held ?? { ...row, sync: 'uploaded' as const, receipt: null, enteredAt: null }
  const { bar, over } = useRecordMoves(type, record, session)
  return (
    <View className="card panel">
      <View className="panel-head">
        <Text className="meta grow">{typeof row.values.caseNo === 'string' ? row.values.caseNo : type.label}</Text>
        <Tap className="panel-tool" label="打开全页" onTap={onOpen}><Icon name="link" size="small" /></Tap>
        <Tap className="panel-tool" label="收起" onTap={onClose}><Icon name="close" size="small" /></Tap>
      </View>
      <View className="panel-body"><RecordView type={type} record={record} numbered={false} /></View>
      {bar === null ? null : <View className="panel-foot">{bar}</View>}
      {over}
    </View>
  )
}
