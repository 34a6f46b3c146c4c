import { Text, View } from '@tarojs/components'
import { Tap } from '../../components/Tap'
import type { Heading } from './reading'

/** The chapters, each leading to its place. */
export function Contents({ headings, onGo }: { readonly headings: readonly Heading[]; onGo(paragraph: number): void }) {
  return (
    <View>
      {headings.map(({ level, text, paragraph }) => (
        <Tap key={paragraph} className={`contents-line contents-${level}`} role="link" onTap={() => onGo(paragraph)}><Text>{text.replace(/。$/, '')}</Text></Tap>
      ))}
    </View>
  )
}
