import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { TOWN, ZHANG } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import type * as PickFile from '../../client/platform/pickFile'
import { must } from '../../core/assert'
import type { ImportBatch, ImportFile, ImportTrial } from '../../core/importing'
import Imports from './index'

/** The module itself: what an import of all of it gives is a copy. */
const picking = jest.requireActual<typeof PickFile>('../../client/platform/pickFile')

const BATCH: ImportBatch = { id: 'b', kind: 'dispute', name: '2023年台账.xlsx', person: 'p', at: '2026-11-20T06:00:00.000Z', rows: 3, done: 2, taken: 2, refused: [], undoneAt: null }
const MAPPING = { sheet: '2023', headerRow: 2, columns: [{ at: 0, key: 'type' }], fixed: {}, words: {}, year: 2023, skipKnown: true }
const FILE: ImportFile = {
  file: 'f', sheets: ['2023'], before: null,
  sheet: {
    name: '2023', headerRow: 2, rows: 4, head: [{ row: 2, text: '类型' }], notes: ['第 9 行是合计，没有算进来。'], mapping: MAPPING, remembered: false,
    columns: [{ at: 0, letter: 'A', header: '纠纷类型', samples: ['邻里', '天外'] }],
    targets: [{ key: 'type', label: '类型', must: true, value: 'option', choices: [{ code: 'neighbour', label: '邻里' }, { code: 'other', label: '其他' }] }],
  },
}
const TRIAL: ImportTrial = {
  rows: 4, ready: 3, badRows: 1, bad: [{ row: 6, at: 0, say: '第 6 行“纠纷类型”：写的是“天外”，对不上“类型”里的哪一项。' }], remarkCount: 0, remarks: [], known: 0,
  unknown: [{ key: 'type', label: '类型', word: '天外', rows: 1 }], first: '2023-01-01', last: '2023-12-30',
}

async function open(role: string) {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: [role], grants: [{ role, place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const asked: { path: string; body: unknown }[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  let parts = 1
  const answers: Readonly<Record<string, () => object>> = {
    [`/api/imports/${TOWN}`]: () => ({ kinds: ['dispute'], batches: [BATCH] }), [`/api/imports/${TOWN}/dispute`]: () => FILE, [`/api/import/${TOWN}/f/try`]: () => TRIAL,
    [`/api/import/${TOWN}/f/confirm`]: () => ({ ...BATCH, done: 1, taken: 1 }), [`/api/import/${TOWN}/f/batch/b/go`]: () => ({ ...BATCH, done: (parts += 1), taken: parts }),
  }
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const answer = answers[request.path]
    if (answer === undefined) return send(request)
    asked.push({ path: request.path, body: typeof request.body === 'string' ? JSON.parse(request.body) : null })
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(answer()) })
  } })
  jest.spyOn(picking, 'canPickFiles').mockReturnValue(true)
  jest.spyOn(picking, 'pickFile').mockResolvedValue({ name: '2023年台账.xlsx', bytes: new Uint8Array([1]) })
  render(<ClientProvider value={phone.client()}><Imports /></ClientProvider>)
  await act(() => bench.world.settle())
  const tap = async (label: string): Promise<void> => {
    fireEvent.click(screen.getByLabelText(label))
    await act(() => bench.world.settle())
  }
  return { asked, tap }
}

test('three steps: the file, the mapping, what would not go in; only then it is written, part by part', async () => {
  const { asked, tap } = await open('judicial')
  await tap('选 .xlsx 文件')
  expect(screen.getByText('A 列 纠纷类型')).toBeTruthy()
  expect(screen.getByText('第 9 行是合计，没有算进来。')).toBeTruthy()
  await tap('试一遍（什么都不写）')
  expect(screen.getByText('第 6 行“纠纷类型”：写的是“天外”，对不上“类型”里的哪一项。')).toBeTruthy()
  await tap('其他')
  await tap('照这样再试一遍')
  expect(asked.at(-1)).toEqual({ path: `/api/import/${TOWN}/f/try`, body: { mapping: { ...MAPPING, words: { type: { 天外: 'other' } } } } })
  expect(asked.some(({ path }) => path.endsWith('/confirm'))).toBe(false)
  await tap('导入 3 行')
  expect(asked.slice(-3).map(({ path }) => path)).toEqual([`/api/import/${TOWN}/f/confirm`, `/api/import/${TOWN}/f/batch/b/go`, `/api/import/${TOWN}/f/batch/b/go`])
  expect(screen.getByText('导入了 3 件')).toBeTruthy()
})

test('what was imported before stands there with how far it came', async () => {
  await open('judicial')
  expect(screen.getByText('导到 2/3')).toBeTruthy()
})
