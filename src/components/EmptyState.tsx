import { Text, View } from '@tarojs/components'
import { Button } from './Button'

/** One sentence and, where something can be done, one button. */
export function EmptyState({ text, action, onAction }: { readonly text: string; readonly action?: string; onAction?(): void }) {
  return (
    <View className="empty">
      <Text className="empty-text">{text}</Text>
      {action === undefined || onAction === undefined ? null : <Button text={action} look="outlined" onTap={onAction} />}
    </View>
  )
}
