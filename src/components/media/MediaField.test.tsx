import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState, type ReactElement } from 'react'
import { createBench } from '../../../test/standin/bench'
import { docx, m4a, pdf } from '../../../test/standin/papers'
import { jpeg } from '../../../test/standin/pictures'
import { ClientProvider } from '../../client/hooks'
import type { Recorded } from '../../client/platform/recorder'
import { EMPTY_CONFIG } from '../../core/config'
import { VOICES } from '../../domain/entry'
import { FilesField } from './FilesField'
import { isOffered } from './MediaField'
import { VoiceField } from './VoiceField'

/** A field over a real client. */
async function open(field: (ids: readonly string[], onIds: (ids: readonly string[]) => void) => ReactElement) {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  let latest: readonly string[] = []
  function Form() {
    const [ids, setIds] = useState<readonly string[]>([])
    latest = ids
    return field(ids, setIds)
  }
  const { unmount } = render(<ClientProvider value={phone.client()}><Form /></ClientProvider>)
  const settle = (run: () => void): Promise<void> => act(async () => {
    run()
    await bench.world.settle()
  })
  return { ids: () => latest, settle, tap: (label: string) => settle(() => void fireEvent.click(screen.getByLabelText(label))), unmount }
}

/** A microphone whose end is told by the test. */
function microphone() {
  let end = (_recorded: Recorded): void => undefined
  const stopped: true[] = []
  return {
    stopped,
    end: (recorded: Recorded) => end(recorded),
    record: (mostSeconds: number) => {
      expect(mostSeconds).toBe(600)
      const done = new Promise<Recorded>((resolve) => {
        end = resolve
      })
      return { stop: () => void stopped.push(true), done }
    },
  }
}

test('a recording begins and ends at a tap, shows that it runs, and stands in the form once it is safe', async () => {
  const mic = microphone()
  const form = await open((ids, onIds) => <VoiceField ids={ids} most={3} home={null} able record={mic.record} onIds={onIds} />)
  expect(screen.queryByText(/正在录/)).toBeNull()
  await form.tap('录音，可以不录')
  expect(screen.getByText('正在录 0:00，点这里停下')).toBeTruthy()
  await form.tap('停下，存好')
  expect(mic.stopped).toHaveLength(1)
  await form.settle(() => mic.end({ kind: 'recorded', bytes: m4a(1), by: 'person' }))
  expect(form.ids()).toHaveLength(1)
  expect([screen.getByText('录音 1'), screen.getByText('听')]).toHaveLength(2)
  expect(screen.queryByRole('alert')).toBeNull()
  await form.tap('去掉录音 1')
  expect(form.ids()).toEqual([])
})

test('a call keeps what was recorded and says so; without a microphone the form goes on without', async () => {
  const mic = microphone()
  const form = await open((ids, onIds) => <VoiceField ids={ids} most={3} home={null} able record={mic.record} onIds={onIds} />)
  await form.tap('录音，可以不录')
  await form.settle(() => mic.end({ kind: 'recorded', bytes: m4a(1), by: 'host' }))
  expect(form.ids()).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toMatch(/已经存好/)
  await form.tap('再录一段')
  await form.settle(() => mic.end({ kind: 'none', why: 'permission' }))
  expect(form.ids()).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toMatch(/权限.*不录也可以/)
  await form.tap('再录一段')
  await form.settle(() => mic.end({ kind: 'recorded', bytes: new Uint8Array(), by: 'person' }))
  expect(screen.getByRole('alert').textContent).toMatch(/没有录到声音/)
})

test('whoever does not agree to the microphone, the camera or the chat files is told so, and the form goes on', async () => {
  const mic = microphone()
  const voice = await open((ids, onIds) => <VoiceField ids={ids} most={3} home={null} able record={mic.record} agreed={() => Promise.resolve(false)} onIds={onIds} />)
  await voice.tap('录音，可以不录')
  expect(screen.queryByText(/正在录/)).toBeNull()
  expect(screen.getByRole('alert').textContent).toMatch(/没有同意用话筒.*写的都还在/)
  voice.unmount()
  const files = await open((ids, onIds) => (
    <FilesField ids={ids} most={20} home={null} pick={() => Promise.resolve({ chosen: [], refused: [], notGiven: 'privacy' })}
      shoot={() => Promise.resolve({ chosen: [], refused: [], notGiven: 'permission' })} onIds={onIds} />
  ))
  await files.tap('选材料文件，PDF 或 Word')
  expect(screen.getByRole('alert').textContent).toMatch(/没有同意选聊天里的文件/)
  await files.tap('拍材料')
  expect(screen.getByRole('alert').textContent).toMatch(/右上角.*设置.*写的都还在/)
  expect(files.ids()).toEqual([])
})

test('leaving the form ends the recording', async () => {
  const mic = microphone()
  const form = await open((ids, onIds) => <VoiceField ids={ids} most={3} home={null} able record={mic.record} onIds={onIds} />)
  await form.tap('录音，可以不录')
  form.unmount()
  expect(mic.stopped).toHaveLength(1)
})

test('papers are photographed or chosen; what is none to take is told, and those beside it are taken', async () => {
  const form = await open((ids, onIds) => (
    <FilesField ids={ids} most={20} home={null} pick={() => Promise.resolve({ chosen: [pdf(1), docx(1, { 'word/vbaProject.bin': 'x' }), docx(2)], refused: [] })}
      shoot={() => Promise.resolve({ chosen: [jpeg(1, 900)], refused: ['tooManyPixels'] })} onIds={onIds} />
  ))
  await form.tap('选材料文件，PDF 或 Word')
  expect(form.ids()).toHaveLength(2)
  expect(screen.getByRole('alert').textContent).toMatch(/带着宏.*写的都还在/)
  expect([screen.getByText('PDF'), screen.getByText('Word'), ...screen.getAllByText('打开')]).toHaveLength(4)
  await form.tap('拍材料')
  expect(form.ids()).toHaveLength(3)
  expect(screen.getByRole('alert').textContent).toMatch(/尺寸太大/)
  expect(screen.getByLabelText('材料 3，放大')).toBeTruthy()
})

test('recordings are asked for where the county wants them, and shown where there are some', () => {
  const on = { ...EMPTY_CONFIG, settings: { 录音: '开' } }
  expect([isOffered(EMPTY_CONFIG, VOICES, undefined), isOffered(on, VOICES, undefined), isOffered(EMPTY_CONFIG, VOICES, ['a']), isOffered(EMPTY_CONFIG, { kind: 'media', label: '照片', most: 9 }, undefined)])
    .toEqual([false, true, true, true])
})
