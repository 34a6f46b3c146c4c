import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { createBench } from '../../../../test/standin/bench'
import { COUNTY, id, kept, TOWN } from '../../../../test/standin/town'
import type { SignedIn } from '../../../client/client'
import { ClientProvider } from '../../../client/hooks'
import { must } from '../../../core/assert'
import { template } from '../../../domain/directory'
import { textOfTemplate } from '../../../domain/template'
import { BeginText } from './BeginText'
import { mostOf } from './text'
import { Writing } from './Writing.h5'

const TEMPLATE = id('f1')
/** As long as chapters may be: more than one op could carry. */
const LONG = ['一', '二', '三', '四'].map((ordinal) => `${ordinal}、`.padEnd(mostOf('a'), '乡'))
const COUNTY_TEXT = kept('template', TEMPLATE, {
  name: '年度报告（县统一稿）', span: 'year', opening: '# 标题', closing: '@日期 {{截至日}}', fonts: 'plain',
  chapters: { ...Object.fromEntries(LONG.map((text, i) => [`a${i}`, { values: { order: i + 1, text } }])), old: { values: { order: 9, text: '不要的' }, retired: true } },
})

async function open(source: typeof COUNTY_TEXT | null) {
  const bench = createBench()
  const phone = await bench.phoneOf('zhou')
  const client = phone.client()
  const session = client.session.getState() as SignedIn
  const shown = source === null ? null : { ...source, stream: COUNTY, sync: 'uploaded' as const, receipt: null, enteredAt: null }
  render(<ClientProvider value={client}><BeginText session={session} stream={TOWN} template={TEMPLATE} period="2026" source={shown} /></ClientProvider>)
  await act(() => bench.world.pass(100))
  return { bench, phone, client, session }
}

/** The record that was opened in place of the form. */
function opened(): URLSearchParams {
  const { url } = must(jest.mocked(Taro.redirectTo).mock.calls[0], 'a page opened')[0]
  return new URLSearchParams(url.split('?')[1])
}

test('a copy of the county’s text is the township’s own, however long it is, and the county’s stays as it was', async () => {
  const { bench, client } = await open(COUNTY_TEXT)
  fireEvent.click(screen.getByLabelText('开始写'))
  await act(() => bench.world.pass(5_000))
  const record = must(opened().get('template'), 'the new template')
  expect(opened().get('period')).toBe('2026')
  expect(client.sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  await act(() => client.online.record(COUNTY, record))
  const { values } = must(client.view.getState().borrowed.get(record), 'the record')
  expect(values).toMatchObject({ name: '年度报告', place: TOWN, span: 'year', year: 2026, fonts: 'plain' })
  expect(textOfTemplate(values)).toMatchObject({ opening: '# 标题', closing: '@日期 {{截至日}}' })
  expect(textOfTemplate(values).chapters.map(({ text }) => text)).toEqual(LONG)
  expect(client.drafts.list()).toEqual([])
})

test('one for every year has none, and a blank one already has its title and its last lines', async () => {
  const { bench, client } = await open(null)
  fireEvent.click(screen.getByLabelText('开始写'))
  expect(screen.getByText(/请先写上名称/)).toBeTruthy()
  fireEvent.change(screen.getByLabelText('名称'), { target: { value: '季度情况' } })
  fireEvent.click(screen.getByLabelText(template.fields.span.options.quarter.label))
  fireEvent.click(screen.getByLabelText('年年都用'))
  fireEvent.click(screen.getByLabelText('开始写'))
  await act(() => bench.world.pass(5_000))
  const record = must(opened().get('template'), 'the new template')
  expect(opened().get('period')).toBe('2026-Q4')
  await act(() => client.online.record(COUNTY, record))
  const { values } = must(client.view.getState().borrowed.get(record), 'the record')
  expect(values).not.toHaveProperty('year')
  expect(values).toMatchObject({ name: '季度情况', span: 'quarter' })
  expect(values.opening).toContain('# {{乡镇}}')
})

test('without a signal the copy is there all the same, on this machine', async () => {
  const { bench, phone, client } = await open(COUNTY_TEXT)
  phone.offline()
  fireEvent.click(screen.getByLabelText('开始写'))
  await act(() => bench.world.pass(5_000))
  const record = must(opened().get('template'), 'the new template')
  expect(textOfTemplate(must(client.view.getState().records.get(record), 'the record').values).chapters).toHaveLength(LONG.length)
})

test('on a phone writing is for a PC, in one sentence', async () => {
  const { client, session } = await open(null)
  render(<ClientProvider value={client}><Writing session={session} stream={TOWN} template={TEMPLATE} period="2026" /></ClientProvider>)
  expect(screen.getByText(/写稿请在电脑上打开/)).toBeTruthy()
})
