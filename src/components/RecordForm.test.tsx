import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { createClient } from '../client/client'
import { ClientProvider } from '../client/hooks'
import { createPlatform } from '../client/platform/platform'
import { EMPTY_CONFIG } from '../core/config'
import type { Values } from '../core/field'
import type { RecordType } from '../core/recordType'
import { dispute } from '../domain/dispute'
import { matter } from '../domain/matter'
import { outreach } from '../domain/outreach'
import { checkForm, type Problems } from './formCheck'
import { RecordForm } from './RecordForm'

/** A page's part: holds the values and shows them to the test. */
function open(type: RecordType, move: string | null, values: Values = {}, problems: Problems = {}) {
  const client = createClient(createPlatform())
  let latest = values
  function Held() {
    const [after, setAfter] = useState(values)
    latest = after
    return <RecordForm type={type} move={move} before={values} after={after} problems={problems} onChange={setAfter} />
  }
  const drawn = render(<ClientProvider value={client}><Held /></ClientProvider>)
  return { ...drawn, values: () => latest }
}

const tap = (name: string | RegExp): void => void fireEvent.click(screen.getByLabelText(name))
const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('a form asks what its move asks, and says which of it must be filled', () => {
  open(dispute, 'close')
  expect(screen.getByText('调结日期')).toBeTruthy()
  expect(screen.queryByText('在哪')).toBeNull()
  expect(screen.getAllByText('要填')).toHaveLength(2)
})

test('an answer brings the questions that depend on it, and takes them away again', () => {
  const form = open(dispute, 'close')
  expect(screen.queryByText('协议')).toBeNull()
  tap('成功')
  expect(form.values()).toMatchObject({ result: 'success' })
  expect(screen.getByText('协议')).toBeTruthy()
  tap('调解不成')
  expect(screen.queryByText('协议')).toBeNull()
  expect(screen.getByText(dispute.fields.toldOtherWays.label)).toBeTruthy()
})

test('tapping the chosen value clears it, unless it must be answered', () => {
  const form = open(dispute, 'close', { result: 'failed', difficulty: 'simple' })
  tap('简易，已选')
  expect(form.values()).not.toHaveProperty('difficulty')
  tap('调解不成，已选')
  expect(form.values().result).toBe('failed')
})

test('in a list the chosen value stays when it is tapped again; it is cleared by saying so, unless it must be answered', () => {
  const form = open(dispute, 'correct', { type: 'neighbour' })
  tap('类型：邻里')
  tap('邻里，已选')
  expect(form.values().type).toBe('neighbour')
  expect(screen.queryByRole('dialog')).toBeNull()
  tap('类型：邻里')
  expect(screen.queryByLabelText('清除')).toBeNull()
})

test('what need not be answered is cleared from its list', () => {
  const form = open(dispute, null, { detail: '0201' })
  tap(/^细类：/)
  tap('清除')
  expect(form.values()).not.toHaveProperty('detail')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('yuan are typed, fen are kept, and what is no number is said', () => {
  const form = open(dispute, 'close', { result: 'success' })
  type('涉及金额', '1200.5')
  expect(form.values().amount).toBe(120050)
  type('涉及金额', '3.5万')
  expect(form.values().amount).toBe(3_500_000)
})

test('what is no number stays as typed, is said, and is refused for its field', () => {
  const form = open(outreach, 'record')
  type('到场', '100多')
  expect(screen.getByLabelText<HTMLInputElement>('到场').value).toBe('100多')
  expect(screen.getByText('请填数字')).toBeTruthy()
  const check = (): Problems => checkForm(outreach, EMPTY_CONFIG, null, ['attended'], form.values())
  expect(check()).toEqual({ attended: '“到场”要填数字' })
  type('到场', '１２０')
  expect(form.values().attended).toBe(120)
  expect(screen.queryByText('请填数字')).toBeNull()
  expect(check()).toEqual({})
  type('到场', '')
  expect(form.values()).not.toHaveProperty('attended')
})

test('a count takes whole numbers and shows its unit', () => {
  const form = open(outreach, 'record')
  type('到场', '120')
  expect(form.values().attended).toBe(120)
  expect(screen.getAllByText('人次').length).toBeGreaterThan(0)
})

test('rows are added, filled and taken away', () => {
  const form = open(matter, 'register')
  tap('添说事人')
  type('姓名', '马')
  const rows = Object.values(form.values().people ?? {})
  expect(rows).toEqual([{ values: { name: '马' } }])
  tap('去掉')
  expect(form.values().people).toEqual({})
})

test('rows stored before stand as sentences until somebody wants to change them', () => {
  open(dispute, 'mediate', { sessions: { r1: { values: { venue: '村说理室', record: '各说各的' } } } })
  expect(screen.getByText('村说理室，各说各的')).toBeTruthy()
  expect(screen.queryByLabelText('地点')).toBeNull()
  tap('改')
  expect(screen.getByLabelText('地点')).toBeTruthy()
})

test('what is wrong stands under its field', () => {
  open(dispute, 'close', {}, { result: '“结果”还没填' })
  expect(screen.getByRole('alert').textContent).toBe('“结果”还没填')
})

test('an edit shows what has a value and unfolds the rest', () => {
  open(dispute, null, { legacy: true })
  expect(screen.getByText(dispute.fields.legacy.label)).toBeTruthy()
  expect(screen.queryByText(dispute.fields.externalNo.label)).toBeNull()
  tap(/^还有 \d+ 栏$/)
  expect(screen.getByText(dispute.fields.externalNo.label)).toBeTruthy()
})
