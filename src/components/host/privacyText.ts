import { own } from '../../core/own'
import { SETTING } from '../../domain/settingNames'

/** 隐私说明, line by line: the county's words, and until it has written them the program's. `told`: what the server says to those who are not signed in. */
export function privacyLines(settings: Readonly<Record<string, unknown>>, told = ''): readonly string[] {
  const set = own(settings, SETTING.privacy)
  const text = typeof set === 'string' && set.trim() !== '' ? set : told
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0 ? PRIVACY : lines
}

/** Every sentence is what the program does. */
const PRIVACY: readonly string[] = [
  '记什么：办事要用的姓名、电话、地址和事情经过。身份证号、位置、通讯录不收。照片、录音都可以不给。',
  '给谁看：经办这件事的人和管这个地方的人。未成年人、家庭暴力的事，只有承办人看得到详情。谁看过、导出过，都留了痕。',
  '怎么保管：姓名、电话和经过加密保存，按保管期限留存，到期由主办单位处理。不卖、不给别人、不放广告。',
  '您的权利：想查、复制、改正、删除自己的信息，点“投诉建议”，选“个人信息”，或者打“关于”里的电话。',
]
