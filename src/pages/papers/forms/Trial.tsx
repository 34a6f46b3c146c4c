import { Text, View } from '@tarojs/components'
import type { FormHead, FormTrial } from '../../../core/paperWire'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'

export interface Tried {
  readonly form: FormHead
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly trial: FormTrial
}

/** What is wrong with a form, all of it at once; or what it prints for a case made up for the purpose. */
export function Trial({ tried: { trial }, busy, onAccept, onAgain, onBack }: { readonly tried: Tried; readonly busy: boolean; onAccept(): void; onAgain(): void; onBack(): void }) {
  const isWrong = trial.problems.length > 0
  return (
    <>
      <SectionHead title={isWrong ? '要改的地方' : '试着填了一件编的案子'} right={isWrong ? `${trial.problems.length} 处` : undefined} />
      {isWrong ? (
        <Card>{trial.problems.map(({ where, text, message }) => <ListRow key={`${where}${message}`} title={message} facts={[where, text].filter((fact) => fact !== '')} />)}</Card>
      ) : (
        <Card padded>{trial.preview.map((line, at) => <View key={at}><Text>{line}</Text></View>)}</Card>
      )}
      <View className="bar gap-above">
        <Button text="不换了" off={busy} onTap={onBack} />
        {isWrong ? <Button text={busy ? '正在看这个文件' : '改好了，再选一次'} look="filled" off={busy} onTap={onAgain} /> : <Button text={busy ? '正在换' : '就用这份样式'} look="filled" off={busy} onTap={onAccept} />}
      </View>
    </>
  )
}
