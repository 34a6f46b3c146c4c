import Taro from '@tarojs/taro'
import { act, render, screen } from '@testing-library/react'
import { scaleFor, ScaleProvider, useScale, type Scale } from './scale'

beforeEach(() => Taro.removeStorageSync('textScale'))

test('text follows the host where nobody chose: ordinary, enlarged, and as large as 关怀模式', () => {
  expect([null, 14, 16, 17, 18.5].map((host) => scaleFor(host, null))).toEqual(Array(5).fill('normal'))
  expect([19, 20, 22].map((host) => scaleFor(host, null))).toEqual(Array(3).fill('large'))
  expect([23.8, 25.5, 53].map((host) => scaleFor(host, null))).toEqual(Array(3).fill('largest'))
})

test('what was chosen here holds, whatever the host says: nothing is enlarged twice', () => {
  expect(scaleFor(25.5, 'normal')).toBe('normal')
  expect(scaleFor(16, 'largest')).toBe('largest')
})

test('a choice is kept; taking what the host says anyway goes back to following it', () => {
  let choose = (_: Scale): void => undefined
  function Shown() {
    const { scale, setScale } = useScale()
    choose = setScale
    return <p>{scale}</p>
  }
  render(<ScaleProvider hostSize={() => 20}><Shown /></ScaleProvider>)
  expect(screen.getByText('large')).toBeTruthy()
  act(() => choose('largest'))
  expect(screen.getByText('largest')).toBeTruthy()
  expect(Taro.getStorageSync('textScale')).toBe('largest')
  act(() => choose('large'))
  expect(screen.getByText('large')).toBeTruthy()
  expect(Taro.getStorageSync('textScale')).toBe('')
})
