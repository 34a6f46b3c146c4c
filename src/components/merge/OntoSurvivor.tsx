import { View } from '@tarojs/components'
import type { AttentionItem, Way } from '../../client/client'
import { useRecord } from '../../client/hooks'
import { Button } from '../Button'
import { Card } from '../Card'
import { RecordRow } from '../RecordRow'
import { open } from '../routes'
import { useSurvivor } from './MergedLinks'

/** In 需核对: what was written on a record that was merged meanwhile, with one tap on the one that stayed. */
export function OntoSurvivor({ item, onSettle }: { readonly item: AttentionItem; onSettle(way: Way): void }) {
  const record = useRecord(item.op.record)
  const isMerged = isOfMerged(item)
  const { survivor, problem } = useSurvivor(isMerged ? record : null)
  if (!isMerged || record === null) return null
  if (survivor === null) return problem === '' ? null : <View className="note gap-above">并入的那一件现在看不到：{problem}</View>
  return (
    <>
      <View className="meta gap-above">这一件已经并入下面这一件，您写的可以记到那里：</View>
      <Card className="gap-above">
        <RecordRow record={survivor} right={null} chevron onOpen={() => open('record', { id: survivor.id, stream: survivor.stream })} />
      </Card>
      <View className="gap-above">
        <Button text="记到并入的那件" look="filled" wide onTap={() => onSettle({ onto: survivor.id })} />
      </View>
    </>
  )
}

function isOfMerged({ reason, op }: AttentionItem): boolean {
  if (reason.kind !== 'refused' || op.body.kind === 'create') return false
  const { refusal } = reason
  return (refusal.code === 'stageMoved' || refusal.code === 'stageClosed') && refusal.stage === 'merged'
}
