import type { MediaWhat } from '../core/media'
import type { MediaProblem } from '../core/mediaCheck'

/** What one attachment of a kind is called, and how it is counted. */
export const MEDIA_WORDS: Readonly<Record<MediaWhat, { readonly one: string; readonly unit: string }>> = {
  photos: { one: '照片', unit: '张' },
  voice: { one: '录音', unit: '段' },
  files: { one: '材料', unit: '份' },
}

/** 3 张照片, 2 个附件 where other kinds are among them. */
export function countedMedia(count: number, others = 0): string {
  return others > 0 ? `${count} 个附件` : `${count} 张照片`
}

/** What is wrong with an attachment and what to do, for whoever chose it; its record is saved whatever becomes of it. */
export function mediaAdvice(problem: MediaProblem, what: MediaWhat): string {
  return `${SENTENCES[what][problem] ?? ANYWHERE[problem]}写的都还在。`
}

const ANYWHERE: Readonly<Record<MediaProblem, string>> = {
  empty: '这个文件是空的，没有放进来。请换一个。',
  tooLarge: '这个文件太大，没有放进来。请分成几个，或者换小一些的。',
  wrongType: '这个文件不能放在这里，没有放进来。',
  damaged: '这个文件不完整，打不开，没有放进来。请重新选一次。',
  tooManyPixels: '这张图的尺寸太大，手机会打不开，没有放进来。请用手机重新拍一张。',
  beside: '这个文件里还带着别的东西（比如拍摄的位置），没有收。请在小程序里重新选一次，会自动去掉。',
  macro: '这个文档里带着宏（会自己运行的程序），没有收。请另存为不带宏的 docx 再放进来。',
}

const SENTENCES: Readonly<Record<MediaWhat, Partial<Readonly<Record<MediaProblem, string>>>>> = {
  photos: {
    tooLarge: '这张照片太大，没有放进来。请重新拍一张。',
    wrongType: '这个文件不是照片，没有放进来。请换一张照片。',
    damaged: '这张照片不完整，打不开，没有放进来。请重新拍一张，或者重新选一次。',
  },
  voice: {
    empty: '没有录到声音，没有留下。可以再录一次。',
    tooLarge: '这段录音太长，没有留下。请分成几段录。',
    wrongType: '这不是录音，没有留下。',
    damaged: '这段录音存坏了，没有留下。请再录一次。',
  },
  files: {
    tooLarge: '这份材料太大（PDF、Word 每份最多 5 MB），没有放进来。请分成几份，或者拍成照片。',
    wrongType: '这里只放 PDF、Word（docx）和照片，这个文件没有放进来。',
  },
}
