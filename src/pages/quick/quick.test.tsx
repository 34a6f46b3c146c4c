import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import QuickEntry from './index'

test('two answers in one drawing both stand, on the screen and in the draft', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  render(<ClientProvider value={phone.client()}><QuickEntry /></ClientProvider>)
  act(() => {
    fireEvent.change(screen.getByLabelText('一方的姓，可以不填'), { target: { value: '陈' } })
    fireEvent.change(screen.getByLabelText('另一方的姓，可以不填'), { target: { value: '吴' } })
    fireEvent.click(screen.getByLabelText('邻里'))
    fireEvent.click(screen.getByLabelText('调好了'))
  })
  expect(screen.getByLabelText('邻里，已选')).toBeTruthy()
  const [draft] = phone.client().drafts.list()
  expect(draft?.values).toMatchObject({ type: 'neighbour', '@result': 'settleOnSpot' })
  expect(Object.values(draft?.values.parties ?? {})).toEqual([{ values: { name: '陈' } }, { values: { name: '吴' } }])
})
