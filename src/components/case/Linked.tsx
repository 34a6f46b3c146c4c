import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord, WriteAnswer } from '../../client/client'
import { useClient, useConfig, useSession, useToday } from '../../client/hooks'
import { canMove } from '../../core/apply'
import { own } from '../../core/own'
import { dispute as disputeType } from '../../domain/dispute'
import { matter as matterType } from '../../domain/matter'
import { movesAllowed } from '../../domain/role'
import { Button } from '../Button'
import { Problem } from '../FieldFrame'
import { ListRow } from '../ListRow'
import { useReading } from '../reading'
import { titleOf } from '../recordText'
import { open } from '../routes'
import { unsavedText } from '../unsaved'
import { link } from './fromMatter'
import { useLent } from './lent'

/** A matter and the dispute it became, each on the other's page. */
export function Linked({ record }: { readonly record: ShownRecord }) {
  const { fromMatter, becameDispute } = record.values
  if (record.kind === 'dispute' && typeof fromMatter === 'string') return <FromMatter dispute={record} id={fromMatter} />
  if (record.kind === 'matter' && typeof becameDispute === 'string') return <BecameDispute stream={record.stream} id={becameDispute} />
  return null
}

function BecameDispute({ stream, id }: { readonly stream: string; readonly id: string }) {
  const reading = useReading()
  const { record, problem } = useLent(stream, id)
  const title = record === null ? '纠纷' : titleOf(disputeType, record.values, reading)
  const fact = record === null ? problem?.message ?? '' : own(disputeType.stages, record.stage)?.label ?? ''
  return <ListRow title={`转成的纠纷：${title}`} facts={[fact, '算一件纠纷，说事那边算转纠纷']} chevron onTap={() => open('record', { id, stream })} />
}

/** The dispute names its matter first; between the two ops a phone may have died, or the matter have moved on. */
function FromMatter({ dispute, id }: { readonly dispute: ShownRecord; readonly id: string }) {
  const client = useClient()
  const config = useConfig()
  const session = useSession()
  const reading = useReading()
  const today = useToday()
  const { record: matter, problem } = useLent(dispute.stream, id)
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const title = matter === null ? '群众说事' : titleOf(matterType, matter.values, reading)
  const row = (facts: readonly string[]) => <ListRow title={`来自说事：${title}`} facts={facts} chevron onTap={() => open('record', { id, stream: dispute.stream })} />
  if (matter === null) return row(problem === null ? [] : [problem.message])
  const stage = own(matterType.stages, matter.stage)?.label ?? ''
  if (matter.values.becameDispute === dispute.id) return row([stage])
  if (matter.values.becameDispute !== undefined) return row(['那件说事已经转成另一件纠纷，请看看这一件是不是记重了'])
  const move = matterType.moves.becomeDispute
  const may = session.kind === 'signedIn' && canMove(move, matter) && movesAllowed(session.me, matterType, config.places, matter).includes('becomeDispute')
  if (!may) return row([`说事现在是“${stage}”，没有关联上`])
  return (
    <>
      {row(['还没关联上'])}
      <View className="linked">
        <Text className="meta">那件说事还当没转的算着，关联上就只算一件。</Text>
        <Button text="关联上" look="outlined" onTap={() => void link(client, matter, dispute.id, today).then(setAnswer)} />
        {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, matterType)} />}
      </View>
    </>
  )
}
