import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Values } from '../../../core/field'
import type { RecordType } from '../../../core/recordType'
import { template } from '../../../domain/directory'
import { Button, WordsButton } from '../../../components/Button'
import { RecordForm } from '../../../components/RecordForm'
import { Sheet } from '../../../components/Sheet'

const { name, fonts, unsealed, masthead, number, signer, colophon, copyTo, printer, printedOn } = template.fields

/** What of a template is no text: its name, and how it is printed. */
const PAPER: RecordType = { ...template, fields: { name, fonts, unsealed, masthead, number, signer, colophon, copyTo, printer, printedOn }, moves: {} }

/** 版面: changes stand on the page at once and are saved with the text. */
export function PaperOptions({ before, after, onChange, onRetire, onClose }: {
  readonly before: Values
  readonly after: Values
  onChange(after: Values): void
  onRetire(): void
  onClose(): void
}) {
  const [isSure, setSure] = useState(false)
  return (
    <Sheet title="版面和名称" onClose={onClose}>
      <RecordForm type={PAPER} move={null} before={before} after={after} problems={{}} onChange={(alter) => onChange(alter(after))} />
      <View className="gap-above">
        {isSure ? (
          <View className="notice">
            <View>停用以后，这份稿不再出现在报告里；已经定稿的报告不受影响。确实停用吗？</View>
            <View className="bar gap-above"><Button text="停用" onTap={onRetire} /><Button text="不停用" onTap={() => setSure(false)} /></View>
          </View>
        ) : <WordsButton text="停用这份稿" onTap={() => setSure(true)} />}
      </View>
    </Sheet>
  )
}
