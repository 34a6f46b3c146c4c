import Taro from '@tarojs/taro'
import type { Program } from './program'

/** WeChat looks for newer programs by itself at every start; one it has fetched begins with the next cold start, or now. */
export function createProgram(): Program {
  const manager = Taro.getUpdateManager()
  return {
    comesBack: false,
    onNewer(run) {
      manager.onUpdateReady(run)
    },
    takeOver: () => manager.applyUpdate(),
  }
}
