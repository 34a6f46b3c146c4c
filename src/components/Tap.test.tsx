import { fireEvent, render, screen } from '@testing-library/react'
import { Tap } from './Tap'

test('whatever can be tapped says what it is: its words, or the name it was given', () => {
  render(<><Tap onTap={() => undefined}>记纠纷</Tap><Tap role="link" label="返回" onTap={() => undefined} /></>)
  expect(screen.getByRole('button').textContent).toBe('记纠纷')
  expect(screen.getByRole('link', { name: '返回' })).toBeTruthy()
})

test('what is chosen is said, not only shown', () => {
  render(<><Tap role="radio" on label="村" onTap={() => undefined} /><Tap role="radio" on={false} label="组" onTap={() => undefined} /></>)
  expect(screen.getAllByRole('radio').map((each) => each.getAttribute('aria-label'))).toEqual(['村，已选', '组'])
})

test('what is off does nothing', () => {
  const tapped = jest.fn()
  render(<Tap off label="保存" onTap={tapped} />)
  fireEvent.click(screen.getByRole('button'))
  expect(tapped).not.toHaveBeenCalled()
})
