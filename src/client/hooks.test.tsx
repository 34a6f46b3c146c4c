import { act, render, renderHook } from '@testing-library/react'
import type { PropsWithChildren } from 'react'
import { createBench, edited, newDispute, saved, type Bench, type Held } from '../../test/standin/bench'
import { TOWN, ZHANG } from '../../test/standin/town'
import { must } from '../core/assert'
import type { Problem } from '../core/protocol'
import type { BoardRequest } from '../domain/board/request'
import type { Client } from './client'
import { ClientProvider, useBoardFigures, useConfig, useDrafts, useOnline, useRecord, useRecords, useSession, useSync, useToday } from './hooks'

const BOARD: BoardRequest = { kind: 'township', place: null, period: { from: '2026-01-01', to: '2026-12-31' }, today: '2026-11-21', shorter: false }

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
  const { result } = renderHook(() => useBoardFigures(TOWN, BOARD, true), { wrapper })
  expect(result.current).toMatchObject({ local: true, stale: false })
  expect(result.current.answer?.results[0]?.value).toBe(0)
  await act(async () => { await client.write({ ...newDispute(), body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: newDispute().body.set?.place ?? '', acceptedOn: '2026-11-20', form: 'oral' } } }) })
  expect(result.current.answer?.results[0]?.value).toBe(1)
})

/** A leader whose server answers as told; what was asked, when, and under which tag. */
async function leader(told: () => { readonly status: number; readonly body: object }) {
  const bench = createBench()
  must(bench.server.people.get('zhou'), 'zhou').me = { ...ZHANG, roles: ['leader'], grants: [{ role: 'leader', place: TOWN, stream: TOWN }] }
  const phone = await bench.phoneOf('zhou')
  const client = phone.client()
  const reads: { readonly at: number; readonly path: string; readonly tag: string | undefined }[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (!/^\/api\/(board|figures)/.test(request.path)) return send(request)
    reads.push({ at: bench.world.now(), path: request.path, tag: request.headers['if-none-match'] })
    const { status, body } = told()
    return Promise.resolve({ kind: 'answer', status, text: status === 304 ? '' : JSON.stringify(body) })
  } })
  const wrapper = ({ children }: PropsWithChildren): JSX.Element => <ClientProvider value={client}>{children}</ClientProvider>
  return { bench, client, reads, wrapper }
}
const read = (value: number, tag: string) => ({ status: 200, body: { at: { town: 1, county: 1 }, readAt: '2026-11-21T02:00:00.000Z', results: [{ value, groups: [] }], waiting: 0, tag } })
const BUSY = { status: 503, body: { code: 'serverBusy', message: '县里的服务暂时忙不过来' } }

test('a board is read at once, within two seconds of a poke, and every twenty seconds; a failed reading leaves the last answer and says so', async () => {
  let answer = read(7, '"a"')
  const { bench, reads, wrapper } = await leader(() => answer)
  const { result, unmount } = renderHook(() => useBoardFigures(TOWN, BOARD, true), { wrapper })
  await act(() => bench.world.settle())
  expect(result.current).toMatchObject({ local: false, stale: false, at: '2026-11-21T02:00:00.000Z', answer: { results: [{ value: 7 }] } })
  const zhang = await bench.phoneOf('zhang')
  await saved(zhang.client().write(newDispute()))
  const poked = bench.world.now()
  await act(() => bench.world.pass(2_000))
  expect(reads.some(({ at }) => at > poked && at - poked <= 2_000)).toBe(true)
  const before = reads.length
  answer = BUSY as never
  await act(() => bench.world.pass(20_000))
  expect(reads).toHaveLength(before + 1)
  expect(result.current).toMatchObject({ stale: true, problem: { code: 'serverBusy' }, answer: { results: [{ value: 7 }] } })
  // Asked less and less: after 5, 10, 20, 40 seconds, and then once a minute.
  await act(() => bench.world.pass(75_000))
  expect(reads).toHaveLength(before + 5)
  unmount()
  await bench.world.pass(60_000)
  expect(reads).toHaveLength(before + 5)
})

