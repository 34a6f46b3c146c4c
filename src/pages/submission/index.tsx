import { View } from '@tarojs/components'
import { useState } from 'react'
import type { SignedIn } from '../../client/client'
import { submissionDoor } from '../../client/submission'
import { useClient, useConfig, useNames, useOnline } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { openDocument } from '../../client/platform/documents'
import { canPickFiles } from '../../client/platform/pickFile'
import type { SubmissionState } from '../../core/submission'
import { dayAt, dayText } from '../../core/period'
import { placeName } from '../../core/place'
import { TYPES } from '../../domain/registry'
import { createMoves } from '../../domain/role'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'
import { EmptyState } from '../../components/EmptyState'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { RecordList } from '../../components/RecordList'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { Numbers } from './Numbers'

const TITLE = '对接省平台'

/** 对接: what has to be handed over, what was, what is not in the superior's system yet; and its numbers back. */
export default function Submission() {
  const session = useSignedIn()
  return session === null ? <Page title={TITLE} at="register" width="form">{null}</Page> : <Desk session={session} />
}

function Desk({ session: { me } }: { readonly session: SignedIn }) {
  const { places } = useConfig()
  const stream = me.grants.find((grant) => places.byId[grant.stream]?.level === 'township')?.stream ?? me.county
  const { answer, problem, again } = useOnline((client) => submissionDoor(client, stream).profiles(), [stream])
  const [picked, setPicked] = useState<string | null>(null)
  const profiles = answer?.profiles ?? []
  const profile = profiles.find(({ id }) => id === picked) ?? profiles[0]
  return (
    <Page title={TITLE} sub={placeName(places, stream)} at="register" width="form">
      {answer === null && problem !== null ? <EmptyState text={problem.message} action="再试一次" onAction={again} /> : null}
      {answer !== null && profile === undefined ? <EmptyState text="县里还没有定这里用的对接口径，或者您的角色不办对接。需要的，请找县司法局。" /> : null}
      {profiles.length < 2 ? null : <ChipGroup label="哪个口径" choices={profiles.map(({ id, name }) => ({ code: id, text: name }))} picked={profile === undefined ? [] : [profile.id]} onPick={([id]) => setPicked(id ?? null)} />}
      {profile === undefined ? null : <Counter key={profile.id} stream={stream} profile={profile.id} />}
      {createMoves(me, TYPES.profile).length === 0 ? null : <View className="gap-above"><Button text="添一个对接口径" wide onTap={() => open('edit', { kind: 'profile', stream: me.county })} /></View>}
    </Page>
  )
}

function Counter({ stream, profile }: { readonly stream: string; readonly profile: string }) {
  const client = useClient()
  const door = submissionDoor(client, stream)
  const { answer, problem, again } = useOnline((asked) => submissionDoor(asked, stream).state(profile), [stream, profile])
  const [state, setState] = useState<{ readonly busy: boolean; readonly say: string }>({ busy: false, say: '' })
  if (answer === null) return problem === null ? null : <EmptyState text={problem.message} action="再试一次" onAction={again} />
  const { profile: head, fresh, changed, withdrawn, hidden } = answer
  const submit = async (batch: string | null): Promise<void> => {
    setState({ busy: true, say: '' })
    const file = await door.submit(profile, batch)
    if (isProblem(file)) return setState({ busy: false, say: file.message })
    const opening = await openDocument(file.url, file.name)
    setState({ busy: false, say: opening === 'failed' ? '文件没有打开，请在下面“交过的”里点那一批再下载一次。' : `交出了 ${file.records} 件。` })
    again()
  }
  return (
    <>
      <Card padded>
        <View className="strong">{fresh + changed === 0 ? '没有新的，也没有改过的' : `要交 ${fresh + changed} 件：新的 ${fresh} 件，交过又改的 ${changed} 件`}</View>
        {hidden === 0 ? null : <View className="note">另有 {hidden} 件仅承办人可见，不交。</View>}
        {withdrawn.length === 0 ? null : <View className="note">交过、后来作废或合并的 {withdrawn.length} 件，请到{head.system}里改：{withdrawn.slice(0, 20).join('、')}</View>}
        {head.wrong.map((say) => <View key={say} className="notice">{say}，请县里先改口径。</View>)}
        <View className="gap-above"><Button text={state.busy ? '正在生成' : '导出 .xlsx，记一批'} icon="download" look="filled" wide off={state.busy || fresh + changed === 0 || head.wrong.length > 0} onTap={() => void submit(null)} /></View>
        {state.say === '' ? null : <View className="notice">{state.say}</View>}
      </Card>
      {canPickFiles() ? <Numbers door={door} profile={profile} system={head.system} onTaken={again} /> : <View className="note">收回{head.system}的编号要选文件，请在电脑浏览器里办。</View>}
      <Missing stream={stream} state={answer} />
      <Batches state={answer} busy={state.busy} onAgain={(batch) => void submit(batch)} />
    </>
  )
}

function Missing({ stream, state: { profile, missing, missingRecords } }: { readonly stream: string; readonly state: SubmissionState }) {
  return (
    <>
      <SectionHead title={`未录入${profile.system}`} right={`${missing} 件`} />
      {missing === 0 ? <EmptyState text={`都有${profile.system}的编号了。`} /> : (
        <RecordList rows={missingRecords} onOpen={({ id }) => open('record', { id, stream })} />
      )}
      {missing > missingRecords.length ? <View className="note">还有 {missing - missingRecords.length} 件没有列出来。</View> : null}
    </>
  )
}

function Batches({ state: { batches }, busy, onAgain }: { readonly state: SubmissionState; readonly busy: boolean; onAgain(batch: string): void }) {
  const names = useNames()
  if (batches.length === 0) return null
  return (
    <>
      <SectionHead title="交过的" />
      <Card>
        {batches.map(({ id, person, at, records }) => (
          <ListRow
            key={id}
            title={`${dayText(dayAt(Date.parse(at)))} ${records} 件`}
            facts={[names.get(person) ?? '同事']}
            right={<Button text="再下载" off={busy} onTap={() => onAgain(id)} />}
          />
        ))}
      </Card>
    </>
  )
}
