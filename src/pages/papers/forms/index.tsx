import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient, useNames, useOnline } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { formsDoor } from '../../../client/papers'
import { openDocument } from '../../../client/platform/documents'
import { canPickFiles, pickFile } from '../../../client/platform/pickFile'
import type { FormHead, FormList } from '../../../core/paperWire'
import { dayAt, dayText } from '../../../core/period'
import type { Problem as Refusal } from '../../../core/protocol'
import { WordsButton } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { useSignedIn } from '../../../components/session'
import { Trial, type Tried } from './Trial'

const TITLE = '文书样式'

/** The county's own forms of the papers: tried before they count, with a way back to the standard one. */
export default function Forms() {
  const session = useSignedIn()
  return session === null ? <Page title={TITLE} at="me" width="form">{null}</Page> : <Desk />
}

function Desk() {
  const client = useClient()
  const door = formsDoor(client)
  const { answer, problem, again } = useOnline((asked) => formsDoor(asked).list(), [])
  const [tried, setTried] = useState<Tried | null>(null)
  const [say, setSay] = useState('')
  const [busy, setBusy] = useState(false)
  const run = async <T,>(ask: () => Promise<T | Refusal>): Promise<T | null> => {
    setBusy(true)
    setSay('')
    const got = await ask()
    setBusy(false)
    if (!isProblem(got)) return got
    setSay(got.message)
    return null
  }
  const choose = async (form: FormHead): Promise<void> => {
    const picked = await pickFile(['.docx'])
    const trial = picked === null ? null : await run(() => door.attempt(form.paper, picked.bytes))
    if (picked !== null && trial !== null) setTried({ form, bytes: picked.bytes, trial })
  }
  const change = async (ask: () => Promise<FormList | Refusal>, done: string): Promise<void> => {
    if ((await run(ask)) === null) return
    setTried(null)
    setSay(done)
    again()
  }
  const download = async (form: FormHead): Promise<void> => {
    const link = await run(() => door.file(form.paper, form.own === null ? 'standard' : 'own'))
    if (link !== null && (await openDocument(link.url, link.name)) === 'failed') setSay('文件没有打开，请再点一次下载。')
  }
  if (answer === null) {
    const refused = problem?.code === 'notFound' ? <EmptyState text="换文书样式是县司法局和县管理员的事。需要换的，请找他们。" /> : null
    return <Page title={TITLE} at="me" width="form">{problem === null ? null : refused ?? <EmptyState text={problem.message} action="再试一次" onAction={again} />}</Page>
  }
  if (tried !== null) {
    const { form, bytes } = tried
    return (
      <Page title={form.title} at="me" width="form">
        <Trial tried={tried} busy={busy} onAccept={() => void change(() => door.accept(form.paper, bytes), `${form.title}换成县里的样式了。`)} onAgain={() => void choose(form)} onBack={() => setTried(null)} />
        {say === '' ? null : <View className="notice gap-above">{say}</View>}
      </Page>
    )
  }
  return (
    <Page title={TITLE} at="me" width="form">
      <View className="note">县里有自己格式的，可以一份一份换。先下载样式，在 WPS 里改，写着 {'{{名称}}'} 的地方会填上案件里的内容，没有的留空。</View>
      {canPickFiles() ? null : <View className="notice">换样式要选电脑上的文件，请在电脑浏览器里打开说事簿来换。</View>}
      {say === '' ? null : <View className="notice" ariaRole="status">{say}</View>}
      <Card>{answer.forms.map((form) => <FormRow key={form.paper} form={form} busy={busy} onChoose={() => void choose(form)} onDownload={() => void download(form)} onStandard={() => void change(() => door.standard(form.paper), `${form.title}用回标准样式了。`)} />)}</Card>
    </Page>
  )
}

function FormRow({ form: { title, own }, busy, onChoose, onDownload, onStandard }: { readonly form: FormHead; readonly busy: boolean; onChoose(): void; onDownload(): void; onStandard(): void }) {
  const names = useNames()
  const facts = own === null ? ['标准样式'] : [`县里的样式，${dayText(dayAt(Date.parse(own.at)), '')}`, names.get(own.by) ?? '同事']
  const act = (text: string, onTap: () => void) => (busy ? null : <WordsButton text={text} onTap={onTap} />)
  return (
    <ListRow
      title={title}
      facts={facts}
      right={<View className="bar">{act('下载样式', onDownload)}{own === null ? null : act('用回标准', onStandard)}{canPickFiles() ? act(own === null ? '换' : '再换', onChoose) : null}</View>}
    />
  )
}
