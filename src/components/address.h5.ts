import { addressOf, type PageName, type Params } from './routes'

/** A reload or a copied address shows the same list. The page itself stays. */
export function showInAddress(page: PageName, params: Params): void {
  window.history.replaceState(window.history.state, '', `#${addressOf(page, params)}`)
}
