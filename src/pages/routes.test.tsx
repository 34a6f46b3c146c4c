import Taro, { useRouter } from '@tarojs/taro'
import { act, render, screen } from '@testing-library/react'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createBench } from '../../test/standin/bench'
import { TOWN } from '../../test/standin/town'
import { ClientProvider } from '../client/hooks'
import SignIn from './signin/index'
import Board from './board/index'
import CodePage from './code/index'
import MergePage from './merge/index'
import PapersPage from './papers/index'
import RecordPage from './record/index'
import { askedParams, askedPlace } from '../components/asked'
import { arrive, goBack, isSomethingOpen, leave, open, openTab, replace } from '../components/routes'

/** The host's stack of pages, by the four calls that change it. */
function host(): { readonly stack: string[]; deepest: number } {
  const kept = { stack: ['/pages/home/index'], deepest: 1 }
  const say = (change: (url: string) => void) => (option?: unknown): Promise<{ errMsg: string }> => {
    change((option as { readonly url?: string } | undefined)?.url ?? '')
    kept.deepest = Math.max(kept.deepest, kept.stack.length)
    return Promise.resolve({ errMsg: 'ok' })
  }
  jest.mocked(Taro.getCurrentPages).mockImplementation(() => kept.stack as never[])
  jest.mocked(Taro.navigateTo).mockImplementation(say((url) => kept.stack.push(url)))
  jest.mocked(Taro.redirectTo).mockImplementation(say((url) => kept.stack.splice(-1, 1, url)))
  jest.mocked(Taro.reLaunch).mockImplementation(say((url) => kept.stack.splice(0, kept.stack.length, url)))
  jest.mocked(Taro.switchTab).mockImplementation(say((url) => kept.stack.splice(0, kept.stack.length, url)))
  jest.mocked(Taro.navigateBack).mockImplementation(say(() => kept.stack.pop()))
  return kept
}

afterEach(() => {
  for (const call of [Taro.getCurrentPages, Taro.navigateTo, Taro.redirectTo, Taro.reLaunch, Taro.switchTab, Taro.navigateBack]) jest.mocked(call as () => unknown).mockReset()
  jest.mocked(useRouter).mockReturnValue({ params: {}, path: '' } as never)
})

test('no way through the program stacks more than eight pages, and every way back ends at home', () => {
  const steps = fc.constantFrom('open', 'open', 'open', 'replace', 'back', 'leave', 'tab')
  fc.assert(fc.property(fc.array(steps, { maxLength: 60 }), (way) => {
    const { stack, ...told } = host()
    const kept = { stack, ...told }
    way.forEach((step, i) => {
      if (step === 'open') open('record', { id: String(i), stream: 's' })
      if (step === 'replace') replace('quick', { n: String(i) })
      if (step === 'back') goBack()
      if (step === 'leave') leave('records', { kind: 'dispute' })
      if (step === 'tab') openTab('board')
      expect(kept.stack.length).toBeLessThanOrEqual(8)
      expect(kept.stack.length).toBeGreaterThan(0)
    })
    for (let back = 0; back < 9; back += 1) goBack()
    expect(kept.stack).toHaveLength(1)
  }))
})

test('records of one another, twelve deep: the page on top is always the one that was asked for', () => {
  const kept = host()
  for (let i = 0; i < 12; i += 1) {
    open('record', { id: `r${i}`, stream: 's' })
    expect(kept.stack[kept.stack.length - 1]).toBe(`/pages/record/index?id=r${i}&stream=s`)
  }
  expect(kept.deepest).toBe(8)
})

test('a page asked for twice before it has come is opened once, and again when it is asked for later', async () => {
  const kept = host()
  open('record', { id: 'a', stream: 's' })
  open('record', { id: 'a', stream: 's' })
  open('record', { id: 'b', stream: 's' })
  expect(kept.stack).toEqual(['/pages/home/index', '/pages/record/index?id=a&stream=s', '/pages/record/index?id=b&stream=s'])
  await act(async () => undefined)
  open('record', { id: 'a', stream: 's' })
  expect(kept.stack).toHaveLength(4)
})

test('pages are opened in one place only', () => {
  const folder = join(__dirname, '..')
  const sources = readdirSync(folder, { recursive: true }).map(String).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('server'))
  const opening = sources.filter((file) => /\b(navigateTo|redirectTo|reLaunch|switchTab|navigateBack)\(/.test(readFileSync(join(folder, file), 'utf8')))
  expect(opening).toEqual([join('components', 'routes.ts')])
})

