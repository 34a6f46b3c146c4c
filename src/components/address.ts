import type { PageName, Params } from './pageNames'

/** Conditions are kept in the address bar, where there is one (address.h5.ts). */
export function showInAddress(_page: PageName, _params: Params): void {
  return undefined
}

/** The same of the page that is open, whichever it is: of `names` it has these from now on, of others what it was opened with. */
export function showHere(_params: Params, _names: readonly string[]): void {
  return undefined
}

/** Whether the program is already at this address, or on its way there; WeChat says itself when it has arrived. */
export function isShowing(_url: string): boolean {
  return false
}
