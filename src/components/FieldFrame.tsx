import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** Label above its control, what is needed said in words, and what is wrong below. */
export function FieldFrame({ label, must = false, inline = false, hint, problem, children }: {
  readonly label: string
  readonly must?: boolean
  /** The control is small enough to stand beside its label. */
  readonly inline?: boolean
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <View className="field">
      <View className={inline ? 'field-inline' : ''}>
        <View className="field-head">
          <Text className="field-label">{label}</Text>
          {must ? <Text className="field-must">要填</Text> : null}
        </View>
        {children}
      </View>
      {hint === undefined ? null : <View className="field-hint">{hint}</View>}
      {problem === undefined ? null : <Problem text={problem} />}
    </View>
  )
}

export function Problem({ text }: { readonly text: string }) {
  return (
    <View className="field-problem" ariaRole="alert">
      <View className="shape shape-triangle" />
      <Text>{text}</Text>
    </View>
  )
}
