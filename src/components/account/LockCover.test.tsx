import { act, fireEvent, render, screen } from '@testing-library/react'
import { answering } from '../../../test/standin/answering'
import { createBench, type Bench, type Held } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import type { SignedIn } from '../../client/client'
import { PhoneCodeSheet } from './PhoneCodeRow'
import { Relock } from './Relock'
import { LockCover } from './LockCover'

const sessionOf = (phone: Held): SignedIn => phone.client().session.getState() as SignedIn
const settle = (bench: Bench): Promise<void> => act(() => bench.world.settle())

test('a lock asks only for the password of who was there, and opens where they were', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou', 'h5')
  render(<ClientProvider value={phone.client()}><Relock session={sessionOf(phone)} /></ClientProvider>)
  expect(screen.queryByLabelText('账号')).toBeNull()
  const asked = answering(phone, () => null)
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'demo' } })
  fireEvent.click(screen.getByLabelText('登录'))
  await settle(bench)
  expect(asked).toEqual([])
  expect(bench.server.log.filter(({ path }) => path === '/api/login').map(({ body }) => (JSON.parse(String(body)) as { readonly login: string }).login)).toEqual(['zhou', 'zhou'])
  fireEvent.click(screen.getByLabelText('用手机上的登录码'))
  expect(screen.queryByLabelText('姓名')).toBeNull()
  expect(screen.getByLabelText('登录码')).toBeTruthy()
})

test('an open screen is not covered', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  render(<ClientProvider value={phone.client()}><LockCover session={sessionOf(phone)} /></ClientProvider>)
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('电脑登录 shows the code in halves with the time it has, and gives another when that is over', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  let given = 0
  const asked = answering(phone, ({ path }) => {
    if (path !== '/api/phone-code') return null
    given += 1
    return given === 2 ? { status: 429, body: { code: 'tooOften', message: '这一会儿点得太多' } } : { body: { code: `1234567${given}`, until: new Date(bench.world.now() + 120_000).toISOString() } }
  })
  render(<ClientProvider value={phone.client()}><PhoneCodeSheet name="张某" onClose={() => undefined} /></ClientProvider>)
  await settle(bench)
  expect(screen.getByLabelText('登录码 1 2 3 4，5 6 7 1')).toBeTruthy()
  expect(screen.getByText('还有 2 分 00 秒，只能用一次')).toBeTruthy()
  await act(() => bench.world.pass(61_000))
  expect(screen.getByText('还有 59 秒，只能用一次')).toBeTruthy()
  await act(() => bench.world.pass(60_000))
  fireEvent.click(screen.getByLabelText('换一个码'))
  await settle(bench)
  expect(screen.getByText('这一会儿点得太多')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('换一个码'))
  await settle(bench)
  expect(screen.getByLabelText('登录码 1 2 3 4，5 6 7 3')).toBeTruthy()
  expect(asked).toHaveLength(3)
})
