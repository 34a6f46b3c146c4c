import { useRouter } from '@tarojs/taro'
import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { answering, type Asked } from '../../../../test/standin/answering'
import { createBench, type Bench } from '../../../../test/standin/bench'
import { COUNTY, WANG } from '../../../../test/standin/town'
import { ClientProvider } from '../../../client/hooks'
import type { AccountState } from '../../../core/accountWire'
import AccountPage from './index'

const STATE: AccountState = {
  person: WANG.person, login: null, hasTotp: false, lockedUntil: null, disabled: false,
  wechats: [{ id: 'w1', since: '2026-11-01' }], devices: [{ device: 'K7M2QX', client: 'weapp', since: '2026-11-01', revoked: false }],
}

/** 张某 as the county's administrator, looking at how 王某 signs in; acts answer with what `after` makes of the state. */
async function opened(bench: Bench, state: AccountState, code: string | null = null): Promise<readonly Asked[]> {
  const zhang = bench.server.people.get('zhang')
  if (zhang !== undefined) zhang.me = { ...zhang.me, roles: ['admin'], grants: [{ role: 'admin', place: COUNTY, stream: COUNTY }] }
  const phone = await bench.phoneOf('zhang', 'h5')
  jest.mocked(useRouter).mockReturnValue({ params: { person: WANG.person }, path: '' } as never)
  const asked = answering(phone, ({ path, body }) => {
    if (path.startsWith('/api/device/')) return { body: {} }
    if (path !== `/api/account/${WANG.person}`) return null
    return { body: body === null ? state : { state, code, codeUntil: code === null ? null : '2026-11-22T02:00:00Z' } }
  })
  render(<ClientProvider value={phone.client()}><AccountPage /></ClientProvider>)
  await act(() => bench.world.settle())
  return asked
}
async function tap(bench: Bench, label: string): Promise<void> {
  fireEvent.click(screen.getByLabelText(label))
  await act(() => bench.world.settle())
}

test('a binding code is given after its consequences were read, and shown once, large, with until when', async () => {
  const bench = createBench()
  const asked = await opened(bench, STATE, 'KX7M2-QR9TW')
  expect(screen.getByText('绑了 1 个')).toBeTruthy()
  await tap(bench, '给绑定码')
  expect(asked).toHaveLength(1)
  await tap(bench, '给一个码')
  expect(asked[1]?.body).toEqual({ act: 'binding' })
  expect(screen.getByLabelText('一次性码 K X 7 M 2，Q R 9 T W')).toBeTruthy()
  expect(screen.getByText(/11月22日 10:00 以前有效/)).toBeTruthy()
  await tap(bench, '复制')
  expect(Taro.setClipboardData).toHaveBeenCalledWith({ data: 'KX7M2-QR9TW' })
  await tap(bench, '告诉本人了')
  expect(screen.queryByText('KX7M2')).toBeNull()
})

test('a password asks for a login first; nothing is done before its sheet is said yes to', async () => {
  const bench = createBench()
  const asked = await opened(bench, STATE, 'KX7M2-QR9TW')
  await tap(bench, '开账号密码')
  fireEvent.change(screen.getByLabelText('账号'), { target: { value: ' wangmou ' } })
  await tap(bench, '下一步')
  await tap(bench, '不做了')
  expect(asked).toHaveLength(1)
  await tap(bench, '开账号密码')
  fireEvent.change(screen.getByLabelText('账号'), { target: { value: ' wangmou ' } })
  await tap(bench, '下一步')
  await tap(bench, '给一个码')
  expect(asked[1]?.body).toEqual({ act: 'password', login: 'wangmou' })
})

test('what can be done follows from the state: lock, authenticator, 停用', async () => {
  const bench = createBench()
  await opened(bench, { ...STATE, login: 'wangmou', hasTotp: true, lockedUntil: '2026-11-21T03:00:00Z', disabled: true })
  expect(['解开锁定', '重置验证器', '重新启用'].map((title) => screen.queryByText(title) !== null)).toEqual([true, true, true])
  expect(screen.queryByText('停用')).toBeNull()
  expect(screen.getByLabelText('给绑定码').className).toContain('tap-off')
})

test('挂失 and untying ask once more', async () => {
  const bench = createBench()
  const asked = await opened(bench, STATE)
  fireEvent.click(screen.getByText('编号 K7M2QX'))
  await tap(bench, '挂失')
  expect(asked.map(({ path }) => path)).toContain('/api/device/K7M2QX/revoke')
  fireEvent.click(screen.getByText('微信 1'))
  await tap(bench, '解绑')
  expect(asked.at(-1)?.body).toEqual({ act: 'unbind', id: 'w1' })
  expect(screen.getByText('解绑这个微信：办好了')).toBeTruthy()
})
