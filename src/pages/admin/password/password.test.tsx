import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { answering } from '../../../../test/standin/answering'
import { createBench } from '../../../../test/standin/bench'
import { ClientProvider } from '../../../client/hooks'
import NewPasswordPage from './index'

test('who is signed in by a password changes it by the old one; who forgot it, by a code', async () => {
  const bench = createBench()
  const phone = await bench.phone('h5')
  await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  let isRight = false
  const asked = answering(phone, ({ path }) => {
    if (path !== '/api/password/own') return null
    return isRight ? { body: {} } : { status: 400, body: { code: 'badRequest', message: '原来的密码不对' } }
  })
  render(<ClientProvider value={phone.client()}><NewPasswordPage /></ClientProvider>)
  const type = (label: string, text: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
  const tap = async (label: string): Promise<void> => {
    fireEvent.click(screen.getByLabelText(label))
    await act(() => bench.world.settle())
  }
  expect(screen.queryByLabelText('验证码')).toBeNull()
  type('新密码', 'Zhongzhi-7 long enough')
  type('再输一次', 'Zhongzhi-7 long enough')
  await tap('设好')
  expect(asked).toHaveLength(0)
  type('原来的密码', 'demo')
  await tap('设好')
  expect(screen.getByRole('alert').textContent).toBe('原来的密码不对')
  expect(asked.map(({ body }) => body)).toEqual([{ old: 'demo', password: 'Zhongzhi-7 long enough' }])
  await tap('忘了原来的密码')
  expect(screen.getByLabelText('一次性码')).toBeTruthy()
  cleanup()
  render(<ClientProvider value={phone.client()}><NewPasswordPage /></ClientProvider>)
  isRight = true
  type('原来的密码', 'demo')
  type('新密码', 'Zhongzhi-7 long enough')
  type('再输一次', 'Zhongzhi-7 long enough')
  await tap('设好')
  expect(screen.getByText(/在别处的登录都结束了/)).toBeTruthy()
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', expired: false })
})
