import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { SignedIn } from '../../client/client'
import { useConfig, useToday } from '../../client/hooks'
import { BoardPage } from '../../components/board/BoardPage'
import { boardsOf } from '../../components/board/boardsOf'
import { Button } from '../../components/Button'
import { Icon } from '../../components/Icon'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { PickSheet } from '../../components/PickSheet'
import { open } from '../../components/routes'
import { useSignedIn } from '../../components/session'
import { Tap } from '../../components/Tap'
import { useWide } from '../../components/wide'
import { exportsFrom } from '../../domain/exports'

/** 看板: the place one leads or works at; a county office sees its townships first. */
export default function Board() {
  const session = useSignedIn()
  return session === null ? <Page title="看板" tab="board">{null}</Page> : <Boards session={session} />
}

function Boards({ session: { me, holdsRecords } }: { readonly session: SignedIn }) {
  const config = useConfig()
  const today = useToday()
  const isWide = useWide()
  const [picked, setPicked] = useState(0)
  const [isChoosing, setChoosing] = useState(false)
  const boards = useMemo(() => boardsOf(me, config, today, holdsRecords), [me, config, today, holdsRecords])
  const board = boards[picked] ?? boards[0]
  if (board === undefined) {
    return <Page title="看板" tab="board"><EmptyState text="您的角色不看各项数。需要看，请找管理员开通。" /></Page>
  }
  const change = boards.length < 2 ? undefined : (
    <>
      <Tap className="board-place" label={`${board.name}，换一个地方`} onTap={() => setChoosing(true)}>
        <Text className="subject">{board.name}</Text>
        <Icon name="down" size="small" edge />
      </Tap>
      {isChoosing ? (
        <PickSheet
          title="看哪里的"
          choices={boards.map(({ name }, i) => ({ code: String(i), text: name }))}
          picked={[String(picked)]}
          onPick={([code]) => setPicked(Number(code ?? picked))}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </>
  )
  const mayTake = me.grants.some(({ place }) => exportsFrom(me, config.places, place).length > 0)
  const take = mayTake ? <Button text="导出表格" icon="download" wide={!isWide} onTap={() => open('exports')} /> : null
  return (
    <BoardPage
      key={`${board.stream} ${board.scope.roots.join(' ')}`}
      place={board}
      tab="board"
      first={change}
      last={isWide ? null : <View className="gap-above">{take}</View>}
      actions={take}
      onTownship={(stream) => open('township', { stream })}
    />
  )
}
