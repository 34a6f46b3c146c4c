import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../test/standin/bench'
import { ClientProvider } from '../client/hooks'
import { Page } from './Page'

test('F09 a full phone is told on the page while something half written is only in memory, until a tap puts it away', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  render(<ClientProvider value={phone.client()}><Page title="记纠纷" width="form">里面</Page></ClientProvider>)
  const settle = (run: () => void): Promise<void> => act(async () => {
    run()
    await bench.world.pass(600)
  })
  phone.disk.faults.capacity = 1
  await settle(() => phone.client().drafts.put('quick:1', { summary: '写了一半' }))
  expect(screen.getByRole('alert').textContent).toContain('手机存满了，没写完的还没存上。写的都还在')
  phone.disk.faults.capacity = Infinity
  await settle(() => void fireEvent.click(screen.getByLabelText('再存一次')))
  expect(screen.queryByRole('alert')).toBeNull()
  expect((await phone.restart()).drafts.get('quick:1')?.values).toEqual({ summary: '写了一半' })
})
