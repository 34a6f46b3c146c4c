import type { Locator } from 'playwright-core'
import { demoAddress, type Window } from './window'

/** What people do on a page, in their words. Pages below the one on top stay in the document: only what is seen counts. */

/** A button, a chip or a row of that name. */
export async function tap({ page }: Window, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string'
  const found = (['button', 'radio', 'checkbox'] as const).map((role) => page.getByRole(role, { name, exact }))
  const all = found.slice(1).reduce((any, one) => any.or(one), found[0] as Locator)
  await all.filter({ visible: true }).last().click()
}

/** Types into the field of that label. */
export async function write({ page }: Window, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).filter({ visible: true }).last().fill(text)
}

/** Waits for words on the page on top. */
export async function sees({ page }: Window, words: string | RegExp): Promise<void> {
  await page.getByText(words).filter({ visible: true }).first().waitFor()
}

/** Under 更多 of a record. */
export async function more(window: Window, name: string): Promise<void> {
  await tap(window, '更多')
  await tap(window, name)
}

/** Saves the form of a move; the record it belongs to is on top again. */
export async function save(window: Window): Promise<void> {
  await tap(window, '保存')
  await sees(window, '经过')
}

/** What the board says of this year, read anew; `label` begins the tile's name: 受理. */
export async function boardCount({ page }: Window, label: RegExp): Promise<number> {
  await page.goto(`${demoAddress()}/#/pages/board/index`)
  await page.reload()
  const tile = page.getByRole('link', { name: label }).filter({ visible: true }).first()
  await tile.waitFor()
  return Number(/\d+/.exec(((await tile.getAttribute('aria-label')) ?? '').replace(/,/g, ''))?.[0])
}
