import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { TOWN, ZHANG } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import type { SubmissionState } from '../../core/submission'
import Submission from './index'

const HEAD = { id: 'p', name: '省平台导入表', system: '省平台', kind: 'dispute', wrong: [] }
const STATE: SubmissionState = {
  profile: HEAD, fresh: 2, changed: 1, withdrawn: ['2026-0007'], missing: 1, hidden: 1, batches: [{ id: 'b', person: 'x', at: '2026-11-20T06:00:00.000Z', records: 5 }],
  missingRecords: [{ id: 'r', kind: 'dispute', stage: 'archived', values: { type: 'neighbour' }, written: [], n: 3, createdBy: 'x' }],
}

test('what is due, what the superior lacks and what went out stand on one page; one tap hands it out', async () => {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['judicial'], grants: [{ role: 'judicial', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const asked: unknown[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  const answers: Readonly<Record<string, { readonly status: number; readonly body: object }>> = {
    [`/api/submission/${TOWN}`]: { status: 200, body: { profiles: [HEAD] } }, [`/api/submission/${TOWN}/p`]: { status: 200, body: STATE },
    [`/api/submission/${TOWN}/p/export`]: { status: 400, body: { code: 'badRequest', message: '没有新的，也没有改过的，不用再交。' } },
  }
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    const answer = answers[request.path]
    if (answer === undefined) return send(request)
    if (request.method === 'POST') asked.push(JSON.parse(String(request.body)))
    return Promise.resolve({ kind: 'answer', status: answer.status, text: JSON.stringify(answer.body) })
  } })
  render(<ClientProvider value={phone.client()}><Submission /></ClientProvider>)
  await act(() => bench.world.settle())
  for (const words of ['要交 3 件：新的 2 件，交过又改的 1 件', '另有 1 件仅承办人可见，不交。', '未录入省平台', '1 件']) expect(screen.getByText(words)).toBeTruthy()
  expect(screen.getByText(/2026-0007/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText('导出 .xlsx，记一批'))
  await act(() => bench.world.settle())
  expect(asked).toEqual([{ again: null }])
  expect(screen.getByText('没有新的，也没有改过的，不用再交。')).toBeTruthy()
})
