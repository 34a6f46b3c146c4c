import type { Locator, Page } from 'playwright-core'

/** What to act on: a visible text (whole, or a pattern), or a selector of the host's element names (`wx-button`, `.card`, `#who`). */
export type Target = string | RegExp | { readonly css: string; readonly text?: string | RegExp; readonly nth?: number }

/** How long anything may take to appear, in ms. */
export const patience = 20_000

export interface Screen {
  /** The first visible match, of the host's popups before the page; waits for it. */
  find(target: Target): Promise<Locator>
  /** The text field with this placeholder, or under this label, or the one found by selector. */
  field(target: Target): Promise<Locator>
  /** The visible text of the current page and of what lies over it. */
  text(): Promise<string>
  waitText(text: string | RegExp, timeout?: number): Promise<void>
  /** How many visible matches the current page has now. */
  count(target: Target): Promise<number>
}

/** Looks at the page on top and at the host's windows over it; a failure tells what was there instead. */
export function createScreen(page: Page, errors: readonly string[]): Screen {
  const current = (): Locator => page.frameLocator('iframe.top').locator('body')
  const scopes = (): Locator[] => [page.locator('#popups'), current()]
  const text = async (): Promise<string> => {
    const parts = await Promise.all(scopes().map(scope => scope.innerText({ timeout: patience })))
    return parts.join('\n').trim()
  }

  async function until<T>(wanted: string, timeout: number, look: () => Promise<T | null>): Promise<T> {
    const deadline = Date.now() + timeout
    for (;;) {
      const found = await look()
      if (found !== null) return found
      if (Date.now() > deadline) throw new Error(`${wanted} did not appear. The page shows:\n${await text()}\nErrors:\n${errors.join('\n')}`)
      await page.waitForTimeout(30)
    }
  }

  const find = (target: Target): Promise<Locator> =>
    until(describe(target), patience, async () => {
      for (const scope of scopes()) {
        const found = locate(scope, target)
        if ((await found.count()) > 0) return found.first()
      }
      return null
    })

  return {
    find,
    text,
    field: async target => {
      if (typeof target !== 'string') return (await find(target)).locator('input, textarea').first()
      const hinted = current().locator(`[placeholder="${target}"]`).filter({ visible: true })
      const found = (await hinted.count()) > 0 ? hinted : (await find(target)).locator(nearestField)
      return found.locator('input, textarea').first()
    },
    waitText: async (wanted, timeout = patience) => {
      await until(describe(wanted), timeout, async () => {
        const shown = await text()
        return (typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)) || null
      })
    },
    count: target => locate(current(), target).count(),
  }
}

// The smallest part of the page that holds both the label and a text field.
const nearestField = 'xpath=ancestor::*[.//wx-input or .//wx-textarea][1]'

function locate(scope: Locator, target: Target): Locator {
  if (typeof target === 'string') return scope.getByText(target, { exact: true }).filter({ visible: true })
  if (target instanceof RegExp) return scope.getByText(target).filter({ visible: true })
  const found = scope.locator(target.css).filter({ visible: true, ...(target.text === undefined ? {} : { hasText: target.text }) })
  return target.nth === undefined ? found : found.nth(target.nth)
}

const describe = (target: Target): string => (typeof target === 'object' && 'css' in target ? JSON.stringify(target) : `"${String(target)}"`)
