import { useRouter } from '@tarojs/taro'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createBench, saved, shown, type Held } from '../../../test/standin/bench'
import { VILLAGE } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import { RecordView } from '../../components/RecordView'
import { dispute } from '../../domain/dispute'
import Edit from './index'

/** A dispute of one mediator, and the phone of another. */
async function told() {
  const bench = createBench()
  const [mine, others] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(mine.client().write({
    kind: 'dispute', record: null,
    body: { kind: 'create', move: 'register', set: { type: 'land', place: VILLAGE }, rows: { parties: { p1: { set: { name: '牛大山', phone: '13812345678' } } } } },
  }))
  await bench.world.settle()
  await others.online()
  await bench.world.pass(61_000)
  return { bench, mine, others, id }
}

function seen(phone: Held): jest.SpyInstance {
  return jest.spyOn(phone.client(), 'revealed')
}

function edit(phone: Held, id: string): void {
  jest.mocked<() => unknown>(useRouter).mockReturnValue({ params: { kind: 'dispute', id }, path: '' })
  render(<ClientProvider value={phone.client()}><Edit /></ClientProvider>)
}

const tap = (label: string): void => act(() => void fireEvent.click(screen.getByLabelText(label)))

test("a form over somebody else's record asks why before it shows a name, and the answer goes on the trail", async () => {
  const { others, id } = await told()
  const revealed = seen(others)
  edit(others, id)
  expect(document.body.textContent).not.toContain('牛大山')
  expect(revealed).not.toHaveBeenCalled()
  tap('核对')
  expect(screen.getByText(/牛大山/)).toBeTruthy()
  expect(revealed).toHaveBeenCalledTimes(1)
  expect(revealed).toHaveBeenCalledWith(expect.objectContaining({ record: id, classes: ['name', 'phone'], reason: 'checking' }))
})

test('whose own record it is, is asked nothing', async () => {
  const { mine, id } = await told()
  const revealed = seen(mine)
  edit(mine, id)
  expect(screen.getByText(/牛大山/)).toBeTruthy()
  expect(revealed).not.toHaveBeenCalled()
})

test('what was said on the record is not asked again in a form over it, and is asked again once the record was left', async () => {
  const { others, id } = await told()
  const revealed = seen(others)
  const page = render(<ClientProvider value={others.client()}><RecordView type={dispute} record={must(shown(others.client(), id), 'the dispute')} /></ClientProvider>)
  tap('看全名')
  tap('群众来问')
  edit(others, id)
  expect(screen.queryByText('为什么要看')).toBeNull()
  expect(revealed).toHaveBeenLastCalledWith(expect.objectContaining({ classes: ['name', 'phone'], reason: 'asked' }))
  page.unmount()
  cleanup()
  edit(others, id)
  expect(screen.getByText('为什么要看')).toBeTruthy()
})