test('an unchanged board stays and is as of now; a burst of pokes is one reading a second; a page below the one on top asks nothing', async () => {
  let answer: { readonly status: number; readonly body: object } = read(7, '"a"')
  const { bench, client, reads, wrapper } = await leader(() => answer)
  const { result, rerender } = renderHook(({ isShown }) => useBoardFigures(TOWN, BOARD, isShown), { wrapper, initialProps: { isShown: true } })
  await act(() => bench.world.settle())
  answer = { status: 304, body: {} }
  await act(() => bench.world.pass(20_000))
  expect(reads.at(-1)?.tag).toBe('"a"')
  expect(result.current).toMatchObject({ stale: false, problem: null, at: '2026-11-21T02:00:20.000Z', answer: { results: [{ value: 7 }] } })
  const before = reads.length
  for (let n = 0; n < 60; n += 1) {
    act(() => client.pokes.setState({ [TOWN]: n }))
    await act(() => bench.world.pass(50))
  }
  const times = reads.slice(before).map(({ at }) => at)
  expect(times.length).toBeGreaterThanOrEqual(2)
  expect(times.length).toBeLessThanOrEqual(8)
  rerender({ isShown: false })
  const hidden = reads.length
  await act(() => bench.world.pass(120_000))
  expect(reads).toHaveLength(hidden)
  rerender({ isShown: true })
  await act(() => bench.world.settle())
  expect([reads.length, reads.at(-1)?.tag]).toEqual([hidden + 1, '"a"'])
})

test('where pokes are not heard a board is asked for every few seconds, and less often the longer nothing changes', async () => {
  const { bench, client, reads, wrapper } = await leader(() => (reads.length > 1 ? { status: 304, body: {} } : read(7, '"a"')))
  renderHook(() => useBoardFigures(TOWN, BOARD, true), { wrapper })
  await act(() => bench.world.settle())
  act(() => client.hearing.setState(false, true))
  await act(() => bench.world.pass(9_000))
  expect(reads.length).toBe(3)
  await act(() => bench.world.pass(120_000))
  expect(reads.length).toBeLessThan(14)
})

test('a server that asks its boards other questions is asked by these', async () => {
  const { reads, bench, wrapper } = await leader(() => (reads.at(-1)?.path.startsWith('/api/board') === true ? { status: 426, body: { code: 'outdated', message: '' } } : read(9, '')))
  const { result } = renderHook(() => useBoardFigures(TOWN, BOARD, true), { wrapper })
  await act(() => bench.world.settle())
  expect(result.current).toMatchObject({ problem: null, answer: { results: [{ value: 9 }] } })
  expect(reads.map(({ path }) => path.split('/')[2])).toEqual(['board', 'figures'])
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

test('with the very drawing that asks something else it is being read: nothing in between says that there is none', async () => {
  const { wrapper } = await open()
  const answers = new Map<string, (text: string | null) => void>()
  const ask = (what: string) => () => new Promise<string | null>((resolve) => answers.set(what, resolve))
  const drawn: { what: string; loading: boolean; answer: string | null }[] = []
  const { rerender } = renderHook(({ what }) => {
    const { loading, answer } = useOnline(ask(what), [what])
    drawn.push({ what, loading, answer })
  }, { wrapper, initialProps: { what: 'first' } })
  await act(async () => { answers.get('first')?.('of the first'); await Promise.resolve() })
  rerender({ what: 'second' })
  expect(drawn.filter(({ what }) => what === 'second').every(({ loading, answer }) => loading && answer === 'of the first')).toBe(true)
  await act(async () => { answers.get('second')?.(null); await Promise.resolve() })
  expect(drawn[drawn.length - 1]).toEqual({ what: 'second', loading: false, answer: null })
})

test('session, sync, drafts and day are told, and drafts move as they are typed', async () => {
  const { client, wrapper } = await open()
  const { result } = renderHook(() => ({ session: useSession(), sync: useSync(), drafts: useDrafts(), today: useToday() }), { wrapper })
  expect(result.current).toMatchObject({ session: { kind: 'signedIn' }, sync: { status: 'idle' }, drafts: [], today: '2026-11-21' })
  await act(async () => { client.drafts.put('dispute', { type: 'land' }); await Promise.resolve() })
  expect(result.current.drafts.map(({ key }) => key)).toEqual(['dispute'])
})
