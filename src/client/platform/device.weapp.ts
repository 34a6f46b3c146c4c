import Taro from '@tarojs/taro'
import { calledInTime } from './callback'
import { createPool } from './pool'
import type { Device } from './ports'

export function createDevice(): Device {
  // The host's generator only answers later, so that random bytes are fetched ahead.
  const pool = createPool(async (length) => {
    const { randomValues } = await calledInTime<{ readonly randomValues: ArrayBuffer }>((done) => Taro.getRandomValues({ length, ...done }))
    return new Uint8Array(randomValues)
  })
  return {
    client: 'weapp',
    now: () => Date.now(),
    random: pool.take,
    ready: pool.ready,
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    onVisible(run) {
      const show = (): void => run(true)
      const hide = (): void => run(false)
      Taro.onAppShow(show)
      Taro.onAppHide(hide)
      return () => {
        Taro.offAppShow(show)
        Taro.offAppHide(hide)
      }
    },
    onNetwork(run) {
      const heard = ({ isConnected }: { readonly isConnected: boolean }): void => run(isConnected)
      Taro.onNetworkStatusChange(heard)
      return () => Taro.offNetworkStatusChange(heard)
    },
  }
}
