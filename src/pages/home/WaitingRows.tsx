import { Text } from '@tarojs/components'
import { dueDoor } from '../../client/due'
import { useConfig, useOnline, useToday } from '../../client/hooks'
import { addDays } from '../../core/period'
import type { Me } from '../../core/protocol'
import { TYPES } from '../../domain/registry'
import { mayCount, mayList } from '../../domain/role'
import { WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'

const AHEAD_DAYS = 14

/** 要办的 of an office: how many of what wait for it, each leading to its list. */
export function WaitingRows({ me }: { readonly me: Me }) {
  const { places } = useConfig()
  const today = useToday()
  const grant = me.grants.find(({ place }) => mayCount(me, places, place))
  const mayAsk = grant !== undefined && (mayList(me, TYPES.dispute) || mayList(me, TYPES.matter))
  const stream = grant?.stream ?? ''
  const { answer, problem } = useOnline((client) => (mayAsk
    ? dueDoor(client).list({ stream, who: 'me', until: addDays(today, AHEAD_DAYS), place: grant.place, unit: null, key: null, offset: 0, limit: 0 })
    : Promise.resolve(null)), [mayAsk, stream, grant?.place, today])
  if (!mayAsk) return null
  const kinds = answer?.kinds ?? []
  return (
    <>
      <SectionHead title="要办的" right={<WordsButton text="过了日子的" onTap={() => open('todo', { whose: 'all' })} />} />
      {answer === null ? <Card><ListRow title={<Text className="ink2">{problem?.message ?? '正在看有没有等您办的'}</Text>} /></Card> : null}
      {answer === null ? null : (
        <Card>
          {kinds.map(({ key, what, count }) => (
            <ListRow key={key} title={what} right={<Text className="due-count">{count} 件</Text>} chevron onTap={() => open('todo', { whose: 'me', key })} />
          ))}
          {kinds.length === 0 ? <ListRow title={<Text className="ink2">两周内没有等您办的</Text>} /> : null}
        </Card>
      )}
    </>
  )
}
