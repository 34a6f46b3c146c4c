import { View } from '@tarojs/components'
import type { SignedIn } from '../../client/client'
import { useConfig, useOnline } from '../../client/hooks'
import { importDoor } from '../../client/imports'
import { canPickFiles } from '../../client/platform/pickFile'
import type { ImportBatch, ImportFile } from '../../core/importing'
import { placeName } from '../../core/place'
import { Button, WordsButton } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { open } from '../../components/routes'
import { useSignedIn } from '../../components/session'
import { Problem } from '../../components/FieldFrame'
import { Batches } from './Batches'
import { Choose } from './Choose'
import { Mapping } from './Mapping'
import { Done, Trial } from './Trial'
import { useImport, type Importing } from './useImport'

const TITLE = '导入台账'

/** 导入台账: file → mapping → dry run → confirm; and what was imported before, with its way back. */
export default function Imports() {
  const session = useSignedIn()
  return session === null ? <Page title={TITLE} at="register" width="form">{null}</Page> : <Desk session={session} />
}

function Desk({ session: { me } }: { readonly session: SignedIn }) {
  const { places } = useConfig()
  const stream = me.grants.find((grant) => places.byId[grant.stream]?.level === 'township')?.stream ?? ''
  const { answer, problem, again } = useOnline((client) => importDoor(client, stream).list(), [stream])
  const importing = useImport(stream)
  const { file, sheet, busy } = importing.state
  if (answer === null) {
    return (
      <Page title={TITLE} at="register" width="form">
        {problem === null ? null : problem.code === 'notFound' ? <EmptyState text="您的角色不导入台账。需要的，请找司法所或者综治中心。" /> : <EmptyState text={problem.message} action="再试一次" onAction={again} />}
      </Page>
    )
  }
  const close = (): void => {
    importing.end()
    again()
  }
  return (
    <Page title={TITLE} sub={placeName(places, stream)} at="register" width={sheet === null ? 'form' : 'list'}>
      {file !== null ? null : canPickFiles()
        ? <Choose kinds={answer.kinds} busy={busy} onChoose={(kind) => void importing.choose(kind)} />
        : <View className="notice">导入要选电脑上的表格文件，请在电脑浏览器里打开说事簿来导。这里看得到导过的。</View>}
      {file === null ? <WordsButton text="对接省平台：交出、收回编号" onTap={() => open('submission')} /> : null}
      {importing.state.problem === null ? null : <Problem text={importing.state.problem} />}
      {file === null ? <Batches stream={stream} batches={answer.batches} onChanged={again} /> : <Steps importing={importing} file={file} onClose={close} />}
    </Page>
  )
}

function Steps({ importing, file, onClose }: { readonly importing: Importing; readonly file: ImportFile; onClose(): void }) {
  const { sheet, mapping, trial, batch, busy } = importing.state
  const goOn = (): void => void importing.resume()
  if (batch !== null) return <Done batch={batch} busy={busy} onGoOn={goOn} onClose={onClose} />
  if (file.before !== null && file.before.done < file.before.rows) return <BrokenOff before={file.before} busy={busy} onGoOn={goOn} />
  if (sheet === null || mapping === null) return null
  if (trial === null) return <Mapping file={file} sheet={sheet} mapping={mapping} busy={busy} onSheet={(name, row) => void importing.lookAt(name, row)} onChange={importing.change} onTry={() => void importing.attempt()} onClose={onClose} />
  return <Trial file={file} sheet={sheet} mapping={mapping} trial={trial} busy={busy} onTry={(next) => void importing.attempt(next)} onConfirm={(isAgain) => void importing.confirm(isAgain)} onBack={importing.back} />
}

function BrokenOff({ before, busy, onGoOn }: { readonly before: ImportBatch; readonly busy: boolean; onGoOn(): void }) {
  return (
    <View className="notice">
      这个文件上次导到一半：{before.rows} 行里导了 {before.done} 行。接着导，已经导的不会重复。
      <View className="gap-above"><Button text="接着导" look="filled" off={busy} onTap={onGoOn} /></View>
    </View>
  )
}
