import type { PageName, Params } from './routes'

/** Conditions are kept in the address bar, where there is one (address.h5.ts). */
export function showInAddress(_page: PageName, _params: Params): void {
  return undefined
}
