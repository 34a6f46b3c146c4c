import { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, newDispute, saved } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import type { Client } from '../../client/client'
import Edit from './index'

test('a form stays as it is while the phone opens its records anew beneath it', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const id = await saved(phone.client().write(newDispute({ people: 2 })))
  await bench.world.settle()
  jest.mocked<() => unknown>(useRouter).mockReturnValue({ params: { kind: 'dispute', id }, path: '' })
  render(<ClientProvider value={phone.client()}><Edit /></ClientProvider>)
  const folded = (): number => screen.queryAllByText(/^还有 \d+ 栏$/).length
  fireEvent.click(screen.getByText(/^还有 \d+ 栏$/))
  expect(folded()).toBe(0)
  const view = phone.client().view as Client['view'] & { setState(state: unknown): void }
  const whole = view.getState()
  act(() => view.setState({ ...whole, records: new Map(), borrowed: new Map() }))
  act(() => view.setState(whole))
  expect(folded()).toBe(0)
})
