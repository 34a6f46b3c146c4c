import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { TOWN, ZHANG } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import { must } from '../../core/assert'
import type { ExportRequest } from '../../core/protocol'
import Exports from './index'

async function open(role: string, answer: object) {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: [role], grants: [{ role, place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const asked: { path: string; request: ExportRequest }[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (!request.path.startsWith('/api/export/')) return send(request)
    asked.push({ path: request.path, request: JSON.parse(String(request.body)) as ExportRequest })
    return Promise.resolve({ kind: 'answer', status: 'code' in answer ? 400 : 200, text: JSON.stringify(answer) })
  } })
  render(<ClientProvider value={phone.client()}><Exports /></ClientProvider>)
  await act(() => bench.world.settle())
  const tap = async (label: string): Promise<void> => {
    fireEvent.click(screen.getByLabelText(label))
    await act(() => bench.world.settle())
  }
  return { asked, tap, today: phone.client().clock.getState().today }
}

test('a table, a period and one tap ask for exactly that', async () => {
  const { asked, tap, today } = await open('judicial', { code: 'badRequest', message: '“以案定补”没有开。' })
  await tap('以案定补清单')
  await tap('去年')
  await tap('下载 .xlsx')
  const year = Number(today.slice(0, 4)) - 1
  expect(asked).toEqual([{ path: `/api/export/${TOWN}`, request: { what: 'subsidies', period: { from: `${year}-01-01`, to: `${year}-12-31` }, place: TOWN } }])
  expect(screen.getByText('“以案定补”没有开。')).toBeTruthy()
})

test('a role is offered what it may take, and one that takes nothing is told where to ask', async () => {
  await open('leader', {})
  expect(screen.getByLabelText('人民调解统计表')).toBeTruthy()
  expect(screen.queryByLabelText('以案定补清单')).toBeNull()
})

test('a grid worker is sent to those who have the tables', async () => {
  await open('gridWorker', {})
  expect(screen.getByText(/您的角色不导出表格/)).toBeTruthy()
  expect(screen.queryByLabelText('下载 .xlsx')).toBeNull()
})
