import { addressOf, type PageName, type Params } from './pageNames'

/** A reload or a copied address shows the same list. The page itself stays. */
export function showInAddress(page: PageName, params: Params): void {
  window.history.replaceState(window.history.state, '', `#${addressOf(page, params)}`)
}

export function showHere(params: Params, names: readonly string[]): void {
  const [path = '', query] = window.location.hash.split('?')
  const kept = new URLSearchParams(query)
  for (const name of names) kept.delete(name)
  for (const [name, value] of Object.entries(params)) kept.set(name, value)
  const words = kept.toString()
  window.history.replaceState(window.history.state, '', words === '' ? path : `${path}?${words}`)
}

/** The address is there before its page: while the page is still being fetched, the one below hears a second tap. */
export function isShowing(url: string): boolean {
  return window.location.hash === `#${url}`
}
