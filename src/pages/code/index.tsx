import { View } from '@tarojs/components'
import { useState } from 'react'
import { codeDoor, type Slip } from '../../client/code'
import { useClient, useOnline } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { canPrint, printPage } from '../../client/platform/documents'
import type { CaseCode } from '../../core/codeWire'
import { isId } from '../../core/id'
import { typeOf } from '../../domain/registry'
import { Button } from '../../components/Button'
import { SlipPaper } from '../../components/code/SlipPaper'
import { Unanswered } from '../../components/Unanswered'
import { NothingHere } from '../../components/NothingHere'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { useSignedIn } from '../../components/session'
import { Sheet } from '../../components/Sheet'
import '../../styles/slip.scss'

const TITLE = '给群众的码'
/** A quarter of a sheet of A4; CSS knows no name for it. */
const PAPER = '@page { size: 105mm 148mm; margin: 8mm; }'

/** The slip for the villager: to show, to print, and, when it got into wrong hands, to end. */
export default function CodePage() {
  const session = useSignedIn()
  const { stream, id, kind } = useParams()
  if (session === null || !isId(stream) || !isId(id)) return <Page title={TITLE} width="form">{session === null ? null : <NothingHere />}</Page>
  return <SlipOf stream={stream} id={id} kind={kind ?? 'matter'} />
}

function SlipOf({ stream, id, kind }: { readonly stream: string; readonly id: string; readonly kind: string }) {
  const client = useClient()
  const { answer, problem, again } = useOnline((asked) => codeDoor(asked, stream, id).slip(), [stream, id])
  const [renewed, setRenewed] = useState<CaseCode | null>(null)
  const [state, setState] = useState<'shown' | 'asking' | 'ending'>('shown')
  const [refusal, setRefusal] = useState<string | null>(null)
  const slip: Slip | null = answer === null ? null : { ...answer, code: renewed ?? answer.code }
  const renew = async (generation: number): Promise<void> => {
    setState('ending')
    const next = await codeDoor(client, stream, id).renew(generation)
    setState('shown')
    if (isProblem(next)) return setRefusal(next.message)
    setRefusal(null)
    setRenewed(next)
  }
  return (
    <Page
      title={TITLE}
      width="form"
      over={slip === null || state === 'shown' ? null : (
        <Sheet
          title="换一个码"
          onClose={() => setState('shown')}
          foot={(
            <View className="bar">
              <Button className="bar-first" text="不换" onTap={() => setState('shown')} />
              <Button className="bar-rest" text={state === 'ending' ? '正在换' : '换，旧的作废'} look="filled" off={state === 'ending'} onTap={() => void renew(slip.code.generation)} />
            </View>
          )}
        >
          <View>纸条丢了，或者到了不相干的人手里，就换一个。换了以后，旧纸条上的码打不开，要把新的给群众。</View>
        </Sheet>
      )}
    >
      {slip === null && problem !== null ? <Unanswered problem={problem} again={again} /> : null}
      {slip === null ? null : (
        <>
          <SlipPaper code={slip.code} label={typeOf(kind)?.label ?? ''} rated={kind === 'matter'} />
          {refusal === null ? null : <View className="notice">{refusal}</View>}
          <View className="slip-acts">
            {canPrint ? <Button text="打印" icon="print" look="filled" wide onTap={() => printPage(PAPER)} /> : <View className="note">让群众直接扫，或者长按图片存下来发给他。</View>}
            {slip.mayRenew ? <View className="gap-above"><Button text="换一个码" wide onTap={() => setState('asking')} /></View> : null}
          </View>
        </>
      )}
    </Page>
  )
}
