import { act, render, renderHook } from '@testing-library/react'
import type { PropsWithChildren } from 'react'
import { createBench, edited, newDispute, saved, type Bench, type Held } from '../../test/standin/bench'
import { TOWN, ZHANG } from '../../test/standin/town'
import { must } from '../core/assert'
import type { FigureQuery, Problem } from '../core/protocol'
import type { Client } from './client'
import { ClientProvider, useConfig, useDrafts, useFigures, useOnline, useRecord, useRecords, useSession, useSync, useToday } from './hooks'

const COUNT: FigureQuery = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'reportedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }

async function open(login = 'zhang'): Promise<{ readonly bench: Bench; readonly phone: Held; readonly client: Client; readonly wrapper: (props: PropsWithChildren) => JSX.Element }> {
  const bench = createBench()
  const phone = await bench.phoneOf(login)
  const client = phone.client()
  return { bench, phone, client, wrapper: ({ children }) => <ClientProvider value={client}>{children}</ClientProvider> }
}

test('a screen of one record draws again only when that record changes', async () => {
  const { bench, client, phone, wrapper } = await open()
  const [a, b] = [await saved(client.write(newDispute())), await saved(client.write(newDispute()))]
  await bench.world.settle()
  let drawn = 0
  const Screen = (): null => {
    drawn += 1
    useRecord(a)
    useConfig()
    return null
  }
  render(<Screen />, { wrapper })
  await act(async () => { await client.write(edited(b, { people: 4 })); await bench.world.settle() })
  expect(drawn).toBe(1)
  phone.offline()
  await act(async () => { await client.write(edited(a, { people: 4 })); await bench.world.settle() })
  expect(drawn).toBe(2)
  // Once more for 已上传 with its change number; what push and pull say together is drawn together.
  await act(async () => { await phone.online() })
  expect(drawn).toBe(3)
})

test('a list with a query written in place is computed once per change and keeps its rows otherwise', async () => {
  const { client, wrapper } = await open()
  await saved(client.write(newDispute()))
  const { result, rerender } = renderHook(() => useRecords({ kinds: ['dispute'], where: { type: ['neighbour'] } }), { wrapper })
  const before = result.current
  rerender()
  expect(result.current).toBe(before)
  await act(async () => { await client.write(newDispute()) })
  expect(result.current.total).toBe(2)
})

test('figures of a field role are counted on the phone and move with every save', async () => {
  const { client, wrapper } = await open()
  const { result } = renderHook(() => useFigures(TOWN, [COUNT]), { wrapper })
  expect(result.current).toMatchObject({ local: true, stale: false, answer: { results: [{ value: 0 }] } })
  await act(async () => { await client.write(newDispute()) })
  expect(result.current.answer?.results[0]?.value).toBe(1)
})

test('figures of an online role are read at once, within two seconds of a poke, and every twenty seconds; a failed reading leaves the last answer and says so', async () => {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['leader'], grants: [{ role: 'leader', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const client = phone.client()
  const reads: number[] = []
  let answer: object = { n: 1, readAt: '2026-11-21T02:00:00.000Z', results: [{ value: 7, groups: [] }], waiting: 0 }
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (request.path !== '/api/figures') return send(request)
    reads.push(bench.world.now())
    return Promise.resolve({ kind: 'answer', status: 'code' in answer ? 503 : 200, text: JSON.stringify(answer) })
  } })
  const wrapper = ({ children }: PropsWithChildren): JSX.Element => <ClientProvider value={client}>{children}</ClientProvider>
  const { result, unmount } = renderHook(() => useFigures(TOWN, [COUNT]), { wrapper })
  await act(() => bench.world.settle())
  expect(result.current).toMatchObject({ local: false, stale: false, at: '2026-11-21T02:00:00.000Z', answer: { results: [{ value: 7 }] } })
  const zhang = await bench.phoneOf('zhang')
  await saved(zhang.client().write(newDispute()))
  const poked = bench.world.now()
  await act(() => bench.world.pass(2_000))
  expect(reads.some((at) => at > poked && at - poked <= 2_000)).toBe(true)
  const before = reads.length
  answer = { code: 'serverBusy', message: '县里的服务暂时忙不过来' }
  await act(() => bench.world.pass(20_000))
  expect(reads).toHaveLength(before + 1)
  expect(result.current).toMatchObject({ stale: true, problem: { code: 'serverBusy' }, answer: { results: [{ value: 7 }] } })
  unmount()
  await bench.world.pass(60_000)
  expect(reads).toHaveLength(before + 1)
})

test('a late answer to an earlier question is not shown', async () => {
  const { wrapper } = await open()
  const answers = new Map<string, (text: string | Problem) => void>()
  const ask = (what: string) => () => new Promise<string | Problem>((resolve) => answers.set(what, resolve))
  const { result, rerender } = renderHook(({ what }) => useOnline(ask(what), [what]), { wrapper, initialProps: { what: 'first' } })
  rerender({ what: 'second' })
  await act(async () => { answers.get('second')?.('second answer'); await Promise.resolve() })
  await act(async () => { answers.get('first')?.('first answer'); await Promise.resolve() })
  expect(result.current).toMatchObject({ answer: 'second answer', problem: null, loading: false })
})

test('session, sync, drafts and day are told, and drafts move as they are typed', async () => {
  const { client, wrapper } = await open()
  const { result } = renderHook(() => ({ session: useSession(), sync: useSync(), drafts: useDrafts(), today: useToday() }), { wrapper })
  expect(result.current).toMatchObject({ session: { kind: 'signedIn' }, sync: { status: 'idle' }, drafts: [], today: '2026-11-21' })
  await act(async () => { client.drafts.put('dispute', { type: 'land' }); await Promise.resolve() })
  expect(result.current.drafts.map(({ key }) => key)).toEqual(['dispute'])
})
