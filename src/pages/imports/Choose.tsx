import { View } from '@tarojs/components'
import { useState } from 'react'
import { typeOf } from '../../domain/registry'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'

/** First step: which register, and the file. */
export function Choose({ kinds, busy, onChoose }: { readonly kinds: readonly string[]; readonly busy: boolean; onChoose(kind: string): void }) {
  const [kind, setKind] = useState(kinds[0] ?? 'dispute')
  return (
    <Card padded>
      <View className="note">导入到哪一类</View>
      <ChipGroup label="导入到哪一类" choices={kinds.map((code) => ({ code, text: typeOf(code)?.label ?? code }))} picked={[kind]} onPick={([code]) => setKind(code ?? kind)} />
      <View className="gap-above"><Button text={busy ? '正在看这个文件' : '选 .xlsx 文件'} look="filled" wide off={busy} onTap={() => onChoose(kind)} /></View>
      <View className="note gap-above">先看、先试，您点“导入”以前什么都不写。一次最多 20,000 行、8 MB；.xls 请先另存为 .xlsx。</View>
    </Card>
  )
}
