import Taro from '@tarojs/taro'
import { act, renderHook } from '@testing-library/react'
import { measureParts } from './measureParts.h5'
import { useListWindow } from './useListWindow'

test('a list drawn while the page changes stays: nothing is measured then', () => {
  let answer: (answers: readonly unknown[]) => void = () => undefined
  const query = { selectAll: () => query, selectViewport: () => query, boundingClientRect: () => query, exec: (done: typeof answer) => { answer = done } }
  jest.spyOn(Taro, 'createSelectorQuery').mockReturnValue(query as never)
  const { result } = renderHook(() => useListWindow(['a', 'b'], () => 100))
  act(() => answer([null, null]))
  expect(result.current).toMatchObject({ first: 0, end: 2 })
})

test('in a browser only the parts of the page on top are measured, and a page not yet drawn says nothing', () => {
  const heard: (readonly number[])[] = []
  measureParts((parts) => heard.push(parts))
  expect(heard).toEqual([])
  document.body.innerHTML = '<div class="part" id="hidden"></div><div class="part" id="seen"></div>'
  const seen = document.getElementById('seen') as HTMLElement
  seen.getClientRects = () => [{}] as unknown as DOMRectList
  seen.getBoundingClientRect = () => ({ height: 88 }) as DOMRect
  measureParts((parts) => heard.push(parts))
  expect(heard).toEqual([[88]])
})
