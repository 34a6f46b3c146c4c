import Taro from '@tarojs/taro'

/** WeChat's 字体大小, 关怀模式 among it. Pages of mini-programs do not grow by it: nothing is enlarged twice. */
export function hostFontSize(): number | null {
  try {
    const { fontSizeSetting } = (Taro.canIUse('getAppBaseInfo') ? (Taro as unknown as Newer).getAppBaseInfo() : Taro.getSystemInfoSync())
    return fontSizeSetting ?? null
  } catch {
    return null
  }
}

/** Since 2.20.1; Taro has it, and its types do not. */
interface Newer {
  getAppBaseInfo(): { readonly fontSizeSetting?: number }
}
