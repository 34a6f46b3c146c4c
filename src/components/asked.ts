import { pageAt, type Params, query } from './pageNames'
import { TABS, type TabName } from './tabs'

/** Where somebody wanted to go before they had signed in. */
export type Asked =
  /** `address` with what the tab was asked to show. */
  | { readonly kind: 'tab'; readonly tab: TabName; readonly address: string }
  | { readonly kind: 'page'; readonly address: string }

/** What the sign-in page is told of the page that was asked for; none for the home page, which comes by itself, and for what is no page of the program. */
export function askedParams(path: string, params: Params): Params {
  // The router of H5 leaves a mark of its own behind the path.
  const asked = askedPlace((path.split('?')[0] ?? '') + query(params))
  if (asked === null || (asked.kind === 'tab' && asked.tab === 'home')) return {}
  return { to: asked.address }
}

/** Only pages of the program: an address that somebody else wrote leads nowhere. */
export function askedPlace(to: string): Asked | null {
  const [path = '', ...rest] = to.split('?')
  const bare = path.replace(/^\/+/, '')
  const address = `/${bare}${rest.length === 0 ? '' : `?${rest.join('?')}`}`
  const tab = TABS.find(({ name }) => tabPath(name) === `/${bare}`)
  if (tab !== undefined) return { kind: 'tab', tab: tab.name, address }
  // A page of the way in would lead back to itself.
  if (!pageAt(bare) || bare === 'pages/signin/index') return null
  return { kind: 'page', address }
}

function tabPath(tab: TabName): string {
  return `/pages/${tab}/index`
}
