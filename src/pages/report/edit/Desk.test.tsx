import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench, type Bench, type Held } from '../../../../test/standin/bench'
import { COUNTY, id, kept, TOWN } from '../../../../test/standin/town'
import type { Client, SignedIn } from '../../../client/client'
import { ClientProvider, useRecord } from '../../../client/hooks'
import { must } from '../../../core/assert'
import { EMPTY_CONFIG } from '../../../core/config'
import type { Values } from '../../../core/field'
import type { Op } from '../../../core/op'
import type { Push } from '../../../core/protocol'
import type { ReportAnswer, ReportDraft } from '../../../core/reportWire'
import { fillReport, planReport, questionsOf } from '../../../domain/report'
import { paperOf, wholeText } from '../../../domain/template'
import { Desk } from './Desk.h5'

const TEMPLATE = id('f1')
const VALUES: Values = {
  name: '年度报告', place: TOWN, span: 'year', opening: '# 标题', closing: '@日期 {{截至日}}',
  chapters: { a1: { values: { order: 1, text: '一、做法\n受理{{纠纷.受理}}件。' } }, a2: { values: { order: 2, text: '二、打算' } } },
}
const SCOPE = { place: TOWN, placeName: '磙子营乡', label: '2026年', period: { from: '2026-01-01', to: '2026-11-21' } }

/** As the server answers, with 247 for every figure. */
function printed({ text, until }: ReportDraft): ReportAnswer {
  const plan = planReport(wholeText({ ...text, chapters: text.chapters.map((chapter) => ({ text: chapter })) }), SCOPE, EMPTY_CONFIG)
  const results = questionsOf(plan).map(() => ({ value: 247, groups: [] }))
  return { ...fillReport(plan, results), template: TEMPLATE, name: '年度报告', periodKey: '2026', scope: SCOPE, paper: paperOf({}, ''), at: { town: 1, county: 1 }, readAt: `${until ?? ''}T00:00:00Z` }
}

// jsdom lays nothing out and cannot scroll.
Element.prototype.scrollIntoView = () => undefined

interface Opened {
  readonly bench: Bench
  readonly phone: Held
  readonly previews: ReportDraft[]
  readonly ops: Op[]
  pass(ms: number): Promise<void>
}

/** The desk of a clerk, with what it asked of the server. */
async function openDesk(values: Values = VALUES): Promise<Opened> {
  const bench = createBench()
  bench.server.put(COUNTY, kept('template', TEMPLATE, values))
  const phone = await bench.phoneOf('zhou')
  const previews: ReportDraft[] = []
  const ops: Op[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: Parameters<typeof send>[0]) => {
    if (request.path === '/api/push') ops.push(...(JSON.parse(String(request.body)) as Push).ops)
    if (!request.path.endsWith('/preview') || phone.way.fate(request) === 'lost') return send(request)
    const draft = JSON.parse(String(request.body)) as ReportDraft
    previews.push(draft)
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify(printed(draft)) })
  } })
  await phone.client().online.record(COUNTY, TEMPLATE)
  await show(phone.client(), bench)
  return { bench, phone, previews, ops, pass: (ms) => act(() => bench.world.pass(ms)) }
}

async function show(client: Client, bench: Bench): Promise<void> {
  render(<ClientProvider value={client}><Shown session={client.session.getState() as SignedIn} /></ClientProvider>)
  await act(() => bench.world.pass(1_000))
}

function Shown({ session }: { readonly session: SignedIn }) {
  const record = useRecord(TEMPLATE)
  return record === null ? null : <Desk session={session} stream={TOWN} template={TEMPLATE} period="2026" record={record} shown={record} isThere />
}

const box = (label: string): HTMLTextAreaElement => screen.getByLabelText<HTMLTextAreaElement>(label)
const type = (label: string, value: string): void => void fireEvent.change(box(label), { target: { value } })
const tap = (label: string | RegExp): void => void fireEvent.click(screen.getByLabelText(label))
/** The button stands in the browser's top bar. */
const save = (): void => void fireEvent.keyDown(box('第 2 部分'), { key: 's', ctrlKey: true })
const texts = (): readonly string[] => screen.getAllByRole('textbox').map((element) => (element as HTMLTextAreaElement).value)

function putCursor(label: string, start: number, end = start): void {
  const element = box(label)
  act(() => element.focus())
  element.setSelectionRange(start, end)
  fireEvent.select(element)
}

test('the page is asked for once, a moment after the last letter, with the text as it stands', async () => {
  const { previews, pass } = await openDesk()
  expect(previews).toHaveLength(1)
  for (const text of ['二、打', '二、打算好', '二、打算好了']) {
    type('第 2 部分', text)
    await pass(200)
  }
  expect(previews).toHaveLength(1)
  await pass(400)
  expect(previews).toHaveLength(2)
  expect(previews[1]).toEqual({ until: '2026-11-21', text: { opening: '# 标题', chapters: ['一、做法\n受理{{纠纷.受理}}件。', '二、打算好了'], closing: '@日期 {{截至日}}' } })
})

test('a problem leads to its words in its own chapter', async () => {
  const { pass } = await openDesk()
  type('第 2 部分', '二、打算\n化解{{纠纷.总量}}件。')
  await pass(1_000)
  expect(screen.getByText(/没有叫“纠纷.总量”的指标/)).toBeTruthy()
  tap('到这一处')
  await pass(0)
  const element = box('第 2 部分')
  expect(document.activeElement).toBe(element)
  expect(element.value.slice(element.selectionStart, element.selectionEnd)).toBe('纠纷.总量')
})

