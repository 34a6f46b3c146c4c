import Taro from '@tarojs/taro'
import { isShowing } from './address'
import { askedPlace } from './asked'
import { addressOf, type PageName, type Params } from './pageNames'
import type { TabName } from './tabs'

/** WeChat keeps ten pages at most; two are left free for its own. */
const DEEPEST = 8

/** Opens a page above this one; in a long chain it takes this one's place. */
export function open(page: PageName, params: Params = {}): void {
  opening(addressOf(page, params))
}

const opening = oneAtATime((url) => (Taro.getCurrentPages().length >= DEEPEST ? Taro.redirectTo({ url }) : Taro.navigateTo({ url })))

/** While the host is on its way to an address, a second tap that asks for the same one is the first heard twice. */
function oneAtATime(go: (url: string) => Promise<unknown>): (url: string) => void {
  const underWay = new Set<string>()
  const asked = new Set<string>()
  return (url) => {
    if (underWay.has(url) || (asked.has(url) && isShowing(url))) return
    underWay.add(url)
    asked.add(url)
    void Promise.resolve(go(url)).finally(() => underWay.delete(url))
    // A page that could not be fetched until then may be asked for again.
    setTimeout(() => asked.delete(url), FETCHED_MS)
  }
}

const FETCHED_MS = 15_000

/** Takes this page's place: after saving there is nothing to come back to. */
export function replace(page: PageName, params: Params = {}): void {
  void Taro.redirectTo({ url: addressOf(page, params) })
}

/** A new beginning, with nothing behind it: from the rail, and to the sign-in page. */
export function leave(page: PageName, params: Params = {}): void {
  void Taro.reLaunch({ url: addressOf(page, params) })
}

export function openTab(tab: TabName): void {
  void Taro.switchTab({ url: `/pages/${tab}/index` })
}

/** Where somebody wanted to go before they signed in, with nothing behind it; else the home page. */
export function arrive(to: string): void {
  const asked = askedPlace(to)
  // A tab is switched to without parameters only.
  if (asked !== null && (asked.kind === 'page' || asked.address.includes('?'))) void Taro.reLaunch({ url: asked.address })
  else openTab(asked?.tab ?? 'home')
}

/** A page lies over the tabs: a form, a record, a list somebody went into. */
export function isSomethingOpen(): boolean {
  const pages = Taro.getCurrentPages()
  const [top] = pages
  return pages.length > 1 || (top !== undefined && askedPlace((top as { readonly route?: string; readonly path?: string }).route ?? (top as { readonly path?: string }).path ?? '')?.kind !== 'tab')
}

/** One page back; a page opened by its address has none before it and goes home. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else openTab('home')
}
