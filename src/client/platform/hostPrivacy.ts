/** What WeChat gives a program only after its person has agreed, and what this program takes it for. */
export interface PrivacyDuty {
  /** As the program calls it. */
  readonly api: string
  /** How WeChat names it when it asks. */
  readonly referrers: readonly string[]
  /** Its row of 用户隐私保护指引 in WeChat's console (docs/release.md); a use that is not declared there fails. */
  readonly heading: string
  /** Ends the row's sentence 用于…; the person reads it on the sheet too. */
  readonly purpose: string
  /** What goes on without. */
  readonly without: string
}

/** Every such call of the program: `hostPrivacy.test.ts` finds them in the sources. A new one is declared here, in the console and in the guide. */
export const PRIVACY_DUTIES: readonly PrivacyDuty[] = [
  {
    api: 'chooseMedia', referrers: ['chooseMedia'], heading: '选中的照片或视频信息',
    purpose: '给一件事添照片、拍材料，只收您拍下或选中的那几张', without: '照片可以不拍，别的照常填、照常存',
  },
  {
    api: 'chooseMessageFile', referrers: ['chooseMessageFile'], heading: '选中的文件',
    purpose: '把聊天里的材料放进一件事，或者收进您从另一台手机导出的记录，只收您选中的文件', without: '材料可以拍下来，也可以不放，别的照常填、照常存',
  },
  {
    api: 'getRecorderManager', referrers: ['requirePrivacyAuthorize', 'RecorderManager.start', 'getRecorderManager'], heading: '麦克风',
    purpose: '您点了录音才录当事人说的话，停下就不再录', without: '不录音也行，打字记下来一样',
  },
  {
    api: 'setClipboardData', referrers: ['setClipboardData'], heading: '剪切板',
    purpose: '您点了复制，把绑定码、地址放进剪切板；不读您复制过的东西', without: '照着屏幕抄下来一样',
  },
]

/** What is asked for, in the person's words: only the recorder is asked for ahead (`privacyAgreed`). WeChat may name one this program does not know. */
export function dutyOf(referrer: string): PrivacyDuty | null {
  return PRIVACY_DUTIES.find(({ referrers }) => referrers.includes(referrer)) ?? null
}

/** Why a host gave nothing, where it was not the person's change of mind. */
export type NotGiven =
  /** The guide was not agreed to. */
  | 'privacy'
  /** The phone or the host gives no leave: camera, microphone. */
  | 'permission'
  | 'broken'

/** From the host's words; null: the person closed the chooser. */
export function notGivenBy(failure: unknown): NotGiven | null {
  const said = failure instanceof Error ? failure.message : ''
  if (/privacy (?:permission|agreement)/i.test(said)) return 'privacy'
  if (/cancel/i.test(said)) return null
  return /auth|den(?:y|ied)|permission/i.test(said) ? 'permission' : 'broken'
}
