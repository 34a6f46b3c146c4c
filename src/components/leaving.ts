/** A browser's window asks before it closes over unsaved words. WeChat keeps a page's draft and asks nothing (leaving.h5.ts). */
export function useLeaving(_isUnsaved: boolean): void {
  return undefined
}
