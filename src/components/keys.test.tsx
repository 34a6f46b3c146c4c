import { render, screen } from '@testing-library/react'
import { focusOn, isInPanel, isUnderSheet, useSheetFocus } from './keys.h5'

beforeAll(() => {
  // jsdom has none, and lays nothing out: only what says so is seen.
  Object.assign(globalThis, { CSS: { escape: (text: string) => text } })
  HTMLElement.prototype.getClientRects = function rects(this: HTMLElement) {
    return (this.dataset.seen === undefined ? [] : [{}]) as unknown as DOMRectList
  }
})

function Sheet({ at }: { readonly at?: 'content' }) {
  const id = useSheetFocus()
  return <div id={id} className="sheet">{at === undefined ? null : <input autoFocus aria-label="找" />}<button className="sheet-close">收起</button></div>
}

test('the keyboard goes to what is seen, not to a page below with the same id', () => {
  render(<><input id="search" aria-label="下面的" /><input id="search" aria-label="上面的" data-seen /></>)
  focusOn('search')
  expect(document.activeElement).toBe(screen.getByLabelText('上面的'))
})

test('a sheet and the lock cover the page; those of hidden pages do not', () => {
  const { rerender } = render(<><div className="sheet" /><div className="lock" /></>)
  expect(isUnderSheet()).toBe(false)
  rerender(<div className="sheet" data-seen />)
  expect(isUnderSheet()).toBe(true)
  rerender(<div className="lock" data-seen />)
  expect(isUnderSheet()).toBe(true)
})

test('a sheet takes the keyboard when it comes and gives it back when it goes', () => {
  const page = (sheet: boolean) => <><button>打开</button>{sheet ? <Sheet /> : null}</>
  const { rerender } = render(page(false))
  screen.getByText('打开').focus()
  rerender(page(true))
  expect(document.activeElement).toBe(screen.getByText('收起'))
  rerender(page(false))
  expect(document.activeElement).toBe(screen.getByText('打开'))
})

test('a sheet that begins with a field leaves the keyboard there', () => {
  render(<Sheet at="content" />)
  expect(document.activeElement).toBe(screen.getByLabelText('找'))
})

test('what lies open beside a list has its own keys', () => {
  render(<><button>行</button><div className="panel-body"><button>里面</button></div></>)
  screen.getByText('行').focus()
  expect(isInPanel()).toBe(false)
  screen.getByText('里面').focus()
  expect(isInPanel()).toBe(true)
})
