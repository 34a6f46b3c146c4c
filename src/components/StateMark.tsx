import { Text, View } from '@tarojs/components'

/** ring 存在手机 · tick 已上传 · diamond 需核对 · triangle 到期 · clock 今天 · half 正在调解 · disc done · square ended · none words only. */
export type Shape = 'ring' | 'tick' | 'diamond' | 'triangle' | 'clock' | 'half' | 'disc' | 'square' | 'none'

const TONES: Readonly<Record<Shape, string>> = {
  ring: 'mark-waiting', tick: '', diamond: 'mark-attention', triangle: 'mark-attention',
  clock: 'mark-waiting', half: 'mark-accent', disc: '', square: '', none: '',
}

/** A state: shape and word together, coloured by the shape. */
export function StateMark({ shape, word }: { readonly shape: Shape; readonly word: string }) {
  return (
    <View className={`mark ${TONES[shape]}`}>
      {shape === 'none' ? null : <View className={`shape shape-${shape}`} />}
      <Text>{word}</Text>
    </View>
  )
}
