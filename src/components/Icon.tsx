import { View } from '@tarojs/components'

export type IconName =
  | 'pencil' | 'chat' | 'book' | 'home' | 'register' | 'board' | 'me' | 'search' | 'close' | 'right' | 'left' | 'down'
  | 'plus' | 'eye' | 'mic' | 'clock' | 'report' | 'table' | 'settings' | 'info' | 'list' | 'link' | 'columns' | 'phone'
  | 'camera' | 'check' | 'place' | 'lock' | 'print' | 'download'

/** A line drawing in the colour of the words beside it; never alone with a meaning. `edge` is for chevrons. */
export function Icon({ name, size, edge = false }: { readonly name: IconName; readonly size?: 'small' | 'tab'; readonly edge?: boolean }) {
  return <View className={`icon icon-${name}${size === undefined ? '' : ` icon-${size}`}${edge ? ' icon-edge' : ''}`} />
}
