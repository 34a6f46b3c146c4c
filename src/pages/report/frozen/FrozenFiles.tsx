import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { FrozenFile } from '../../../core/reportWire'
import { COPY_WORDS } from '../../../domain/reportCopies'
import { WordsButton } from '../../../components/Button'
import { SectionHead } from '../../../components/SectionHead'
import { Tap } from '../../../components/Tap'
import { fullHash, shortHash, sizeText } from './fileWords'

/** The files as they were issued: byte for byte what their number says. */
export function FrozenFiles({ files, onTake }: { readonly files: readonly FrozenFile[]; onTake(file: FrozenFile): void }) {
  return (
    <View>
      <SectionHead title="文件" right="和定稿时一字不差" />
      {files.map((file) => <File key={file.copy} file={file} onTake={() => onTake(file)} />)}
    </View>
  )
}

function File({ file: { copy, size, hash }, onTake }: { readonly file: FrozenFile; onTake(): void }) {
  const [isFull, setFull] = useState(false)
  const { label, about } = COPY_WORDS[copy]
  const code = `核验码 ${isFull ? fullHash(hash) : shortHash(hash)}`
  return (
    <View className="frozen-file">
      <View className="frozen-file-line">
        <View className="grow"><View>{label}</View><View className="note">{about}・{sizeText(size)}</View></View>
        <WordsButton text={`下载${label}`} icon="download" onTap={onTake} />
      </View>
      <Tap className="frozen-hash" label={`${label}：${code}，${isFull ? '收起' : '看全'}`} onTap={() => setFull(!isFull)}>
        <Text className="note">{code}</Text>
      </Tap>
      {isFull ? <View className="note">这是文件的 SHA-256。拿到手的文件算出来一样，就是这一份。</View> : null}
    </View>
  )
}
