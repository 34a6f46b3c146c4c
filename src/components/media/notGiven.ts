import type { NotGiven } from '../../client/platform/hostPrivacy'
import type { Picked } from '../../client/platform/smallEnough'
import type { Chosen } from './useKeep'

/** What is to be kept of what was picked, and what to say when the phone gave nothing. */
export function toKeep({ chosen, refused, notGiven = null }: Picked, what: 'photo' | 'file'): Chosen {
  return { chosen, refused, ...(notGiven === null ? {} : { say: notGivenText(notGiven, what) }) }
}

/** Why the phone gave nothing, what to do, and that nothing depends on it. */
export function notGivenText(why: NotGiven, what: 'photo' | 'file' | 'voice'): string {
  return SENTENCES[what][why]
}

/** The three dots are where WeChat keeps what a program may use; a browser has its own place before the address. */
const SENTENCES: Readonly<Record<'photo' | 'file' | 'voice', Readonly<Record<NotGiven, string>>>> = {
  photo: {
    privacy: '您没有同意用相册和拍照，照片没有添。不添也行，写的都还在；想添时再点一次，过十几秒会再问您。',
    permission: '手机不让用相机或相册，照片没有添。点右上角“…”→“设置”可以打开；不添也行，写的都还在。',
    broken: '没有打开相机或相册，请再点一次。不添也行，写的都还在。',
  },
  file: {
    privacy: '您没有同意选聊天里的文件，没有放进来。不放也行，写的都还在；想放时再点一次，过十几秒会再问您。',
    permission: '手机不让选文件，没有放进来。点右上角“…”→“设置”可以打开；写的都还在。',
    broken: '没有打开文件，请再点一次。写的都还在。',
  },
  voice: {
    privacy: '您没有同意用话筒，没有录。不录也可以，写的都还在；想录时再点一次，过十几秒会再问您。',
    permission: '没有话筒的权限，没有录。点右上角“…”→“设置”（电脑上是地址栏前面）可以打开；不录也可以。',
    broken: '没有录成，请再试一次。写的都还在，不录也可以。',
  },
}
