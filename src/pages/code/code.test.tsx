import { useRouter } from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../test/standin/bench'
import { TOWN } from '../../../test/standin/town'
import { ClientProvider } from '../../client/hooks'
import type { CaseCode } from '../../core/codeWire'
import { EMPTY_CONFIG } from '../../core/config'
import { hasCode } from '../../domain/caseCode'
import { TYPES } from '../../domain/registry'
import CodePage from './index'

const RECORD = '00000000-0000-4000-8000-00000000000a'
const slip = (generation: number): CaseCode => ({
  code: `${generation}`.padStart(21, 'ABCDEFGHJKMNPQRSTUVWX'), generation, address: `https://ssb.example.gov.cn/c/${generation}`, svg: '<svg/>', township: '甲乡', phone: '0375-7260000',
})

beforeEach(() => {
  jest.mocked(useRouter).mockReturnValue({ params: { stream: TOWN, id: RECORD, kind: 'matter' }, path: '' } as never)
})

test('asking for the slip makes the code, and changing it is asked once more', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  const asked: string[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (!request.path.startsWith('/api/code/')) return send(request)
    asked.push(`${request.method} ${request.path.slice(request.path.indexOf(RECORD) + RECORD.length)} ${String(request.body ?? '')}`)
    const body = request.path.endsWith('renew') ? slip(2) : request.method === 'POST' ? slip(1) : { code: null, mayRenew: true }
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(body) })
  } })
  render(<ClientProvider value={phone.client()}><CodePage /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.getByText('扫一扫，看您的事办到哪一步')).toBeTruthy()
  expect(screen.getByText('ssb.example.gov.cn/c/')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('换一个码'))
  expect(asked).toEqual(['GET  ', 'POST  {}'])
  fireEvent.click(screen.getByLabelText('换，旧的作废'))
  await act(() => bench.world.settle())
  expect(asked[2]).toBe('POST /renew {"generation":1}')
})

test('matters have a code, disputes where it is turned on, protected ones never', () => {
  const on = { ...EMPTY_CONFIG, settings: { 纠纷一案一码: '开' } }
  expect([hasCode(TYPES.matter, EMPTY_CONFIG, { values: {} }), hasCode(TYPES.dispute, EMPTY_CONFIG, { values: {} }), hasCode(TYPES.dispute, on, { values: {} }), hasCode(TYPES.outreach, on, { values: {} })]).toEqual([true, false, true, false])
  expect([TYPES.matter, TYPES.dispute].map((type) => hasCode(type, on, { values: { compartment: 'minor' } }))).toEqual([false, false])
})
