import Taro from '@tarojs/taro'
import { renderHook } from '@testing-library/react'
import { useListWindow } from './useListWindow'

test('a list drawn while the page changes stays: nothing is measured then', () => {
  const nothing = { selectAll: () => nothing, selectViewport: () => nothing, boundingClientRect: () => nothing, exec: () => { throw new Error('no page is drawn') } }
  jest.spyOn(Taro, 'createSelectorQuery').mockReturnValue(nothing as never)
  const { result } = renderHook(() => useListWindow(['a', 'b'], () => 100))
  expect(result.current).toMatchObject({ first: 0, end: 2 })
})
