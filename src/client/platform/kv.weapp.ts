import Taro from '@tarojs/taro'
import { calledInTime, isSilence } from './callback'
import type { Kv } from './ports'

/** WeChat's own storage, encrypted by the host where its library can (2.21.3); an older one ignores the wish and keeps it in the open. */
export function createKv(): Kv {
  return {
    get: async (key) => (await read(key, true)) ?? (await read(key, false)),
    async set(key, value) {
      const option = { key, data: value, encrypt: true }
      await calledInTime((done) => Taro.setStorage({ ...option, ...done }))
    },
    async remove(key) {
      await calledInTime((done) => Taro.removeStorage({ key, ...done }))
    },
  }
}

/** A missing key is a failure like any other here but the host's silence; what was kept before the host could encrypt reads only in the open. */
async function read(key: string, encrypt: boolean): Promise<string | null> {
  const option = { key, encrypt }
  try {
    const { data } = await calledInTime<{ readonly data: unknown }>((done) => Taro.getStorage({ ...option, ...done }))
    return typeof data === 'string' ? data : null
  } catch (failure) {
    if (isSilence(failure)) throw failure
    return null
  }
}
