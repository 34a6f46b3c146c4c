import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { createBench, newDispute, saved, shown, type Held } from '../../test/standin/bench'
import { jpeg } from '../../test/standin/pictures'
import { ClientProvider } from '../client/hooks'
import { must } from '../core/assert'
import type { MediaProblem } from '../core/mediaCheck'
import { dispute } from '../domain/dispute'
import { RecordView } from './RecordView'
import { PhotosField } from './PhotosField'

/** A form's part over a real client; `pick` stands for the person and the host's chooser. */
async function open(most: number, picked: readonly (readonly Uint8Array[])[], refused: readonly MediaProblem[] = [], ready: (phone: Held) => void = () => undefined) {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  ready(phone)
  const asked: number[] = []
  const rounds = [...picked]
  let latest: readonly string[] = []
  function Form() {
    const [ids, setIds] = useState<readonly string[]>([])
    latest = ids
    return <PhotosField ids={ids} most={most} home={null} onIds={setIds} pick={(at) => { asked.push(at); return Promise.resolve({ chosen: rounds.shift() ?? [], refused }) }} />
  }
  render(<ClientProvider value={phone.client()}><Form /></ClientProvider>)
  const tap = (label: string): Promise<void> => act(async () => {
    fireEvent.click(screen.getByLabelText(label))
    await bench.world.settle()
  })
  return { bench, phone, asked, ids: () => latest, tap }
}

const ADD = '拍照或选照片，可以不拍'

test('photos picked one after another stand as tiles, each with its own way out, up to the most', async () => {
  const form = await open(3, [[jpeg(1, 900)], [jpeg(2, 900), jpeg(3, 900)]])
  expect(screen.getByText('拍照或选照片（可不拍）')).toBeTruthy()
  await form.tap(ADD)
  expect(form.ids()).toHaveLength(1)
  await form.tap('再添照片')
  expect(form.asked).toEqual([3, 2])
  expect(form.ids()).toHaveLength(3)
  expect(screen.getAllByLabelText(/^第 \d 张照片$/).map((image) => image.getAttribute('src')?.slice(0, 24))).toEqual(Array.from({ length: 3 }, () => 'data:image/jpeg;base64,/'))
  expect(screen.queryByLabelText('再添照片')).toBeNull()
  const [first, , third] = form.ids()
  await form.tap('去掉第 2 张照片')
  expect(form.ids()).toEqual([first, third])
  expect(screen.getByLabelText('再添照片')).toBeTruthy()
})

test('thinking better of it changes nothing, and the same photo twice is one', async () => {
  const form = await open(3, [[], [jpeg(1, 900)], [jpeg(1, 900)]])
  await form.tap(ADD)
  expect(form.ids()).toEqual([])
  await form.tap(ADD)
  await form.tap('再添照片')
  expect(form.ids()).toHaveLength(1)
})

test('a full phone says that the words are safe, and the form stays as it was', async () => {
  const form = await open(3, [[jpeg(1, 900)]], [], (phone) => { phone.disk.faults.capacity = 1 })
  await form.tap(ADD)
  expect(form.ids()).toEqual([])
  expect(screen.getByRole('alert').textContent).toBe('手机存满了，照片没有存下。文字不受影响，照常保存；清出一些地方再添照片。')
})

test('what is no photo is said, and the photos beside it are taken', async () => {
  const form = await open(3, [[jpeg(1, 900)]], ['wrongType'])
  await form.tap(ADD)
  expect(form.ids()).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toBe('这个文件不是照片，没有放进来。请换一张照片。写的都还在。')
})

test('a record shows its photos: 影像待传 until the server has them, larger at a tap', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const client = phone.client()
  phone.offline()
  const kept = await client.media.keep(jpeg(1, 900))
  const id = await saved(client.write(newDispute({ photos: kept.kind === 'kept' ? [kept.id] : [] })))
  await bench.world.settle()
  const { rerender } = render(<ClientProvider value={client}><RecordView type={dispute} record={must(shown(client, id), 'the record')} /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.getByText('影像待传')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('第 1 张照片，放大'))
  expect(screen.getByLabelText('第 1 张照片，收小')).toBeTruthy()
  await act(() => phone.online())
  rerender(<ClientProvider value={client}><RecordView type={dispute} record={must(shown(client, id), 'the record')} /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.queryByText('影像待传')).toBeNull()
})
