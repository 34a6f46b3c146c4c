import { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, newDispute, saved, type Held } from '../../../test/standin/bench'
import { JUSTICE, VILLAGE, ZHANG } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import type { FormList, FormTrial, PaperLink } from '../../core/paperWire'
import { PapersRow } from '../../components/papers/PapersRow'
import Papers from './index'
import { Trial } from './forms/Trial'
import Forms from './forms/index'

const openedWith = (params: Readonly<Record<string, string>>): unknown => jest.mocked<() => unknown>(useRouter).mockReturnValue({ params, path: '' })

/** Answers of the server by path; everything else goes to the stand-in. */
function answering(phone: Held, answers: Readonly<Record<string, { readonly status: number; readonly body: object }>>): unknown[] {
  const asked: unknown[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const answer = answers[request.path]
    if (answer === undefined) return send(request)
    if (typeof request.body === 'string') asked.push(JSON.parse(request.body))
    return Promise.resolve({ kind: 'answer', status: answer.status, text: JSON.stringify(answer.body) })
  } })
  return asked
}

const LAND = { source: 'applied', acceptedOn: '2026-03-01' }

test('a case tells offline what its file lacks, and the row leads there', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const id = await saved(phone.client().write(newDispute()))
  await phone.client().write({ kind: 'dispute', record: id, body: { kind: 'move', move: 'accept', set: LAND } })
  await bench.world.settle()
  const record = must(phone.client().view.getState().records.get(id), 'the dispute')
  openedWith({ id, stream: record.stream })
  phone.offline()
  const shown = render(<ClientProvider value={phone.client()}><PapersRow record={record} me={ZHANG} /><Papers /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.getAllByText('还缺 2 样').length).toBeGreaterThan(1)
  for (const words of ['人民调解申请书', '人民调解受理登记表', '当事人权利义务告知书', '也可以有', '扫描件回来了']) expect(screen.getByText(words)).toBeTruthy()
  expect(screen.getByText('已告知权利义务')).toBeTruthy()
  fireEvent.click(screen.getAllByLabelText('下载')[0] as HTMLElement)
  await act(() => bench.world.settle())
  expect(screen.getByText(/没有信号，有信号再点一次下载/)).toBeTruthy()
  shown.unmount()
})

test('settled on the spot: one paper, one tap', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const id = await saved(phone.client().write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: VILLAGE, acceptedOn: '2026-03-01', form: 'oral', summary: '水沟' } } }))
  await bench.world.settle()
  const record = must(phone.client().view.getState().records.get(id), 'the dispute')
  openedWith({ id: record.id, stream: record.stream })
  const link: PaperLink = { url: '/api/download?ticket=x', name: '口头协议登记表.docx', left: [] }
  const asked = answering(phone, { [`/api/papers/${record.stream}/${record.id}/link`]: { status: 200, body: link } })
  const shown = render(<ClientProvider value={phone.client()}><PapersRow record={record} me={ZHANG} /><Papers /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.getByText('齐了')).toBeTruthy()
  expect(screen.getByText('这件只要一份口头协议登记表')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('口头协议登记表'))
  await act(() => bench.world.settle())
  expect(asked).toEqual([{ what: 'paper', paper: 'oral', row: null }])
  shown.unmount()
})

test('a form that is wrong shows everything that is, and cannot be put in use', () => {
  const trial: FormTrial = { problems: [{ where: '第 2 段', text: '{{姓明}}', message: '没有叫“姓明”的名称，是不是“姓名”？' }], preview: [] }
  const form = { paper: 'oral', title: '口头协议登记表', version: 0, own: null }
  const shown = render(<Trial tried={{ form, bytes: new Uint8Array(), trial }} busy={false} onAccept={() => undefined} onAgain={() => undefined} onBack={() => undefined} />)
  expect(screen.getByText('没有叫“姓明”的名称，是不是“姓名”？')).toBeTruthy()
  expect(screen.queryByText('就用这份样式')).toBeNull()
  shown.unmount()
})

test('the county sees which form of each paper is in use', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('sun')
  const forms: FormList = { forms: [{ paper: 'oral', title: '口头协议登记表', version: 2, own: { at: '2026-03-05T02:00:00.000Z', by: JUSTICE.person } }, { paper: 'note', title: '卷宗情况说明', version: 0, own: null }] }
  answering(phone, { '/api/paper-forms': { status: 200, body: forms } })
  const shown = render(<ClientProvider value={phone.client()}><Forms /></ClientProvider>)
  await act(() => bench.world.settle())
  for (const words of ['口头协议登记表', '标准样式', '用回标准']) expect(screen.getByText(words)).toBeTruthy()
  shown.unmount()
})