test('saving writes the chapters that changed and nothing else, on what was seen when it was opened', async () => {
  const { bench, ops, pass, phone } = await openDesk()
  const seen = must(phone.client().view.getState().borrowed.get(TEMPLATE), 'the template').n
  // Somebody else writes on it, and this phone hears of it.
  await act(async () => bench.server.put(COUNTY, kept('template', TEMPLATE, { ...VALUES, name: '改了名' })))
  await act(() => phone.client().online.record(COUNTY, TEMPLATE))
  expect(phone.client().view.getState().borrowed.get(TEMPLATE)?.n).toBeGreaterThan(seen)
  type('第 2 部分', '二、打算\n写好了')
  save()
  await pass(2_000)
  expect(ops.map(({ kind, record, base, body }) => ({ kind, record, base, body }))).toEqual([
    { kind: 'template', record: TEMPLATE, base: seen, body: { kind: 'edit', set: {}, rows: { chapters: { a2: { set: { text: '二、打算\n写好了' } } } } } },
  ])
  expect(phone.client().drafts.list()).toEqual([])
  type('标题、主送和开头', '# 新标题')
  tap('第 1 部分下移')
  save()
  await pass(2_000)
  expect(ops.slice(1).map(({ body }) => body)).toEqual([
    { kind: 'edit', set: { opening: '# 新标题' } },
    { kind: 'edit', set: {}, rows: { chapters: { a1: { set: { order: 2 } }, a2: { set: { order: 1 } } } } },
  ])
})

test('the picker writes a figure at the cursor', async () => {
  const { pass } = await openDesk()
  putCursor('第 2 部分', 4)
  tap('插入指标')
  fireEvent.change(screen.getByLabelText('找指标'), { target: { value: '口头' } })
  await pass(1_000)
  tap(/^纠纷.口头，口头协议，247 件/)
  await pass(1_000)
  tap('240余')
  tap('插入')
  await pass(0)
  expect(box('第 2 部分').value).toBe('二、打算{{纠纷.口头|余}}')
})

test('a figure under the cursor is opened, narrowed and put back in its place', async () => {
  const { pass } = await openDesk()
  putCursor('第 1 部分', 12)
  tap('改这个指标')
  await pass(1_000)
  tap('难易')
  tap('疑难')
  await pass(1_000)
  tap('换上')
  await pass(0)
  expect(box('第 1 部分').value).toBe('一、做法\n受理{{纠纷.受理[难易=疑难]}}件。')
})

test('a brace that is typed opens the picker and becomes the figure', async () => {
  const { pass } = await openDesk()
  const element = box('第 2 部分')
  act(() => element.focus())
  fireEvent.input(element, { target: { value: '二、打算{', selectionStart: 5, selectionEnd: 5 }, data: '{', inputType: 'insertText' })
  await pass(1_000)
  tap(/^纠纷.受理，受理纠纷/)
  await pass(1_000)
  tap('插入')
  await pass(0)
  expect(box('第 2 部分').value).toBe('二、打算{{纠纷.受理}}')
})

test('a chapter is added behind the one written in, taken out and put back', async () => {
  await openDesk()
  putCursor('第 1 部分', 0)
  tap('加一部分')
  expect(texts()).toEqual(['# 标题', '一、做法\n受理{{纠纷.受理}}件。', '', '二、打算', '@日期 {{截至日}}'])
  tap('去掉第 1 部分')
  expect(screen.getByText('去掉了：一、做法')).toBeTruthy()
  tap('放回来')
  expect(texts()[1]).toBe('一、做法\n受理{{纠纷.受理}}件。')
})

test('a part that is too long is told while it is typed, keeps every letter and is not saved', async () => {
  const { ops, pass } = await openDesk()
  const long = '乡'.repeat(5_012)
  type('第 2 部分', long)
  expect(screen.getByRole('alert').textContent).toContain('多了 12 个')
  expect(box('第 2 部分').value).toBe(long)
  save()
  await pass(2_000)
  expect(ops).toEqual([])
})

test('what was not saved is there again after the program was restarted', async () => {
  const { bench, phone, pass } = await openDesk()
  type('第 2 部分', '二、打算\n没来得及保存')
  await pass(1_000)
  document.body.innerHTML = ''
  const client = await phone.restart()
  await client.online.record(COUNTY, TEMPLATE)
  await show(client, bench)
  expect(box('第 2 部分').value).toBe('二、打算\n没来得及保存')
  expect(screen.getByText(/接着上次没保存的写/)).toBeTruthy()
  tap('不要了，回到保存过的')
  expect(box('第 2 部分').value).toBe('二、打算')
})

test('without a signal one writes and saves on, and the page comes by itself once there is one', async () => {
  const { phone, previews, pass } = await openDesk()
  phone.offline()
  type('第 2 部分', '二、打算\n断网写的')
  await pass(1_000)
  expect(screen.getByText(/没有信号，字照样能写、能存/)).toBeTruthy()
  save()
  await pass(1_000)
  expect(phone.client().sync.getState().waiting).toBe(1)
  await act(() => phone.online())
  await pass(120_000)
  expect(previews.map(({ text }) => text.chapters[1])).toEqual(['二、打算', '二、打算\n断网写的'])
  expect(screen.queryByText(/没有信号/)).toBeNull()
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
})
