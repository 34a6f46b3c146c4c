import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { answering } from '../../../test/standin/answering'
import { createBench, type Bench, type Held } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import { Ways as BrowserWays } from '../../components/account/Ways.h5'
import SignIn from './index'

const ABOUT = { mode: 'county', sponsor: '', filing: '', demoAccounts: [] }
const DEMO = { ...ABOUT, mode: 'demo', demoAccounts: [{ login: 'zhang', password: 'demo', label: '磙子营乡 调解员' }] }

async function shown(bench: Bench, phone: Held, screenOf: JSX.Element): Promise<void> {
  render(<ClientProvider value={phone.client()}>{screenOf}</ClientProvider>)
  await act(() => bench.world.settle())
}
const type = (label: string, text: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
async function tap(bench: Bench, label: string): Promise<void> {
  fireEvent.click(screen.getByLabelText(label))
  await act(() => bench.world.settle())
}

test('in the demo everybody is one tap away', async () => {
  const bench = createBench()
  const phone = await bench.phone()
  answering(phone, ({ path }) => (path === '/api/about' ? { body: DEMO } : null))
  await shown(bench, phone, <SignIn />)
  fireEvent.click(screen.getByText('磙子营乡 调解员'))
  await act(() => bench.world.settle())
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn' })
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/home/index' })
})

test('a tap that failed is told once, where it was tapped; so is a password, and the older word goes', async () => {
  const bench = createBench()
  const phone = await bench.phone()
  answering(phone, ({ path }) => (path === '/api/about' ? { body: DEMO } : path === '/api/login' ? { status: 401, body: { code: 'wrongPassword', message: '账号或密码不对' } } : null))
  await shown(bench, phone, <SignIn />)
  const alone = (): boolean => (screen.getByText('账号或密码不对').compareDocumentPosition(screen.getByText('磙子营乡 调解员')) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  fireEvent.click(screen.getByText('磙子营乡 调解员'))
  await act(() => bench.world.settle())
  expect(alone()).toBe(true)
  type('账号', 'zhang')
  type('密码', 'wrong')
  await tap(bench, '登录')
  expect(alone()).toBe(false)
  fireEvent.click(screen.getByText('磙子营乡 调解员'))
  await act(() => bench.world.settle())
  expect(alone()).toBe(true)
})

test('in WeChat one tap is enough; a WeChat that nobody bound asks for the code in words that say where to get it', async () => {
  const bench = createBench()
  const phone = await bench.wechatPhone('new-wx')
  await bench.world.settle()
  await phone.restart()
  answering(phone, ({ path }) => (path === '/api/about' ? { body: ABOUT } : null))
  await shown(bench, phone, <SignIn />)
  expect(screen.getByText(/请找乡镇管理员要一个绑定码/)).toBeTruthy()
  expect(screen.queryByLabelText('账号')).toBeNull()
  type('绑定码', 'kx7m2')
  await tap(bench, '绑定并登录')
  expect(bench.server.log.some(({ path }) => path === '/api/login/bind')).toBe(false)
  type('绑定码', 'kx7m2-qr9tw')
  await tap(bench, '绑定并登录')
  expect(screen.getByRole('alert').textContent).toBe('wrongCode')
  bench.server.bindings.set('kx7m2-qr9tw', 'zhang')
  await tap(bench, '绑定并登录')
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn' })
})

test('without a signal the page says so and can be asked again', async () => {
  const bench = createBench()
  const phone = await bench.wechatPhone('wx')
  phone.offline()
  await shown(bench, phone, <SignIn />)
  await tap(bench, '微信登录')
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual(expect.arrayContaining([expect.stringContaining('没有信号')]))
  expect(screen.getByText(/登录要有信号/)).toBeTruthy()
})

test('a browser takes the name and the code of a phone, and says where the code is found', async () => {
  const bench = createBench()
  const phone = await bench.phone('h5')
  const asked = answering(phone, ({ path }) => (path === '/api/login/phone' ? { status: 401, body: { code: 'wrongCode', message: '这个码不对' } } : null))
  await shown(bench, phone, <BrowserWays isFresh={false} />)
  expect(screen.getByText(/我的 → 电脑登录/)).toBeTruthy()
  type('姓名', '张某')
  type('登录码', '1234 5678')
  await tap(bench, '登录')
  expect(asked[0]?.body).toEqual({ name: '张某', code: '12345678', device: null })
  expect(screen.getByText('这个码不对')).toBeTruthy()
})

test('a password of somebody who administers first sets the authenticator up, then asks for its six digits', async () => {
  const bench = createBench()
  const phone = await bench.phone('h5')
  const asked = answering(phone, ({ path, body }) => {
    if (path !== '/api/login' || (body as { readonly totp?: string }).totp !== undefined) return null
    return { body: { kind: 'setUpTotp', secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x' } }
  })
  await shown(bench, phone, <BrowserWays isFresh={false} />)
  await tap(bench, '账号密码')
  type('账号', 'zhang')
  type('密码', 'demo')
  await tap(bench, '登录')
  expect(screen.getByLabelText('密钥 J B S W Y 3 D P E H P K 3 P X P')).toBeTruthy()
  expect(screen.getByRole('button', { name: '复制地址' })).toBeTruthy()
  await tap(bench, '加好了，输验证码')
  expect(screen.getByLabelText<HTMLInputElement>('密码').value).toBe('demo')
  type('验证码', '123456')
  await tap(bench, '登录')
  expect(asked).toHaveLength(1)
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', login: 'zhang' })
})

test('a password that has served its time is changed on the spot', async () => {
  const bench = createBench()
  const phone = await bench.phone('h5')
  let isOld = true
  const asked = answering(phone, ({ path }) => {
    if (path === '/api/login' && isOld) return { body: { kind: 'newPassword', ticket: 'KX7M2-QR9TW', until: '2026-11-21T02:10:00Z' } }
    if (path !== '/api/password') return null
    isOld = false
    return { body: {} }
  })
  await shown(bench, phone, <BrowserWays isFresh={false} />)
  await tap(bench, '账号密码')
  type('账号', 'zhang')
  type('密码', 'demo')
  await tap(bench, '登录')
  type('新密码', 'Zhongzhi-7 long enough')
  type('再输一次', 'Zhongzhi-8 long enough')
  expect(screen.getByText('两次输的不一样')).toBeTruthy()
  type('再输一次', 'Zhongzhi-7 long enough')
  await tap(bench, '设好')
  expect(asked[1]?.body).toEqual({ login: 'zhang', ticket: 'KX7M2-QR9TW', password: 'Zhongzhi-7 long enough' })
  expect(screen.getByLabelText<HTMLInputElement>('密码').value).toBe('')
})

test('an installation without an administrator leads to its first setting up', async () => {
  const bench = createBench()
  const phone = await bench.phone('h5')
  await shown(bench, phone, <BrowserWays isFresh />)
  expect(screen.queryByLabelText('登录码')).toBeNull()
  await tap(bench, '首次设置')
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/pages/admin/bootstrap/index' })
})
