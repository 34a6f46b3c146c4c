import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro, * as taro from '@tarojs/taro'
import { createBench, edited, newDispute, saved, shown } from '../../../test/standin/bench'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import { typeOf } from '../../domain/registry'
import { MergedLinks } from '../../components/merge/MergedLinks'
import { OntoSurvivor } from '../../components/merge/OntoSurvivor'
import Merge from './index'

const names = (one: string, two: string) => ({ parties: { p1: { set: { name: one } }, p2: { set: { name: two } } } })
const told = (one: string, two: string, summary: string) => ({ ...newDispute({ reportedOn: '2026-11-20', summary }), body: { ...newDispute({ reportedOn: '2026-11-20', summary }).body, rows: names(one, two) } })

test('the likely other one is offered first; both stand side by side, what the counts lose is said, and one tap merges', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const client = phone.client()
  const [given, stays] = [await saved(client.write(told('李某某', '王大山', '排水沟的事'))), await saved(client.write(told('李', '王大山', '排水沟挪到门口')))]
  await saved(client.write(told('赵四', '钱五', '欠工钱')))
  await saved(client.write({ kind: 'dispute', record: given, body: { kind: 'move', move: 'accept', set: { acceptedOn: '2026-11-20' } } }))
  jest.mocked(taro.useRouter).mockReturnValue({ params: { kind: 'dispute', id: given, stream: must(shown(client, given), 'it').stream }, path: '' } as never)
  render(<ClientProvider value={client}><Merge /></ClientProvider>)
  expect(screen.getByText('可能是这一件')).toBeTruthy()
  expect(screen.queryByText(/赵某和钱某/)).toBeNull()
  fireEvent.change(screen.getByLabelText('找要留下的那件'), { target: { value: 'zs' } })
  expect(screen.getByText(/赵某和钱某/)).toBeTruthy()
  fireEvent.click(must(screen.getAllByText(/李某和王某/)[1], 'the likely one'))
  expect(screen.getByText('李某某、王大山')).toBeTruthy()
  expect(screen.getByText('“受理”、“在办”各少 1 件，只按留下的那件算。')).toBeTruthy()
  await act(async () => {
    fireEvent.click(screen.getByLabelText('确定并入'))
    await bench.world.settle()
  })
  expect(shown(client, given)).toMatchObject({ stage: 'merged', values: { mergedInto: stays, stageMerged: 'accepted' } })
  expect(Taro.redirectTo).toHaveBeenCalledWith({ url: expect.stringContaining(stays) as string })
})

test('a merged record leads to the one that stayed in the end, which names what came to it', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const client = phone.client()
  const [one, two, three] = [await saved(client.write(told('李', '王', ''))), await saved(client.write(told('孙', '周', ''))), await saved(client.write(told('吴', '郑', '')))]
  const merge = (id: string, into: string) => saved(client.write({ kind: 'dispute', record: id, body: { kind: 'move', move: 'merge', set: { mergedInto: into } } }))
  await merge(one, two)
  await merge(two, three)
  const type = must(typeOf('dispute'), 'the type')
  const links = (id: string) => render(<ClientProvider value={client}><MergedLinks type={type} record={must(shown(client, id), 'it')} /></ClientProvider>)
  const first = links(one)
  await act(() => bench.world.settle())
  expect(screen.getByText(/^并入了：.*吴某和郑某/)).toBeTruthy()
  first.unmount()
  links(three)
  await act(() => bench.world.settle())
  expect(screen.getByText(/^并入了 1 件：.*孙某和周某/)).toBeTruthy()
})

test('in 需核对 what was written on a merged record goes to the one that stayed with one tap', async () => {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const [given, stays] = [await saved(zhang.client().write(told('李', '王', ''))), await saved(zhang.client().write(told('李', '王', '')))]
  await bench.world.settle()
  wang.offline()
  await saved(wang.client().write(edited(given, { households: 4 })))
  await saved(zhang.client().write({ kind: 'dispute', record: given, body: { kind: 'move', move: 'merge', set: { mergedInto: stays } } }))
  await bench.world.settle()
  await wang.online()
  const item = must(wang.client().sync.getState().attention[0], 'an item')
  const onSettle = jest.fn()
  render(<ClientProvider value={wang.client()}><OntoSurvivor item={item} onSettle={onSettle} /></ClientProvider>)
  await act(() => bench.world.settle())
  fireEvent.click(screen.getByLabelText('记到并入的那件'))
  expect(onSettle).toHaveBeenCalledWith({ onto: stays })
})
