import Taro from '@tarojs/taro'

/** Opens the telephone with the number in it; the person still has to dial. Whoever thinks better of it has done nothing wrong. */
export function call(number: string): void {
  void Taro.makePhoneCall({ phoneNumber: number.replace(/[^0-9+]/g, '') }).catch(() => undefined)
}
