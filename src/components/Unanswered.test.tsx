import Taro, { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../test/standin/bench'
import { ClientProvider } from '../client/hooks'
import { Unanswered } from './Unanswered'

async function shown(login: 'li' | 'zhou', code: string) {
  jest.mocked(useRouter).mockReturnValue({ path: '/pages/todo/index?stamp=A', params: { whose: 'all', stamp: 'A' } } as unknown as ReturnType<typeof useRouter>)
  jest.mocked(Taro.navigateTo).mockClear()
  const bench = createBench()
  const phone = await bench.phoneOf(login)
  const again = jest.fn()
  render(<ClientProvider value={phone.client()}><Unanswered problem={{ code, message: '服务器说的话' }} again={again} /></ClientProvider>)
  await act(() => bench.world.settle())
  return again
}

test('who has to sign in anew comes back to the page that was open, as it was asked for', async () => {
  await shown('zhou', 'expired')
  fireEvent.click(screen.getByLabelText('重新登录'))
  expect(jest.mocked(Taro.navigateTo).mock.calls).toEqual([[{ url: `/pages/signin/index?to=${encodeURIComponent('/pages/todo/index?whose=all')}` }]])
})

test('without a signal only those whose phone holds records are told that they are there', async () => {
  const again = await shown('li', 'offline')
  expect(screen.getByText('现在没有信号，这里要联网才能看。写的都还在手机里。')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('再试一次'))
  expect(again).toHaveBeenCalledTimes(1)
})

test('an office at its PC holds nothing and is told nothing of a phone', async () => {
  await shown('zhou', 'offline')
  expect(screen.getByText('现在没有信号，这里要联网才能看。')).toBeTruthy()
})
