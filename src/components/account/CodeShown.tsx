import { Text, View } from '@tarojs/components'
import { readAloud } from './codeText'

/** A one-time code, to be read out or typed over: in its parts, large, and heard sign by sign. */
export function CodeShown({ code, label }: { readonly code: string; readonly label: string }) {
  return (
    <View className="code-shown" ariaLabel={`${label} ${readAloud(code)}`}>
      {code.split('-').map((part, i) => <Text key={i} className="code-part" selectable userSelect>{part}</Text>)}
    </View>
  )
}
