import { Text, View } from '@tarojs/components'
import type { WriteAnswer } from '../client/client'
import { useRecord } from '../client/hooks'
import { typeOf } from '../domain/registry'
import { Button } from './Button'
import { Problem } from './FieldFrame'
import { goBack, replace } from './routes'
import { Sheet } from './Sheet'
import { SyncBadge } from './SyncBadge'

/** After saving: the receipt code, where the record is now, and the official number once the server has given one. */
export function ReceiptSheet({ answer, kind, note, again, onAgain }: {
  readonly answer: Extract<WriteAnswer, { kind: 'saved' }>
  readonly kind: string
  /** What else there is to know about it. */
  readonly note?: string
  readonly again?: string
  onAgain?(): void
}) {
  const record = useRecord(answer.record)
  const { caseNo } = record?.values ?? {}
  const look = (): void => replace('record', { id: answer.record, kind, ...(record === null ? {} : { stream: record.stream }) })
  const foot = (
    <View className="bar">
      {again === undefined || onAgain === undefined ? <Button className="bar-first" text="返回" onTap={goBack} /> : <Button className="bar-first" text={again} onTap={onAgain} />}
      <Button className="bar-rest" text="看这一件" look="filled" onTap={look} />
    </View>
  )
  return (
    <Sheet title="记下了" foot={foot} onClose={goBack}>
      <View className="receipt">
        <Text className="receipt-code">{answer.receipt}</Text>
        <SyncBadge sync={record?.sync ?? 'onPhone'} />
      </View>
      <View className="meta">{typeof caseNo === 'string' ? `编号 ${caseNo}` : `这是回执号。${getsNumber(kind) ? '上传以后给正式编号。' : ''}`}</View>
      {note === undefined ? null : <Problem text={note} />}
    </Sheet>
  )
}

function getsNumber(kind: string): boolean {
  return typeOf(kind)?.fields.caseNo !== undefined
}
