import { useEffect } from 'react'

/** Taro's functions as spies that succeed and do nothing; a test gives its own answer with `jest.mocked(Taro.x).mockReturnValue(…)`. */
const done = () => jest.fn(() => Promise.resolve({ errMsg: 'ok' }))
const storage = new Map<string, unknown>()

/** jsdom lays nothing out: whoever measures hears nothing, as on a page that was left meanwhile. */
const rects = { boundingClientRect: () => nothingMeasured }
const nothingMeasured = { selectAll: () => rects, select: () => rects, selectViewport: () => rects, exec: (): undefined => undefined }

const Taro = {
  navigateTo: done(),
  redirectTo: done(),
  switchTab: done(),
  reLaunch: done(),
  navigateBack: done(),
  showToast: done(),
  hideToast: done(),
  showLoading: done(),
  hideLoading: done(),
  showModal: jest.fn(() => Promise.resolve({ confirm: true, cancel: false, errMsg: 'ok' })),
  showActionSheet: jest.fn(() => Promise.resolve({ tapIndex: 0, errMsg: 'ok' })),
  setNavigationBarTitle: done(),
  setNavigationBarColor: done(),
  pageScrollTo: done(),
  stopPullDownRefresh: done(),
  setClipboardData: done(),
  makePhoneCall: done(),
  vibrateShort: done(),
  createSelectorQuery: () => nothingMeasured,
  nextTick: jest.fn((run: () => void) => { queueMicrotask(run) }),
  getCurrentPages: jest.fn((): unknown[] => []),
  getStorageSync: jest.fn((key: string): unknown => storage.get(key) ?? ''),
  setStorageSync: jest.fn((key: string, value: unknown) => { storage.set(key, value) }),
  removeStorageSync: jest.fn((key: string) => { storage.delete(key) }),
  getEnv: jest.fn(() => 'WEB'),
  ENV_TYPE: { WEB: 'WEB', WEAPP: 'WEAPP' },
}

export default Taro

export const { getCurrentPages } = Taro
export const useRouter = jest.fn((): { params: Record<string, string>; path: string } => ({ params: {}, path: '' }))

/** A page in jsdom is shown once, when it is drawn. */
export const useLoad = (run: () => void): void => useEffect(run, [])
export const useReady = useLoad
export const useDidShow = useLoad
export const useUnload = (run: () => void): void => useEffect(() => run, [])
export const useDidHide = (_: () => void): void => undefined
export const usePullDownRefresh = (_: () => void): void => undefined
export const useReachBottom = (_: () => void): void => undefined
export const usePageScroll = (_: () => void): void => undefined
export const useShareAppMessage = (_: () => unknown): void => undefined
