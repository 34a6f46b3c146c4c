import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, newDispute, saved } from '../../../test/standin/bench'
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

test('what is dictated or composed goes on in the same field: the page drawn anew never takes it away', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  render(<ClientProvider value={phone.client()}><QuickEntry /></ClientProvider>)
  const field = screen.getByLabelText<HTMLTextAreaElement>('怎么回事、怎么商定的')
  field.focus()
  fireEvent.compositionStart(field)
  for (const text of ['y', 'yu', '雨', '雨水']) fireEvent.change(field, { target: { value: text } })
  await act(() => bench.world.settle())
  fireEvent.click(screen.getByLabelText('邻里'))
  await act(() => bench.world.settle())
  fireEvent.compositionEnd(field)
  expect(screen.getByLabelText('怎么回事、怎么商定的')).toBe(field)
  expect(document.activeElement).toBe(field)
  expect(field.value).toBe('雨水')
  expect(phone.client().drafts.list()[0]?.values.summary).toBe('雨水')
})

test('the type used last beyond the ten stands beside them, its button in no way changing the others', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const shown = render(<ClientProvider value={phone.client()}><QuickEntry /></ClientProvider>)
  const names = (): readonly string[] => [...screen.getByRole('radiogroup', { name: '哪一类' }).querySelectorAll('[role=radio]')].map(({ textContent }) => textContent ?? '')
  const before = names()
  expect(before).toHaveLength(10)
  shown.unmount()
  await saved(phone.client().write(newDispute({ type: 'consumer' })))
  await act(() => bench.world.settle())
  render(<ClientProvider value={phone.client()}><QuickEntry /></ClientProvider>)
  expect(names()).toEqual([...before, '消费'])
})

test('a form begun by mistake is thrown away, after one question', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  render(<ClientProvider value={phone.client()}><QuickEntry /></ClientProvider>)
  expect(screen.queryByLabelText('这份不要了')).toBeNull()
  fireEvent.click(screen.getByLabelText('邻里'))
  await act(() => bench.world.settle())
  fireEvent.click(screen.getByLabelText('这份不要了'))
  expect(phone.client().drafts.list()).toHaveLength(1)
  fireEvent.click(screen.getByText('删掉'))
  await act(() => bench.world.settle())
  expect(phone.client().drafts.list()).toEqual([])
})
