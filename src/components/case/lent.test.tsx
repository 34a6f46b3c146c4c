import { act, render, screen } from '@testing-library/react'
import { createBench, edited, newDispute, saved } from '../../../test/standin/bench'
import { TOWN } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { useLent } from './lent'

function People({ id }: { readonly id: string }) {
  const { record } = useLent(TOWN, id)
  return <span>{record === null ? '没有' : String(record.values.people)}</span>
}

test('a record that was lent is read again when it is opened again, and while it stands open when somebody writes', async () => {
  const bench = createBench()
  const [worker, office] = [await bench.phoneOf('zhang'), await bench.phoneOf('zhou')]
  const id = await saved(worker.client().write(newDispute({ people: 2 })))
  await bench.world.pass(61_000)
  const open = () => render(<ClientProvider value={office.client()}><People id={id} /></ClientProvider>)
  const page = open()
  await act(() => bench.world.settle())
  expect(screen.getByText('2')).toBeTruthy()
  page.unmount()
  await saved(worker.client().write(edited(id, { people: 5 })))
  await bench.world.pass(61_000)
  open()
  await act(() => bench.world.settle())
  expect(screen.getByText('5')).toBeTruthy()
  await act(async () => {
    await saved(worker.client().write(edited(id, { people: 7 })))
    await bench.world.pass(61_000)
  })
  expect(screen.getByText('7')).toBeTruthy()
})

test('a page opened by its address asks once its person is known, and not before', async () => {
  const bench = createBench()
  const worker = await bench.phoneOf('zhang')
  const id = await saved(worker.client().write(newDispute({ people: 2 })))
  await bench.world.pass(61_000)
  const office = await bench.phone()
  render(<ClientProvider value={office.client()}><People id={id} /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.getByText('没有')).toBeTruthy()
  await act(async () => {
    await office.client().signIn({ kind: 'password', login: 'zhou', password: 'demo' })
    await bench.world.settle()
  })
  expect(screen.getByText('2')).toBeTruthy()
})