test('what was asked for before signing in is a page of the program, with its parameters encoded', () => {
  const params = { kind: 'dispute', stream: 's', id: '李&王=100%?' }
  const { to = '' } = askedParams('/pages/record/index', params)
  expect(askedPlace(to)).toEqual({ kind: 'page', address: `/pages/record/index?kind=dispute&stream=s&id=${encodeURIComponent(params.id)}` })
  expect(askedParams('/pages/records/index?stamp=AA', { kind: 'outreach' })).toEqual({ to: '/pages/records/index?kind=outreach' })
  expect(askedPlace('pages/board/index')).toEqual({ kind: 'tab', tab: 'board', address: '/pages/board/index' })
  expect([askedParams('/pages/home/index', {}), askedParams('pages/signin/index', { to: 'x' }), askedParams('', {})]).toEqual([{}, {}, {}])
  expect(['https://example.org/', '//pages/../x', '/pages/gone/index?id=1', '/pages/signin/index', ''].map(askedPlace)).toEqual([null, null, null, null, null])
})

test('whoever is told an address of nowhere begins at home', () => {
  const kept = host()
  arrive('/pages/gone/index?id=1')
  expect(kept.stack).toEqual(['/pages/home/index'])
})

test.each([
  ['record', RecordPage], ['papers', PapersPage], ['code', CodePage], ['merge', MergePage],
])('an address of %s that was cut in two is told so, and nobody is asked', async (page, Opened) => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou')
  jest.mocked(useRouter).mockReturnValue({ path: `/pages/${page}/index`, params: { kind: 'dispute', stream: TOWN, id: TOWN.slice(0, 20) } } as never)
  const before = bench.server.log.length
  render(<ClientProvider value={phone.client()}><Opened /></ClientProvider>)
  await act(() => bench.world.settle())
  expect(screen.getByText(/^这个地址不完整/)).toBeTruthy()
  expect(bench.server.log.slice(before).filter(({ path }) => path.includes(TOWN.slice(0, 20)))).toEqual([])
})

describe('a page opened cold while nobody is signed in', () => {
  const opened = { path: '/pages/record/index', params: { kind: 'dispute', stream: 's', id: encodeURIComponent('a b&c'), $taroTimestamp: 1 } }

  test('leads to the sign-in page, and after signing in to the page that was asked for', async () => {
    const bench = createBench()
    const phone = await bench.phone('h5')
    await phone.client().start()
    const kept = host()
    jest.mocked(useRouter).mockReturnValue(opened as never)
    const { unmount } = render(<ClientProvider value={phone.client()}><RecordPage /></ClientProvider>)
    await act(() => bench.world.settle())
    const [url = ''] = kept.stack
    expect(url).toMatch(/^\/pages\/signin\/index\?to=/)
    unmount()

    // The host hands the values over as they were encoded.
    jest.mocked(useRouter).mockReturnValue({ path: '/pages/signin/index', params: { to: url.split('to=')[1] } } as never)
    render(<ClientProvider value={phone.client()}><SignIn /></ClientProvider>)
    await act(async () => {
      await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
      await bench.world.settle()
    })
    expect(kept.stack).toEqual(['/pages/record/index?kind=dispute&stream=s&id=a%20b%26c'])
  })

  test('a tab comes back with the months it was asked for', async () => {
    const bench = createBench()
    const phone = await bench.phone('h5')
    await phone.client().start()
    const kept = host()
    jest.mocked(useRouter).mockReturnValue({ path: '/pages/board/index?stamp=AA', params: { from: '2024-01-01', to: '2024-06-30', stamp: 'AA' } } as never)
    render(<ClientProvider value={phone.client()}><Board /></ClientProvider>)
    await act(() => bench.world.settle())
    const asked = '/pages/board/index?from=2024-01-01&to=2024-06-30'
    expect(kept.stack).toEqual([`/pages/signin/index?to=${encodeURIComponent(asked)}`])
    arrive(asked)
    expect(kept.stack).toEqual([asked])
    jest.mocked(Taro.getCurrentPages).mockReturnValue([{ path: asked }] as never[])
    expect(isSomethingOpen()).toBe(false)
    arrive('/pages/board/index')
    expect([jest.mocked(Taro.switchTab).mock.calls, kept.stack]).toEqual([[[{ url: '/pages/board/index' }]], ['/pages/board/index']])
  })

  test('a tab is asked for too; whoever signs out is not sent back to where they were', async () => {
    const bench = createBench()
    const phone = await bench.phone('h5')
    await phone.client().start()
    const kept = host()
    jest.mocked(useRouter).mockReturnValue({ path: '/pages/board/index', params: {} } as never)
    render(<ClientProvider value={phone.client()}><Board /></ClientProvider>)
    await act(() => bench.world.settle())
    expect(kept.stack).toEqual([`/pages/signin/index?to=${encodeURIComponent('/pages/board/index')}`])
    await act(async () => {
      await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
      await bench.world.settle()
    })
    await act(async () => {
      await phone.client().signOut()
      await bench.world.settle()
    })
    expect(kept.stack).toEqual(['/pages/signin/index'])
  })
})
