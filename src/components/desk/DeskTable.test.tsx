import { act, fireEvent, render, screen } from '@testing-library/react'
import type { Beside } from './DeskTable'
import { DeskTable } from './DeskTable.h5'

const ROWS = Array.from({ length: 100 }, (_, i) => ({ id: String(i) }))
const COLUMNS = [{ name: 'no', label: '编号', cell: ({ id }: { readonly id: string }) => `第${id}件` }, { name: 'mark', label: '办到哪', isPlain: true, cell: () => '' }]

function table(beside: Beside, opened: string | null) {
  const [onOpen, onPage, more] = [jest.fn(), jest.fn(), jest.fn()]
  render(
    <div>
      <DeskTable label="单位" columns={COLUMNS} rows={ROWS} opened={opened} beside={beside} count="" more={more} onOpen={onOpen} onPage={onPage} />
      <div className="panel"><button>收起</button><div className="panel-body"><button>选一个</button></div></div>
    </div>,
  )
  return { onOpen, onPage, more }
}
const LEAVING = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'Escape']

beforeAll(() => {
  // jsdom has none.
  Object.assign(globalThis, { CSS: { escape: (text: string) => text } })
})

test('with facts beside it the arrows change what is open and Esc closes it', () => {
  const { onOpen } = table('facts', '3')
  fireEvent.keyDown(document.body, { key: 'ArrowDown' })
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(onOpen.mock.calls).toEqual([[ROWS[4]], [null]])
})

test('no key takes a half-written form away, wherever the keyboard is', () => {
  const { onOpen } = table('form', '3')
  for (const key of LEAVING) fireEvent.keyDown(document.body, { key })
  expect(onOpen).not.toHaveBeenCalled()
  expect(screen.queryByText('Esc')).toBeNull()
})

test('keys pressed within what lies open are its own', () => {
  const { onOpen } = table('facts', '3')
  screen.getByText('选一个').focus()
  for (const key of LEAVING) fireEvent.keyDown(document.activeElement!, { key })
  expect(onOpen).not.toHaveBeenCalled()
  screen.getByText('收起').focus()
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' })
  expect(onOpen).toHaveBeenCalledWith(null)
})

test('a double click opens once, and then the page', () => {
  const { onOpen, onPage } = table('nothing', null)
  const row = screen.getByText('第2件')
  for (const detail of [1, 2]) fireEvent.click(row, { detail })
  fireEvent.doubleClick(row, { detail: 2 })
  expect([onOpen.mock.calls, onPage.mock.calls]).toEqual([[[ROWS[2]]], [[ROWS[2]]]])
})

test('paper shows every row that is here, and asks for none', () => {
  const { more } = table('nothing', null)
  expect(screen.queryByText('第99件')).toBeNull()
  act(() => void window.dispatchEvent(new Event('beforeprint')))
  expect(screen.getByText('第99件')).toBeTruthy()
  expect(more).not.toHaveBeenCalled()
})

test('every column has a head for those who hear the page', () => {
  table('nothing', null)
  expect(screen.getByRole('columnheader', { name: '办到哪' })).toBeTruthy()
})
