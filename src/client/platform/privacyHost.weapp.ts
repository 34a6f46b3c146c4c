import Taro from '@tarojs/taro'
import { called } from './callback'
import type { PrivacyHost } from './privacyHost'

/** WeChat before 2.32.3 knows none of these calls and asks for nothing. */
export function createPrivacyHost(): PrivacyHost {
  return {
    onAsked(run) {
      if (isKnown('onNeedPrivacyAuthorization')) Taro.onNeedPrivacyAuthorization((resolve, { referrer }) => run(referrer, resolve))
    },
    openContract() {
      if (isKnown('openPrivacyContract')) Taro.openPrivacyContract({ fail: () => undefined })
    },
  }
}

/** The recorder only tells its refusals later, among others; so it is asked for first. */
export async function privacyAgreed(): Promise<boolean> {
  if (!isKnown('getPrivacySetting') || !isKnown('requirePrivacyAuthorize')) return true
  try {
    const { needAuthorization } = await called<{ readonly needAuthorization: boolean }>((done) => Taro.getPrivacySetting(done))
    if (needAuthorization) await called((done) => Taro.requirePrivacyAuthorize(done))
    return true
  } catch {
    return false
  }
}

function isKnown(name: 'onNeedPrivacyAuthorization' | 'openPrivacyContract' | 'getPrivacySetting' | 'requirePrivacyAuthorize'): boolean {
  return typeof (Taro as unknown as Readonly<Record<string, unknown>>)[name] === 'function'
}
