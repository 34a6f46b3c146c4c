import { View } from '@tarojs/components'
import { Icon } from '../Icon'
import { Tap } from '../Tap'

/** Takes an attachment out of the form. */
export function DropButton({ label, onTap }: { readonly label: string; onTap(): void }) {
  return <Tap className="attachment-drop" label={label} onTap={onTap}><View><Icon name="close" size="small" /></View></Tap>
}
