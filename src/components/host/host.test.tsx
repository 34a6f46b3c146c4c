import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { createHost } from '../../client/host'
import { HostProvider } from '../../client/hostHooks'
import { ClientProvider } from '../../client/hooks'
import type { PrivacyWord } from '../../client/platform/privacyHost'
import { Page } from '../Page'
import { PrivacySheet } from './PrivacySheet.weapp'

/** A page of a tab on somebody's phone, the host's hand in the test. */
async function shown(isSomethingOpen = false) {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const seen: { taken: number; words: PrivacyWord[] } = { taken: 0, words: [] }
  let newer = (): void => undefined
  let ask = (_referrer: string, _say: (word: PrivacyWord) => void): void => undefined
  const host = createHost(
    phone.client(),
    { comesBack: false, onNewer: (run) => void (newer = run), takeOver: () => void (seen.taken += 1) },
    { onAsked: (run) => void (ask = run), openContract: () => undefined },
    () => isSomethingOpen,
  )
  render(<ClientProvider value={phone.client()}><HostProvider value={host}><Page title="首页" tab="home" over={<PrivacySheet />}>里面</Page></HostProvider></ClientProvider>)
  const settle = (run: () => void): Promise<void> => act(async () => {
    run()
    await bench.world.settle()
  })
  return { seen, host, phone, settle, newer: () => newer(), ask: (referrer: string) => ask(referrer, (word) => seen.words.push(word)) }
}

test('a newer program is one row, put off by a tap; the draft is on the phone before it takes over', async () => {
  const { seen, phone, settle, newer } = await shown()
  fireEvent.touchStart(screen.getByText('里面'))
  await settle(() => newer())
  expect([seen.taken, screen.getByRole('status').textContent]).toEqual([0, expect.stringContaining('有新版')])
  phone.client().drafts.put('quick:1', { subject: '宅基地' })
  await settle(() => void fireEvent.click(screen.getByLabelText('点一下换上')))
  expect(seen.taken).toBe(1)
  await phone.restart()
  expect(phone.client().drafts.get('quick:1')?.values).toEqual({ subject: '宅基地' })
})

test('put off, it is gone until the program is begun again', async () => {
  const { seen, settle, newer } = await shown()
  fireEvent.touchStart(screen.getByText('里面'))
  await settle(() => newer())
  await settle(() => void fireEvent.click(screen.getByLabelText('以后再说')))
  expect([screen.queryByRole('status'), seen.taken]).toEqual([null, 0])
})

test('the privacy sheet says what is used, what for and what goes on without; not agreeing closes it', async () => {
  const { seen, settle, ask } = await shown()
  await settle(() => ask('chooseMedia'))
  expect(screen.getByText(/选中的照片或视频信息：给一件事添照片/)).toBeTruthy()
  expect(screen.getByText(/照片可以不拍，别的照常填/)).toBeTruthy()
  await settle(() => void fireEvent.click(screen.getByLabelText('看说事簿的隐私说明')))
  expect(screen.getByText(/^记什么：/)).toBeTruthy()
  await settle(() => void fireEvent.click(screen.getByLabelText('不同意')))
  expect(seen.words).toEqual([{ event: 'exposureAuthorization' }, { event: 'disagree' }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a program too old to receive says what to do and that what is written still goes up, and has no way of putting that off', async () => {
  const { phone, settle } = await shown()
  await settle(() => phone.client().sync.setState({ status: 'outdated' }))
  expect(screen.getByRole('status').textContent).toMatch(/照样会传上去.*关掉再打开/)
  expect(screen.queryByLabelText('以后再说')).toBeNull()
})
