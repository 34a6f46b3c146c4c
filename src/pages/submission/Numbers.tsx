import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { SubmissionDoor } from '../../client/submission'
import { isProblem } from '../../client/online'
import { pickFile } from '../../client/platform/pickFile'
import type { Receipt, ReceiptTaken } from '../../core/submission'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChoiceField } from '../../components/ChoiceField'
import { FieldFrame, Problem } from '../../components/FieldFrame'
import { SectionHead } from '../../components/SectionHead'

interface NumbersState {
  readonly receipt: Receipt | null
  readonly ours: number | null
  readonly theirs: number | null
  readonly taken: ReceiptTaken | null
  readonly busy: boolean
  readonly problem: string | null
}
const NOTHING: NumbersState = { receipt: null, ours: null, theirs: null, taken: null, busy: false, problem: null }

/** The superior's receipt: which column is our number and which theirs, then each is written to its record. */
export function Numbers({ door, profile, system, onTaken }: { readonly door: SubmissionDoor; readonly profile: string; readonly system: string; onTaken(): void }) {
  const [state, setState] = useState(NOTHING)
  const { receipt, ours, theirs, taken, busy, problem } = state
  const choose = async (): Promise<void> => {
    const picked = await pickFile(['.xlsx'])
    if (picked === null) return
    setState({ ...NOTHING, busy: true })
    const answer = await door.lookAt(profile, picked.bytes)
    setState(isProblem(answer) ? { ...NOTHING, problem: answer.message } : { ...NOTHING, receipt: answer, ours: answer.ours, theirs: answer.theirs })
  }
  const take = async (): Promise<void> => {
    if (receipt === null || ours === null || theirs === null) return
    setState({ ...state, busy: true, problem: null })
    const answer = await door.takeNumbers(profile, receipt.file, ours, theirs)
    if (isProblem(answer)) return setState({ ...state, busy: false, problem: answer.message })
    setState({ ...NOTHING, taken: answer })
    onTaken()
  }
  const choices = (receipt?.columns ?? []).map(({ at, letter, header }) => ({ code: String(at), text: `${letter} 列 ${header}` }))
  const columnOf = (codes: readonly string[]): number | null => (codes[0] === undefined ? null : Number(codes[0]))
  return (
    <>
      <SectionHead title={`收回${system}的编号`} />
      <Card>
        {receipt === null ? <View className="field"><Button text={busy ? '正在看这个文件' : '选回执 .xlsx'} look="outlined" wide off={busy} onTap={() => void choose()} /></View> : (
          <>
            <FieldFrame label="我们的编号在哪一列"><ChoiceField must label="我们的编号" choices={choices} picked={ours === null ? [] : [String(ours)]} onPick={(codes) => setState({ ...state, ours: columnOf(codes) })} /></FieldFrame>
            <FieldFrame label={`${system}的编号在哪一列`}><ChoiceField must label="外部编号" choices={choices} picked={theirs === null ? [] : [String(theirs)]} onPick={(codes) => setState({ ...state, theirs: columnOf(codes) })} /></FieldFrame>
            <View className="field bar">
              <Button text="换一个文件" off={busy} onTap={() => setState(NOTHING)} />
              <Button text={busy ? '正在写' : `写回 ${receipt.rows} 行`} look="filled" off={busy || ours === null || theirs === null || ours === theirs} onTap={() => void take()} />
            </View>
          </>
        )}
        {problem === null && taken === null ? null : (
          <View className="field">
            {problem === null ? null : <Problem text={problem} />}
            {taken === null ? null : <View className="notice">写回了 {taken.written} 件{taken.same === 0 ? '' : `，${taken.same} 件本来就有`}。</View>}
            {(taken?.remarks ?? []).map(({ row, say }) => <View key={`${row}${say}`} className="import-remark"><Text>{say}</Text></View>)}
          </View>
        )}
      </Card>
    </>
  )
}
