import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord, SignedIn, WriteAnswer } from '../../client/client'
import { useClient, useConfig, useToday } from '../../client/hooks'
import { canMove } from '../../core/apply'
import { liveRows } from '../../core/field'
import { dayText } from '../../core/period'
import { dueOf } from '../../domain/due'
import { matter as type } from '../../domain/matter'
import { RATINGS } from '../../domain/matterCodes'
import { isApart, movesAllowed } from '../../domain/role'
import { Button } from '../Button'
import { call } from '../call'
import { Card } from '../Card'
import { Problem } from '../FieldFrame'
import { Sheet } from '../Sheet'
import { unsavedText } from '../unsaved'

type Rating = keyof typeof RATINGS

/** 等群众评价: a call by somebody else than the handler, and what the villager said, with one question whether that is so. */
export function RateCard({ record, session }: { readonly record: ShownRecord; readonly session: SignedIn }) {
  const client = useClient()
  const config = useConfig()
  const today = useToday()
  const [chosen, setChosen] = useState<Rating | null>(null)
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  if (record.kind !== 'matter' || record.stage !== 'fedBack' || !canMove(type.moves.rate, record)) return null
  const may = movesAllowed(session.me, type, config.places, record).includes('rate')
  const phones = liveRows(record.values.people).map(([, { values }]) => values.phone).filter((phone): phone is string => typeof phone === 'string')
  const unrated = dueOf(record, config, today).find(({ key }) => key === 'matter.unrated')
  const save = async (rating: Rating): Promise<void> => {
    const body = { kind: 'move', move: 'rate', set: { rating, ratedVia: 'callBack', ratedOn: today } } as const
    const written = await client.write({ kind: 'matter', record: record.id, stream: record.stream, base: record.n, body })
    setAnswer(written)
    if (written.kind === 'saved') setChosen(null)
  }
  return (
    <>
      <Card className="gap-above" padded>
        <View className="rate-title">等群众评价</View>
        <Text className="meta">{may ? '打电话问问，办得满意不满意' : isApart(session.me, type, 'rate', record) ? '您是办这件事的，请别的人回访' : '由综治中心或者别的人回访'}</Text>
        {may ? (
          <View className="rate-choices" ariaRole="group" ariaLabel="群众怎么评">
            {Object.entries(RATINGS).map(([code, { label }]) => <Button key={code} text={label} onTap={() => setChosen(code as Rating)} />)}
          </View>
        ) : null}
        {may ? phones.map((phone) => <Button key={phone} text={`打电话 ${phone}`} icon="phone" wide onTap={() => call(phone)} />) : null}
        <View className="note">
          {unrated === undefined ? null : <View>{`到${dayText(unrated.due, today)}没评就归档，不算进满意率`}</View>}
          <View>{record.values.reworked === true ? '再不满意，由领导书面说明' : '不满意退回重办，再不满意由领导书面说明'}</View>
        </View>
      </Card>
      {chosen === null ? null : (
        <Sheet
          title={RATINGS[chosen].label}
          onClose={() => setChosen(null)}
          foot={(
            <View className="bar">
              <Button className="bar-first" text="不是" onTap={() => setChosen(null)} />
              <Button className="bar-rest" text={`记下${RATINGS[chosen].label}`} look="filled" onTap={() => void save(chosen)} />
            </View>
          )}
        >
          <View>{`今天回访，说事的人说“${RATINGS[chosen].label}”。`}</View>
          {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, type)} />}
        </Sheet>
      )}
    </>
  )
}
